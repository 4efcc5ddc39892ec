using NNGen.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>A language model's step: an LSTM over 35 steps of 20 sequences, 100 inputs and 100 states, and an affine layer of 1000 outputs; SGD.</summary>
internal sealed class Lstm : Workload
{
    private const int T = 35, N = 20, D = 100, H = 100, O = 1000;

    public override string Name => "LSTM T35 N20 D100 H100, affine 1000, SGD step";

    // No gradient flows to the input.
    public override double Flops => 2.0 * T * N * (2 * D * 4 * H + 3 * H * 4 * H + 3 * H * O);

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(T * N * D), zeros = new float[N * H];
        int[] labels = Numbers.Labels(T * N, O);
        var net = new SequenceNet(D, H, O, seed: 1);
        var x = data.Shaped(T, N, D);
        var h = zeros.Shaped(N, H);
        var t = System.Numerics.Tensors.Tensor.Create(labels, [T * N]);

        torch.Tensor tx = Torch.Of(data, T, N, D), tt = Torch.OfLabels(labels);
        TorchSharp.Modules.Parameter[] p = Torch.ParametersOf(net); // Wx, Wh, B of the cell; W, B of the output
        TorchSharp.Modules.LSTM lstm = nn.LSTM(D, H);
        TorchSharp.Modules.Parameter Of(string name) => lstm.get_parameter(name) ?? throw new InvalidOperationException($"libtorch's LSTM has no {name}.");
        // libtorch keeps (4·H, in), gates in our order; its second bias stays 0 and out of the training, so that the sums agree.
        TorchSharp.Modules.Parameter wx = Of("weight_ih_l0"), wh = Of("weight_hh_l0"), b = Of("bias_ih_l0");
        using (no_grad())
        {
            wx.copy_(p[0].t());
            wh.copy_(p[1].t());
            b.copy_(p[2]);
            Of("bias_hh_l0").zero_();
        }

        return
        [
            Training.Ours(net, new Sgd(0.1f), () =>
            {
                float loss = net.Forward(x, h, h, t);
                net.Backward();
                return loss;
            }),
            Training.Torchs(net, optim.SGD([wx, wh, b, p[3], p[4]], 0.1), () =>
            {
                (torch.Tensor states, _, _) = lstm.forward(tx);
                return nn.functional.cross_entropy(Torch.Affine(states.reshape(T * N, H), p[3], p[4]), tt);
            }, () => [wx.grad!.t(), wh.grad!.t(), b.grad!, p[3].grad!, p[4].grad!]),
        ];
    }
}

/// <summary>The network of <see cref="Lstm"/>; its 35 steps are known to the compiler.</summary>
[Layer]
public sealed partial class SequenceNet
{
    [Sub("D", "H"), Set("Remembering", 0f)] public partial LstmCell Cell { get; }

    [Sub("H", "O")] public partial Affine Output { get; }

    [Sub] public partial SoftmaxWithLoss Loss { get; }

    /// <summary>The mean cross entropy over all steps.</summary>
    public Var Forward(
        [Shape("35", "N", "D"), NoGrad] Var x, [Shape("N", "H"), NoGrad] Var state, [Shape("N", "H"), NoGrad] Var cell, [Shape("35*N")] IntVar t)
    {
        Var h = state, c = cell;
        Var states = state;
        for (int step = 0; step < 35; step++)
        {
            (h, c) = Cell.Forward(Ops.Squeeze(Ops.Slice(x, 0, step, 1), 0), h, c);
            states = step == 0 ? h : Ops.Concat(0, states, h);
        }

        return Loss.Forward(Output.Forward(states), t);
    }
}
