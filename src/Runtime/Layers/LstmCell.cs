using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// One step of a long short-term memory: with the gates i, f and o and the candidate g, each a function of x·Wx + h·Wh + b, the cell becomes
/// c' = σ(f)·c + σ(i)·tanh(g) and the state h' = σ(o)·tanh(c'). Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation,
/// 1997, with the forget gate of Gers, Schmidhuber and Cummins, "Learning to forget", 2000.
/// </summary>
[Layer]
public sealed partial class LstmCell
{
    /// <summary>The weights of the input, for i, f, g and o side by side, started with Xavier's spread.</summary>
    [Param("I", "4*H")] public partial Parameter Wx { get; }

    /// <summary>The weights of the state, for i, f, g and o side by side, started with Xavier's spread.</summary>
    [Param("H", "4*H")] public partial Parameter Wh { get; }

    /// <summary>The bias, for i, f, g and o one after the other, started at zero.</summary>
    [Param("4*H")] public partial Parameter B { get; }

    /// <summary>What is added to f, so that a new cell remembers: Jozefowicz, Zaremba and Sutskever, "An empirical exploration of recurrent network architectures", ICML 2015.</summary>
    [Setting(1f)] public partial float Remembering { get; }

    /// <summary>State and cell after <paramref name="x"/>, from the state <paramref name="h"/> and the cell <paramref name="c"/> before it.</summary>
    public (Var State, Var Cell) Forward([Shape("N", "I")] Var x, [Shape("N", "H")] Var h, [Shape("N", "H")] Var c)
    {
        int width = h.Size(1);
        Var gates = Ops.MatMul(x, Wx) + Ops.MatMul(h, Wh) + B;
        Var input = Ops.Sigmoid(Slice(gates, 1, 0, width));
        Var forget = Ops.Sigmoid(Slice(gates, 1, width, width) + Remembering);
        Var candidate = Ops.Tanh(Slice(gates, 1, 2 * width, width));
        Var output = Ops.Sigmoid(Slice(gates, 1, 3 * width, width));
        Var cell = forget * c + input * candidate;
        return (output * Ops.Tanh(cell), cell);
    }
}
