using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// y = x / √(mean(x²) + ε)·g over each row: normalisation by the root of the mean square. Zhang and Sennrich, "Root mean square layer
/// normalization", NeurIPS 2019, equation 4.
/// </summary>
[Layer]
public sealed partial class RmsNorm
{
    /// <summary>The gain g, started at one.</summary>
    [Param("D", Init = Init.Ones)] public partial Parameter Gain { get; }

    /// <summary>What is added to the mean square, so that a row of zeros has a result.</summary>
    [Setting(1e-6f)] public partial float Epsilon { get; }

    /// <summary>Each row of <paramref name="x"/>, of D features, normalised by itself.</summary>
    [return: Shape("...", "D")]
    public Var Forward([Shape("...", "D")] Var x) => x * Rsqrt(Mean(Square(x), -1, keepDims: true) + Epsilon) * Gain;
}
