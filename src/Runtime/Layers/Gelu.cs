using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// y = x·Φ(x), with Φ the distribution function of the normal distribution, element by element. dx = dy·(Φ(x) + x·φ(x)). Hendrycks and
/// Gimpel, "Gaussian error linear units (GELUs)", 2016.
/// </summary>
[Layer]
public sealed partial class Gelu
{
    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => Ops.Gelu(x);
}
