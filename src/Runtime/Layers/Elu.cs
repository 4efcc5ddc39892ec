using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// y = x where x is positive, α·(exp(x) − 1) elsewhere, element by element. dx = dy where x is positive, dy·(y + α) elsewhere. Clevert,
/// Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units (ELUs)", ICLR 2016, equation 15.
/// </summary>
[Layer]
public sealed partial class Elu
{
    /// <summary>The limit −α far on the left.</summary>
    [Setting(1f)] public partial float Alpha { get; }

    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => Ops.Elu(x, Alpha);
}
