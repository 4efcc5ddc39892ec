using NNGen.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>LeNet on 28×28 images, batch 64: 20 and 50 kernels of 5×5, each with max pooling and ReLU, then 500 and 10 outputs.</summary>
/// <param name="trains">A training step with SGD, or inference.</param>
internal sealed class LeNet(bool trains) : Workload
{
    private const int Batch = 64;

    public override string Name => trains ? "LeNet 28×28, batch 64, SGD step" : "LeNet 28×28, batch 64, inference";

    public override double Flops
    {
        get
        {
            double first = 24 * 24 * 20 * 25, rest = 8 * 8 * 50 * 20 * 25 + 800 * 500 + 500 * 10;
            return 2 * Batch * (trains ? 2 * first + 3 * rest : first + rest);
        }
    }

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(Batch * 28 * 28);
        int[] labels = Numbers.Labels(Batch, 10);
        var net = new ImageNet(seed: 1);
        TorchSharp.Modules.Parameter[] p = Torch.ParametersOf(net);
        var x = data.Shaped(Batch, 1, 28, 28);
        torch.Tensor tx = Torch.Of(data, Batch, 1, 28, 28);
        torch.Tensor Scores()
        {
            torch.Tensor first = nn.functional.max_pool2d(nn.functional.conv2d(tx, p[0], p[1]), 2).relu();
            torch.Tensor second = nn.functional.max_pool2d(nn.functional.conv2d(first, p[2], p[3]), 2).relu();
            return Torch.Affine(Torch.Affine(second.reshape(Batch, 800), p[4], p[5]).relu(), p[6], p[7]);
        }

        if (!trains)
        {
            float[] scores = new float[Batch * 10];
            return
            [
                Inference.Ours(() => net.Predict(x, new System.Numerics.Tensors.TensorSpan<float>(scores, [Batch, 10])), scores),
                Inference.Torchs(Scores),
            ];
        }

        var t = System.Numerics.Tensors.Tensor.Create(labels, [Batch]);
        torch.Tensor tt = Torch.OfLabels(labels);
        return
        [
            Training.Ours(net, new Sgd(0.01f), () =>
            {
                float loss = net.Forward(x, t);
                net.Backward();
                return loss;
            }),
            Training.Torchs(net, optim.SGD(p, 0.01), () => nn.functional.cross_entropy(Scores(), tt), Training.GradientsOf(p)),
        ];
    }
}

/// <summary>The network of <see cref="LeNet"/>.</summary>
[Layer]
public sealed partial class ImageNet
{
    [Sub("1", "20", "5")] public partial Conv2D First { get; }

    [Sub("20", "50", "5")] public partial Conv2D Second { get; }

    [Sub("800", "500")] public partial Affine Third { get; }

    [Sub("500", "10")] public partial Affine Output { get; }

    [Sub] public partial SoftmaxWithLoss Loss { get; }

    /// <summary>The scores.</summary>
    [return: Shape("N", "10")]
    public Var Predict([Shape("N", "1", "28", "28"), NoGrad] Var x)
    {
        Var first = Ops.Relu(Ops.MaxPool2D(First.Forward(x), 2));
        Var second = Ops.Relu(Ops.MaxPool2D(Second.Forward(first), 2));
        return Output.Forward(Ops.Relu(Third.Forward(Ops.Flatten(second))));
    }

    /// <summary>The mean cross entropy.</summary>
    public Var Forward([Shape("N", "1", "28", "28"), NoGrad] Var x, [Shape("N")] IntVar t) => Loss.Forward(Predict(x), t);
}
