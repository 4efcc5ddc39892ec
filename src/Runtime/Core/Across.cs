using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>The largest and the smallest lane of a vector given as two halves; NaN comes through.</summary>
internal static class Across
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<V>(V low, V high) where V : struct, IVec<V> => V.MaxAcross(V.Max(low, high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min<V>(V low, V high) where V : struct, IVec<V> => V.MinAcross(V.Min(low, high));
}
