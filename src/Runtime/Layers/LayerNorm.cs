using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// y = (x − μ) / √(σ² + ε)·g + b, with the mean μ and the variance σ² of each row: layer normalisation. Ba, Kiros and Hinton, "Layer
/// normalization", 2016, equation 4.
/// </summary>
[Layer]
public sealed partial class LayerNorm
{
    /// <summary>The gain g, started at one.</summary>
    [Param("D", Init = Init.Ones)] public partial Parameter Gain { get; }

    /// <summary>The bias b, started at zero.</summary>
    [Param("D")] public partial Parameter Bias { get; }

    /// <summary>What is added to the variance, so that a row of equal values has a result.</summary>
    [Setting(1e-5f)] public partial float Epsilon { get; }

    /// <summary>Each row of <paramref name="x"/>, of D features, normalised by itself.</summary>
    [return: Shape("...", "D")]
    public Var Forward([Shape("...", "D")] Var x)
    {
        Var centred = x - Mean(x, -1, keepDims: true);
        Var variance = Mean(Square(centred), -1, keepDims: true);
        return centred * Rsqrt(variance + Epsilon) * Gain + Bias;
    }
}
