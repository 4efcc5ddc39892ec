using static NNGen.Ops;

namespace NNGen.Samples.CustomLayer;

/// <summary>
/// The feed-forward block of today's language models: normalise, widen through a gate, come back, scale, and add to the input.
/// y = x + s · ((swish(n·G) · (n·U))·D) with n = x / √(mean x² + ε).
/// </summary>
/// <remarks>
/// The gate is from Shazeer, "GLU Variants Improve Transformer" (2020), the norm from Zhang and Sennrich, "Root Mean Square
/// Layer Normalization" (2019), the scale from Touvron et al., "Going deeper with Image Transformers" (2021).
/// </remarks>
[Layer]
public sealed partial class GatedBlock
{
    [Param("D", "H")] public partial Parameter Gate { get; }
    [Param("D", "H")] public partial Parameter Up { get; }
    [Param("H", "D")] public partial Parameter Down { get; }
    [Param("D", Init = Init.Ones, Scale = 0.5f)] public partial Parameter Scale { get; }

    [return: Shape("...", "D")]
    public Var Forward([Shape("...", "D")] Var x)
    {
        var normal = Normalize(x);
        var hidden = Swish(MatMul(normal, Gate)) * MatMul(normal, Up);
        return x + Scale * MatMul(hidden, Down);
    }

    /// <summary>Every row divided by its root mean square, so that its size says nothing.</summary>
    private static Var Normalize(Var x) => x / Sqrt(Mean(Square(x), axis: -1, keepDims: true) + 1e-5f);

    /// <summary>z · sigmoid(z): nearly z where that is large, nearly nothing where it is far below zero.</summary>
    private static Var Swish(Var z) => z * Sigmoid(z);
}
