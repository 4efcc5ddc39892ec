using System.Globalization;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// How many lanes the kernels use: the widest that the hardware has, or fewer if the environment variable
/// NNGEN_VECTOR_WIDTH says so (8, 4 or 1: to test or compare the narrower paths).
/// </summary>
internal static class VectorWidth
{
    /// <summary>The lanes in use: 16, 8, 4 or 1. Settable, so that tests can walk every width in one process.</summary>
    public static int Current = Chosen();

    /// <summary>The lanes that the hardware has.</summary>
    public static int Hardware
        => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    private static int Chosen()
    {
        string? asked = Environment.GetEnvironmentVariable("NNGEN_VECTOR_WIDTH");
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int lanes) && lanes is 1 or 4 or 8
            ? Math.Min(lanes, Hardware)
            : Hardware;
    }
}
