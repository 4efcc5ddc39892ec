using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>y = tanh(x), element by element. dx = dy·(1 − y²).</summary>
[Layer]
public sealed partial class Tanh
{
    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => Ops.Tanh(x);
}
