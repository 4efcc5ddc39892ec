using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// One step of a gated recurrent unit: h' = (1 − z)·n + z·h with r = σ(xr + hr), z = σ(xz + hz) and n = tanh(xn + r·hn), where xr, xz, xn are
/// the parts of x·Wx + bx, and hr, hz, hn those of h·Wh + bh. Cho et al., "Learning phrase representations using RNN encoder–decoder for
/// statistical machine translation", EMNLP 2014, with the reset gate behind the product, where one product serves all three.
/// </summary>
[Layer]
public sealed partial class GruCell
{
    /// <summary>The weights of the input, for r, z and n side by side, started with Xavier's spread.</summary>
    [Param("I", "3*H")] public partial Parameter Wx { get; }

    /// <summary>The weights of the state, for r, z and n side by side, started with Xavier's spread.</summary>
    [Param("H", "3*H")] public partial Parameter Wh { get; }

    /// <summary>The bias of the input's product, started at zero.</summary>
    [Param("3*H")] public partial Parameter Bx { get; }

    /// <summary>The bias of the state's product, started at zero.</summary>
    [Param("3*H")] public partial Parameter Bh { get; }

    /// <summary>The state after <paramref name="x"/>, from the state <paramref name="h"/> before it.</summary>
    [return: Shape("N", "H")]
    public Var Forward([Shape("N", "I")] Var x, [Shape("N", "H")] Var h)
    {
        int width = h.Size(1);
        Var fromInput = Ops.MatMul(x, Wx) + Bx;
        Var fromState = Ops.MatMul(h, Wh) + Bh;
        Var reset = Ops.Sigmoid(Slice(fromInput, 1, 0, width) + Slice(fromState, 1, 0, width));
        Var update = Ops.Sigmoid(Slice(fromInput, 1, width, width) + Slice(fromState, 1, width, width));
        Var candidate = Ops.Tanh(Slice(fromInput, 1, 2 * width, width) + reset * Slice(fromState, 1, 2 * width, width));
        return (1 - update) * candidate + update * h;
    }
}
