using NNGen.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>A training step of 784-512-512-10 with ReLU, batch 128, Adam.</summary>
internal sealed class DeepMlp : Workload
{
    private const int Batch = 128;

    public override string Name => "MLP 784-512-512-10, batch 128, Adam step";

    public override double Flops => 2.0 * Batch * (2 * 784 * 512 + 3 * 512 * 512 + 3 * 512 * 10);

    // Adam divides by the root of tiny squares, so that the last bits of a gradient show in the next loss.
    public override double Tolerance => 1e-3;

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(Batch * 784);
        int[] labels = Numbers.Labels(Batch, 10);
        var net = new DeepNet(784, 512, 10, seed: 1);
        TorchSharp.Modules.Parameter[] p = Torch.ParametersOf(net);
        var x = data.Shaped(Batch, 784);
        var t = System.Numerics.Tensors.Tensor.Create(labels, [Batch]);
        torch.Tensor tx = Torch.Of(data, Batch, 784), tt = Torch.OfLabels(labels);
        return
        [
            Training.Ours(net, new Adam(1e-4f), () =>
            {
                float loss = net.Forward(x, t);
                net.Backward();
                return loss;
            }),
            Training.Torchs(net, optim.Adam(p, 1e-4), () =>
            {
                torch.Tensor first = Torch.Affine(tx, p[0], p[1]).relu(), second = Torch.Affine(first, p[2], p[3]).relu();
                return nn.functional.cross_entropy(Torch.Affine(second, p[4], p[5]), tt);
            }, Training.GradientsOf(p)),
        ];
    }
}

/// <summary>Three affine layers with ReLU between them, and cross entropy.</summary>
[Layer]
public sealed partial class DeepNet
{
    [Sub("I", "H")] public partial Affine First { get; }

    [Sub("H", "H")] public partial Affine Second { get; }

    [Sub("H", "O")] public partial Affine Output { get; }

    [Sub] public partial SoftmaxWithLoss Loss { get; }

    /// <summary>The mean cross entropy.</summary>
    public Var Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N")] IntVar t)
        => Loss.Forward(Output.Forward(Ops.Relu(Second.Forward(Ops.Relu(First.Forward(x))))), t);
}
