using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// Batch normalisation of C features: y = (x − mean) / √(variance + Epsilon) · Gamma + Beta. In training mean and variance are those of the
/// batch, with a gradient through them; in inference the running ones. Ioffe and Szegedy, "Batch normalization", ICML 2015.
/// </summary>
/// <remarks>
/// The running values follow those of the batch as PyTorch's do: running ← (1 − Momentum)·running + Momentum·batch, with the variance of
/// the batch corrected by n / (n − 1). For images see <see cref="BatchNorm2D"/>.
/// </remarks>
[Layer]
public sealed partial class BatchNorm
{
    /// <summary>The scale, started at 1.</summary>
    [Param("C", Init = Init.Ones)] public partial Parameter Gamma { get; }

    /// <summary>The shift, started at 0.</summary>
    [Param("C")] public partial Parameter Beta { get; }

    /// <summary>The running mean, started at 0.</summary>
    [State("C")] public partial State Mean { get; }

    /// <summary>The running variance, started at 1.</summary>
    [State("C", Init = Init.Ones)] public partial State Variance { get; }

    /// <summary>What keeps the root away from 0.</summary>
    [Setting(1e-5f)] public partial float Epsilon { get; }

    /// <summary>How much of the running values each batch renews.</summary>
    [Setting(0.1f)] public partial float Momentum { get; }

    /// <summary>Normalises each of C features over the rows of <paramref name="x"/>.</summary>
    [return: Shape("N", "C")]
    public Var Forward([Shape("N", "C")] Var x)
    {
        if (!IsTraining) return (x - Mean) * Rsqrt(Variance + Epsilon) * Gamma + Beta;

        int n = x.Size(0);
        Var mean = Ops.Mean(x, 0);
        Var centred = x - mean;
        Var variance = Ops.Mean(Square(centred), 0);
        Mean.Update((1 - Momentum) * Mean + Momentum * mean);
        Variance.Update((1 - Momentum) * Variance + Momentum * n / Maximum(n - 1, 1) * variance);
        return centred * Rsqrt(variance + Epsilon) * Gamma + Beta;
    }
}
