using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>y = exp(x) / Σ exp(x) along the last axis. dx = y·(dy − Σ dy·y).</summary>
[Layer]
public sealed partial class Softmax
{
    /// <summary>The value for each row of <paramref name="x"/>.</summary>
    [return: Shape("...", "C")]
    public Var Forward([Shape("...", "C")] Var x) => Ops.Softmax(x);
}
