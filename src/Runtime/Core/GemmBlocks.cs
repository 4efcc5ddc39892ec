namespace NNGen.Core;

/// <summary>
/// The loops around the inner kernel: blocks of rows that stay in the second-level cache, panels of columns two vectors wide,
/// blocks of depth, tiles of rows. A is read where it lies; a panel of B is packed where its rows are far apart, transposed
/// or too short.
/// </summary>
internal static unsafe class GemmBlocks
{
    // The depth of a packed panel: 128 KB of B at most, in the second-level cache.
    private const int MaxDepth = 1024;

    // The elements of A in a block of rows: half the second-level cache, so that every panel finds them there again.
    private const int BlockElements = 131072;

    // Below this many tiles of rows packing costs more than the scattered rows of B do.
    private const int TilesWorthPacking = 4;

    // Rows this many floats apart, or a multiple, share few sets of the first-level cache: fourteen of them evict each other.
    // A block of such an A is copied to rows one line further apart, if enough panels use it.
    private const int CollidingStride = 256;
    private const int PanelsWorthCopying = 4;
    private const int Alignment = 16;

    public static void Run<V, TEpilogue>(TEpilogue epilogue, int m, int n, int k, Matrix a, Matrix b, Frame* frame)
        where V : struct, IVec<V>
        where TEpilogue : struct, IEpilogue
    {
        int tileRows = GemmTile.MaxRows<V>();
        int blockRows = Math.Min(m, Math.Max(1, BlockElements / Math.Max(1, k) / tileRows) * tileRows);
        int depthBlock = Math.Min(k, MaxDepth);
        int width = 2 * V.Count;

        // With one block of depth a tile is finished at once; with more, a whole panel of tiles waits.
        bool waits = k > depthBlock;
        nint tileElements = (nint)(waits ? blockRows : tileRows) * width;
        nint panelElements = (nint)depthBlock * width;
        bool copies = a.LeadingDimension % CollidingStride == 0 && k >= CollidingStride && n >= PanelsWorthCopying * width;
        nint copyStride = k + Alignment;
        float* tiles = ThreadScratch.Take(tileElements + panelElements + (copies ? blockRows * copyStride : 0));
        float* packed = tiles + tileElements;
        float* copy = packed + panelElements;

        for (int row = 0; row < m; row += blockRows)
        {
            int rows = Math.Min(blockRows, m - row);
            float* left = a.Block.Pointer + row * a.RowStride;
            nint rowStride = a.RowStride;
            nint columnStride = a.ColumnStride;
            if (copies)
            {
                GemmPanel.Copy<V>(left, a.LeadingDimension, a.IsTransposed, rows, k, copy, copyStride);
                left = copy;
                rowStride = copyStride;
                columnStride = 1;
            }

            for (int column = 0; column < n; column += width)
            {
                int columns = Math.Min(width, n - column);
                bool wide = columns > V.Count;
                int panelWidth = wide ? width : V.Count;
                // The last panel begins early enough to be whole, if there is that much before it; those columns are skipped at the store.
                int skipped = n < panelWidth ? 0 : panelWidth - columns;
                int depth = 0;
                do
                {
                    int depths = Math.Min(depthBlock, k - depth);
                    float* panel = b.Block.Pointer + depth * b.RowStride + (column - skipped) * b.ColumnStride;
                    nint leadingDimension = b.LeadingDimension;
                    if (b.IsTransposed || n < panelWidth || rows > TilesWorthPacking * tileRows)
                    {
                        GemmPanel.Pack<V>(panel, b.LeadingDimension, b.IsTransposed, depths, columns + skipped, panelWidth, packed);
                        panel = packed;
                        leadingDimension = panelWidth;
                    }

                    bool last = depth + depths == k;
                    Tiles<V, TEpilogue>(
                        epilogue, frame, row, rows, column, columns, skipped, wide, depths, left + depth * columnStride, rowStride, columnStride, panel, leadingDimension, tiles, waits, depth > 0, last);
                    depth += depths;
                }
                while (depth < k);
            }
        }
    }

    /// <summary>One panel of columns, tile by tile; the rows are shared out evenly, never many full tiles and a thin rest.</summary>
    private static void Tiles<V, TEpilogue>(
        TEpilogue epilogue, Frame* frame, int row, int rows, int column, int columns, int skipped, bool wide, nint depths,
        float* left, nint rowStride, nint columnStride, float* panel, nint leadingDimension, float* tiles, bool waits, bool accumulate, bool last)
        where V : struct, IVec<V>
        where TEpilogue : struct, IEpilogue
    {
        int count = (rows + GemmTile.MaxRows<V>() - 1) / GemmTile.MaxRows<V>();
        int panelWidth = wide ? 2 * V.Count : V.Count;
        int done = 0;
        for (int index = 0; index < count; index++)
        {
            int tileRows = (rows - done) / (count - index);
            float* tile = waits ? tiles + (nint)done * panelWidth : tiles;
            GemmTile.Run<V>(tileRows, wide, depths, left + done * rowStride, rowStride, columnStride, panel, leadingDimension, tile, accumulate);
            if (last)
            {
                frame->Enter(row + done, column);
                frame->Set(Frame.Product, tile + skipped, panelWidth, 1);
                Map.Rows<V, AtStore<TEpilogue>>(new(epilogue), frame, tileRows, columns);
            }

            done += tileRows;
        }
    }
}
