namespace NNGen.Core;

/// <summary>Picks the inner kernel for a number of rows and a width.</summary>
internal static unsafe class GemmTile
{
    /// <summary>The most rows of a tile: what the vector registers hold.</summary>
    public static int MaxRows<V>() where V : struct, IVec<V> => V.Count == 16 ? 14 : 6;

    /// <summary>The same for a tile of a panel so wide: six rows of one vector would be fewer sums than multiply-adds under way.</summary>
    public static int MaxRows<V>(int width) where V : struct, IVec<V> => V.Count < 16 && width <= V.Count ? 2 * MaxRows<V>() : MaxRows<V>();

    /// <summary>
    /// The width of the tile for so many columns: two vectors, one, or half a one of sixteen lanes, which on hardware that works off such
    /// vectors in halves takes half the time (Zen 4: 100 columns 7 % faster).
    /// </summary>
    public static int Width<V>(int columns) where V : struct, IVec<V>
        => columns > V.Count ? 2 * V.Count : V.Count == 16 && columns <= 8 ? 8 : V.Count;

    public static void Run<V>(
        int rows, int width, nint depth, float* a, nint rowStride, nint columnStride, float* b, nint leadingDimension, float* tile, nint tileStride, bool accumulate, float* packed)
        where V : struct, IVec<V>
    {
        switch (rows)
        {
            case 1: Run<V, Rows1>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 2: Run<V, Rows2>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 3: Run<V, Rows3>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 4: Run<V, Rows4>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 5: Run<V, Rows5>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 6: Run<V, Rows6>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 7: Run<V, Rows7>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 8: Run<V, Rows8>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 9: Run<V, Rows9>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 10: Run<V, Rows10>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 11: Run<V, Rows11>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 12: Run<V, Rows12>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            case 13: Run<V, Rows13>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
            default: Run<V, Rows14>(width, depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed); break;
        }
    }

    private static void Run<V, TRows>(
        int width, nint depth, float* a, nint rowStride, nint columnStride, float* b, nint leadingDimension, float* tile, nint tileStride, bool accumulate, float* packed)
        where V : struct, IVec<V>
        where TRows : struct, IRowCount
    {
        if (width == 2 * V.Count) WideTile.Run<V, TRows>(depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate, packed);
        else if (width == V.Count) NarrowTile.Run<V, TRows>(depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate);
        else NarrowTile.Run<F32x8, TRows>(depth, a, rowStride, columnStride, b, leadingDimension, tile, tileStride, accumulate);
    }
}
