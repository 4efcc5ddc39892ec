using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// Batch normalisation of images of C channels, as <see cref="BatchNorm"/> of features: the mean and the variance of a channel are those
/// of all its pixels in the batch.
/// </summary>
[Layer]
public sealed partial class BatchNorm2D
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

    /// <summary>Normalises each of C channels over the pixels of <paramref name="x"/>.</summary>
    [return: Shape("N", "C", "H", "W")]
    public Var Forward([Shape("N", "C", "H", "W")] Var x)
    {
        if (!IsTraining) return (x - OfChannels(Mean)) * OfChannels(Rsqrt(Variance + Epsilon) * Gamma) + OfChannels(Beta);

        int n = x.Size(0) * x.Size(2) * x.Size(3);
        Var mean = OverPixels(x);
        Var centred = x - OfChannels(mean);
        Var variance = OverPixels(Square(centred));
        Mean.Update((1 - Momentum) * Mean + Momentum * mean);
        Variance.Update((1 - Momentum) * Variance + Momentum * n / Maximum(n - 1, 1) * variance);
        return centred * OfChannels(Rsqrt(variance + Epsilon) * Gamma) + OfChannels(Beta);
    }

    /// <summary>The mean of each channel.</summary>
    private static Var OverPixels(Var x) => Ops.Mean(Ops.Mean(Flatten(x, 2), 2), 0);

    /// <summary>A value for each channel, (C), as one that stretches over the pixels, (C, 1, 1).</summary>
    private static Var OfChannels(Var v) => Reshape(v, v.Size(0), 1, 1);
}
