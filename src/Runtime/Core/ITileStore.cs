using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>What becomes of the columns of one row of a <see cref="SampleTile"/>.</summary>
internal interface ITileStore
{
    static abstract unsafe void Row<V, TColumns>(V a, V b, V c, V d, float* tile, nint columnStride)
        where V : struct, IVec<V>
        where TColumns : struct, IColumnCount;
}

/// <summary>Each is stored.</summary>
internal readonly struct StoreColumns : ITileStore
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Row<V, TColumns>(V a, V b, V c, V d, float* tile, nint columnStride)
        where V : struct, IVec<V>
        where TColumns : struct, IColumnCount
    {
        V.Store(tile, a);
        if (TColumns.Value > 1) V.Store(tile + columnStride, b);
        if (TColumns.Value > 2)
        {
            V.Store(tile + 2 * columnStride, c);
            V.Store(tile + 3 * columnStride, d);
        }
    }
}

/// <summary>The largest of four is stored, NaN if any is.</summary>
internal readonly struct StoreLargest : ITileStore
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Row<V, TColumns>(V a, V b, V c, V d, float* tile, nint columnStride)
        where V : struct, IVec<V>
        where TColumns : struct, IColumnCount
        => V.Store(tile, V.Max(V.Max(a, b), V.Max(c, d)));
}

/// <summary>The same, and as far behind it as a column would be which of them it is: the first of several, the first NaN where there is one.</summary>
internal readonly struct StoreLargestAndPlace : ITileStore
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Row<V, TColumns>(V a, V b, V c, V d, float* tile, nint columnStride)
        where V : struct, IVec<V>
        where TColumns : struct, IColumnCount
    {
        // The second of a pair is taken if it is larger, or NaN and the first is not.
        V two = V.One + V.One, isNotLarger = V.LessOrEqual(b, a), isNumber = V.Equal(a, a);
        V left = V.Select(isNotLarger, a, V.Select(isNumber, b, a)), leftPlace = V.Select(isNotLarger, V.Zero, V.Select(isNumber, V.One, V.Zero));
        isNotLarger = V.LessOrEqual(d, c);
        isNumber = V.Equal(c, c);
        V right = V.Select(isNotLarger, c, V.Select(isNumber, d, c)), rightPlace = V.Select(isNotLarger, two, V.Select(isNumber, two + V.One, two));
        isNotLarger = V.LessOrEqual(right, left);
        isNumber = V.Equal(left, left);
        V.Store(tile, V.Select(isNotLarger, left, V.Select(isNumber, right, left)));
        V.Store(tile + columnStride, V.Select(isNotLarger, leftPlace, V.Select(isNumber, rightPlace, leftPlace)));
    }
}
