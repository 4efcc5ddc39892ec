using System.Numerics.Tensors;
using TorchSharp;
using static NNGen.Ops;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>The tanh form of GELU, written out, over a million floats, forward and backward: a chain that a library does in many passes.</summary>
internal sealed class GeluChain : Workload
{
    private const int Count = 1 << 20;

    public override string Name => "GELU chain, 1M floats, forward and backward";

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(Count), direction = Numbers.Of(Count, 2), y = new float[Count], dx = new float[Count];
        var chain = new GeluFormula();
        nint[] shape = [Count];
        var x = data.Shaped(shape);
        var dy = direction.Shaped(shape);
        void Step()
        {
            chain.Forward(x, new TensorSpan<float>(y, shape));
            chain.Backward(dy, new TensorSpan<float>(dx, shape));
        }

        torch.Tensor tx = Torch.Of(data, Count), tdy = Torch.Of(direction, Count);
        tx.requires_grad_(true);
        return
        [
            new("NNGen", Step, () =>
            {
                Step();
                return [new("y", [.. y]), new("dx", [.. dx])];
            }),
            Peer(Torch.Name, tx, tdy, x => 0.5 * x * (1 + (0.7978845608 * (x + 0.044715 * x * x * x)).tanh())),
        ];
    }

    private static Contender Peer(string name, torch.Tensor x, torch.Tensor dy, Func<torch.Tensor, torch.Tensor> formula)
    {
        (float[] Y, float[] Dx)? Step(bool read)
        {
            using DisposeScope scope = NewDisposeScope();
            torch.Tensor y = formula(x);
            torch.Tensor dx = autograd.grad([y], [x], [dy])[0];
            return read ? (Torch.Values(y), Torch.Values(dx)) : null;
        }

        return new(name, () => Step(read: false), () =>
        {
            (float[] y, float[] dx) = Step(read: true)!.Value;
            return [new("y", y), new("dx", dx)];
        });
    }
}

/// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
[Layer]
public sealed partial class GeluFormula
{
    /// <summary>The formula of each element.</summary>
    [return: Shape("N")]
    public Var Forward([Shape("N")] Var x) => 0.5f * x * (1 + Tanh(0.7978845608f * (x + 0.044715f * x * x * x)));
}
