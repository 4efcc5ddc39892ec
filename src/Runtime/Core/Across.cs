using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// Extremes of two vectors, for the vectors' own use: a type cannot call the functions that it inherits from
/// <see cref="IVec{TSelf}"/>, a generic method can.
/// </summary>
internal static class Across
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Largest<V>(V a, V b) where V : struct, IVec<V> => V.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Smallest<V>(V a, V b) where V : struct, IVec<V> => V.Min(a, b);

    /// <summary>The largest lane of a vector given as two halves; NaN if any is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<V>(V low, V high) where V : struct, IVec<V> => V.MaxAcross(V.Max(low, high));

    /// <summary>The smallest lane of a vector given as two halves; NaN if any is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min<V>(V low, V high) where V : struct, IVec<V> => V.MinAcross(V.Min(low, high));
}
