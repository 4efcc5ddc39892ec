using NNGen.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>A training step of the spiral's network, 2-10-3 with a sigmoid, batch 30, SGD: nothing but overhead for a library.</summary>
internal sealed class SpiralStep : Workload
{
    private const int Batch = 30;

    public override string Name => "spiral 2-10-3, batch 30, SGD step";

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(Batch * 2);
        int[] labels = Numbers.Labels(Batch, 3);
        var net = new SpiralNet(seed: 1);
        TorchSharp.Modules.Parameter[] p = Torch.ParametersOf(net);
        var x = data.Shaped(Batch, 2);
        var t = System.Numerics.Tensors.Tensor.Create(labels, [Batch]);
        torch.Tensor tx = Torch.Of(data, Batch, 2), tt = Torch.OfLabels(labels);
        return
        [
            Training.Ours(net, new Sgd(0.1f), () =>
            {
                float loss = net.Forward(x, t);
                net.Backward();
                return loss;
            }),
            Training.Torchs(net, optim.SGD(p, 0.1), () => nn.functional.cross_entropy(Torch.Affine(Torch.Affine(tx, p[0], p[1]).sigmoid(), p[2], p[3]), tt), Training.GradientsOf(p)),
        ];
    }
}

/// <summary>2-10-3 with the dims as constants: what may be straight-line code.</summary>
[Layer]
public sealed partial class SpiralNet
{
    [Sub("2", "10")] public partial Affine Hidden { get; }

    [Sub("10", "3")] public partial Affine Output { get; }

    [Sub] public partial SoftmaxWithLoss Loss { get; }

    /// <summary>The mean cross entropy.</summary>
    public Var Forward([Shape("N", "2"), NoGrad] Var x, [Shape("N")] IntVar t)
        => Loss.Forward(Output.Forward(Ops.Sigmoid(Hidden.Forward(x))), t);
}
