using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// y = x where x is positive, slope·x elsewhere, element by element. dx = dy where x is positive, slope·dy elsewhere. Maas, Hannun and
/// Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013.
/// </summary>
[Layer]
public sealed partial class LeakyRelu
{
    /// <summary>The slope on the left of zero.</summary>
    [Setting(0.01f)] public partial float Slope { get; }

    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => Ops.LeakyRelu(x, Slope);
}
