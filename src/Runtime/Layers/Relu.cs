using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>y = max(0, x), element by element. dx = dy where y is positive, 0 elsewhere.</summary>
[Layer]
public sealed partial class Relu
{
    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => Ops.Relu(x);
}
