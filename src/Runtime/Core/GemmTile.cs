namespace NNGen.Core;

/// <summary>Picks the inner kernel for a number of rows and a width.</summary>
internal static unsafe class GemmTile
{
    /// <summary>The most rows of a tile: what the vector registers hold.</summary>
    public static int MaxRows<V>() where V : struct, IVec<V> => V.Count == 16 ? 14 : 6;

    public static void Run<V>(
        int rows, bool wide, nint depth, float* a, nint rowStride, nint columnStride, float* b, nint leadingDimension, float* tile, bool accumulate)
        where V : struct, IVec<V>
    {
        switch (rows)
        {
            case 1: Run<V, Rows1>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 2: Run<V, Rows2>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 3: Run<V, Rows3>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 4: Run<V, Rows4>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 5: Run<V, Rows5>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 6: Run<V, Rows6>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 7: Run<V, Rows7>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 8: Run<V, Rows8>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 9: Run<V, Rows9>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 10: Run<V, Rows10>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 11: Run<V, Rows11>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 12: Run<V, Rows12>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            case 13: Run<V, Rows13>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
            default: Run<V, Rows14>(wide, depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate); break;
        }
    }

    private static void Run<V, TRows>(
        bool wide, nint depth, float* a, nint rowStride, nint columnStride, float* b, nint leadingDimension, float* tile, bool accumulate)
        where V : struct, IVec<V>
        where TRows : struct, IRowCount
    {
        if (wide) WideTile.Run<V, TRows>(depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate);
        else NarrowTile.Run<V, TRows>(depth, a, rowStride, columnStride, b, leadingDimension, tile, accumulate);
    }
}
