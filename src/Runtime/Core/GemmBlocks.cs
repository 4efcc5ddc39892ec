using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Core;

/// <summary>
/// The loops around the inner kernel: blocks of depth, blocks of rows that stay in the second-level cache, panels of columns two vectors
/// wide, tiles of rows. A is read where it lies unless its rows collide in the cache; a panel of B is packed where its rows are far apart,
/// transposed or too short.
/// </summary>
internal readonly unsafe struct GemmBlocks<V, TEpilogue>
    where V : struct, IVec<V>
    where TEpilogue : struct, IEpilogue
{
    // The depth of a block. Sixteen lanes: 64 KB of B in a panel, in the second-level cache; fewer: 16 KB, in the first, since every tile of
    // six rows reads all of it.
    private static int MaxDepth => V.Count == 16 ? 512 : 256;

    // The elements of A in a block of rows: so much of the second-level cache that every panel finds them there again, half of it with sixteen
    // lanes. Lower tiles read A oftener, and gain from less (1024: from 82 to 84 %, 1024 × 256 × 1024: from 81 to 86 %).
    private static int BlockElements => V.Count == 16 ? 131072 : 65536;

    // Below this many tiles of rows packing costs more than the scattered rows of B do.
    private const int TilesWorthPacking = 4;

    // Floats of a cache line.
    private const int Line = 16;

    private readonly TEpilogue _epilogue;
    private readonly int _m, _n, _k;
    private readonly Matrix _a, _b;
    private readonly Frame* _frame;

    private readonly int _rowBlock, _depthBlock, _panels;
    private readonly bool _packs, _direct;

    // Working memory: finished or waiting tiles, panels of B.
    private readonly float* _tiles, _packed;
    private readonly nint _panelElements;

    public GemmBlocks(TEpilogue epilogue, int m, int n, int k, Matrix a, Matrix b, Frame* frame)
    {
        (_epilogue, _m, _n, _k, _a, _b) = (epilogue, m, n, k, a, b);
        _frame = frame;

        int width = 2 * V.Count, maxRows = GemmTile.MaxRows<V>();
        _depthBlock = Share(k, MaxDepth, 1);
        _rowBlock = Share(m, Math.Max(maxRows, BlockElements / Math.Max(1, _depthBlock)), maxRows);
        _panels = (n + width - 1) / width;
        _packs = b.IsTransposed || m > (GemmCopy.Collides(b.LeadingDimension) ? 2 : TilesWorthPacking) * maxRows;

        // The plain product of a whole tile is stored where it belongs at once.
        _direct = typeof(TEpilogue) == typeof(Gemm.StoreProduct) && frame->ColumnStride(0) == 1;

        // With one block of depth a tile is finished at once; with more, all of them wait.
        nint tileElements = k > _depthBlock ? (nint)m * _panels * width : maxRows * width;
        // Panels that are as far apart as they are large would collide.
        _panelElements = (nint)_depthBlock * width + 2 * Line;
        nint packedElements = (m > _rowBlock ? _panels : 1) * _panelElements;
        _tiles = ThreadScratch.Take(tileElements + packedElements);
        _packed = _tiles + tileElements;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        int width = 2 * V.Count;
        int depth = 0;
        do
        {
            int depths = Math.Min(_depthBlock, _k - depth);
            for (int row = 0; row < _m; row += _rowBlock)
            {
                int rows = Math.Min(_rowBlock, _m - row);
                for (int column = 0; column < _n; column += width)
                {
                    int columns = Math.Min(width, _n - column);
                    int panelWidth = GemmTile.Width<V>(columns);
                    float* panel = _b.Block.Pointer + depth * _b.RowStride + column * _b.ColumnStride;
                    if (_packs || _n < panelWidth)
                    {
                        float* packed = _m > _rowBlock ? _packed + column / width * _panelElements : _packed;
                        // A whole panel is packed by its first tile as it goes, unless that would wait for rows far apart.
                        bool whole = columns == width && !_b.IsTransposed && !GemmCopy.Collides(_b.LeadingDimension);
                        if (row == 0 && !whole) GemmPanel.Pack<V>(panel, _b.LeadingDimension, _b.IsTransposed, depths, columns, panelWidth, packed);
                        if (row == 0 && whole) Tiles(row, rows, column, columns, 0, panelWidth, depth, depths, panel, _b.LeadingDimension, packed);
                        else Tiles(row, rows, column, columns, 0, panelWidth, depth, depths, packed, panelWidth);
                    }
                    else
                    {
                        // The last panel begins early enough to be whole; those columns are skipped at the store.
                        int skipped = panelWidth - columns;
                        Tiles(row, rows, column, columns, skipped, panelWidth, depth, depths, panel - skipped, _b.LeadingDimension);
                    }
                }
            }

            depth += depths;
        }
        while (depth < _k);
    }

    /// <summary>The size of a block if they all are to be about the same, at most <paramref name="most"/> and, but for a single one, of whole units.</summary>
    private static int Share(int total, int most, int unit)
    {
        if (total <= most) return total;
        int blocks = (total + most - 1) / most, size = (total + blocks - 1) / blocks;
        return (size + unit - 1) / unit * unit;
    }

    /// <summary>One panel of columns, tile by tile; the rows are shared out evenly, never many full tiles and a thin rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tiles(int row, int rows, int column, int columns, int skipped, int panelWidth, int depth, nint depths, float* panel, nint leadingDimension, float* packed = null)
    {
        int maxRows = GemmTile.MaxRows<V>(panelWidth);
        bool waits = _k > _depthBlock, last = depth + (int)depths == _k;
        bool direct = _direct && columns == panelWidth;
        int count = (rows + maxRows - 1) / maxRows;
        int done = 0;
        float* left = _a.Block.Pointer + row * _a.RowStride + depth * _a.ColumnStride;
        float* tile = _tiles;
        nint tileStride = panelWidth;
        if (direct)
        {
            tile = _frame->Start(0, row, column);
            tileStride = _frame->RowStride(0);
        }
        else if (waits)
        {
            tile += (nint)column * _m + row * panelWidth;
        }

        for (int index = 0; index < count; index++)
        {
            int tileRows = (rows - done) / (count - index);
            if (depth > 0) Fetch(tile + tileRows * tileStride, tileStride, panelWidth, index + 1 < count ? tileRows : 0);
            if (last && !direct) _frame->Prefetch(row + done, column, tileRows, columns);
            GemmTile.Run<V>(tileRows, panelWidth, depths, left + done * _a.RowStride, _a.RowStride, _a.ColumnStride, panel, leadingDimension, tile, tileStride, depth > 0, packed);
            if (packed != null)
            {
                panel = packed;
                leadingDimension = panelWidth;
                packed = null;
            }

            if (last && !direct)
            {
                _frame->Enter(row + done, column);
                _frame->Set(Frame.Product, tile + skipped, tileStride, 1);
                Map.Rows<V, AtStore<TEpilogue>>(new(_epilogue), _frame, tileRows, columns);
            }

            done += tileRows;
            if (direct || waits) tile += tileRows * tileStride;
        }
    }

    /// <summary>Asks for the next tile while this one is computed: its sums, or the lines it is stored to, may be far.</summary>
    private static void Fetch(float* tile, nint stride, int width, int rows)
    {
        if (!Sse.IsSupported) return;
        for (int row = 0; row < rows; row++, tile += stride)
        {
            Sse.Prefetch0(tile);
            if (width > Line) Sse.Prefetch0(tile + Line);
        }
    }
}
