using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>A training step of 784-100-10 with ReLU, batch 100, SGD.</summary>
internal sealed class Mlp : Workload
{
    private const int Batch = 100;

    public override string Name => "MLP 784-100-10, batch 100, SGD step";

    // Forward and both backward products; no gradient flows to the input.
    public override double Flops => 2.0 * Batch * (2 * 784 * 100 + 3 * 100 * 10);

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(Batch * 784);
        int[] labels = Numbers.Labels(Batch, 10);
        var net = new ShallowNet(784, 100, 10, seed: 1);
        TorchSharp.Modules.Parameter[] p = Torch.ParametersOf(net);
        System.Numerics.Tensors.Tensor<float> x = data.Shaped(Batch, 784);
        Tensor<int> t = System.Numerics.Tensors.Tensor.Create(labels, [Batch]);
        torch.Tensor tx = Torch.Of(data, Batch, 784), tt = Torch.OfLabels(labels);
        return
        [
            Training.Ours(net, new Sgd(0.1f), () =>
            {
                float loss = net.Forward(x, t);
                net.Backward();
                return loss;
            }),
            Training.Torchs(net, optim.SGD(p, 0.1), () => nn.functional.cross_entropy(Torch.Affine(Torch.Affine(tx, p[0], p[1]).relu(), p[2], p[3]), tt), Training.GradientsOf(p)),
        ];
    }
}
