using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// One step of a simple recurrent network: h' = tanh(x·Wx + h·Wh + b). Elman, "Finding structure in time", Cognitive Science, 1990.
/// </summary>
[Layer]
public sealed partial class RnnCell
{
    /// <summary>The weights of the input, started with Xavier's spread.</summary>
    [Param("I", "H")] public partial Parameter Wx { get; }

    /// <summary>The weights of the state, started with Xavier's spread.</summary>
    [Param("H", "H")] public partial Parameter Wh { get; }

    /// <summary>The bias, started at zero.</summary>
    [Param("H")] public partial Parameter B { get; }

    /// <summary>The state after <paramref name="x"/>, from the state <paramref name="h"/> before it.</summary>
    [return: Shape("N", "H")]
    public Var Forward([Shape("N", "I")] Var x, [Shape("N", "H")] Var h) => Ops.Tanh(Ops.MatMul(x, Wx) + Ops.MatMul(h, Wh) + B);
}
