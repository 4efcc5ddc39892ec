using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>y = 1 / (1 + exp(−x)), element by element. dx = dy·y·(1 − y).</summary>
[Layer]
public sealed partial class Sigmoid
{
    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => 1 / (1 + Exp(-x));
}
