using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// A batch of products in chunks: some whole products each where they are small, otherwise parts of one, by rows and by columns.
/// No element's sum depends on how it is cut.
/// </summary>
internal readonly unsafe struct GemmBatches<TEpilogue> : IChunks
    where TEpilogue : struct, IEpilogue
{
    // Of multiplications: below the first a fork costs more than it gains; the second takes a thread some microseconds.
    private const long WorthForking = 200_000;
    private const long LeastChunk = 100_000;

    // One thread alone packs each panel of B once for all rows, as long as everything stays in the second-level cache.
    private const long LeastChunkAlone = 8_000_000;

    // Of results: what waits for a further block of depth, and the panels of B, are to stay in the caches.
    private const int LargestPart = 512 * 512;

    // With more rows than this packing B pays.
    private const int RowsInPlace = 56;

    // Tiles of six rows read B so often that with this many rows it is packed for all of them, and not read in place by a few of each part.
    private const int RowsOfLowTiles = 48;

    // Cuts between columns lie where the tiles of the widest kernel do.
    private const int TileColumns = 32;

    private readonly TEpilogue _epilogue;
    private readonly BatchExtents _batch;
    private readonly int _m, _n, _k;
    private readonly Matrix _a, _b;
    private readonly int _operands;
    private readonly float** _origins;
    private readonly nint* _steps;
    private readonly int _itemsPerChunk, _rowParts, _columnParts;

    /// <param name="epilogue">What is done with each product.</param>
    /// <param name="batch">The products.</param>
    /// <param name="m">The rows of each.</param>
    /// <param name="n">The columns of each.</param>
    /// <param name="k">The depth of each.</param>
    /// <param name="a">The left matrix of the first.</param>
    /// <param name="b">The right matrix of the first.</param>
    /// <param name="operands">The number of the epilogue's operands.</param>
    /// <param name="origins">Where each begins.</param>
    /// <param name="steps">The strides of each over the extents of the batch, the rows and the columns.</param>
    public GemmBatches(TEpilogue epilogue, BatchExtents batch, int m, int n, int k, Matrix a, Matrix b, int operands, float** origins, nint* steps)
    {
        (_epilogue, _batch, _m, _n, _k, _a, _b) = (epilogue, batch, m, n, k, a, b);
        _operands = operands;
        _origins = origins;
        _steps = steps;
        (_itemsPerChunk, _rowParts, _columnParts) = (batch.Count, 1, 1);

        double item = (double)m * n * Math.Max(1, k), total = item * batch.Count;
        if (total >= WorthForking)
        {
            double chunk = Math.Max(Math.Min(total / Cut.MostParts, (double)LargestPart * k), Workers.Count == 1 ? LeastChunkAlone : LeastChunk);
            _itemsPerChunk = Math.Max(1, (int)Math.Min(batch.Count, chunk / item));
            if (_itemsPerChunk == 1 && n > 1) (_rowParts, _columnParts) = CutInto(Math.Max(1, (int)(item / chunk)), m, n, b);
        }
    }

    /// <summary>
    /// About so many parts. Where B is packed they are columns, so that each packs its own; where it is read in place, rows,
    /// which find it in the second-level cache.
    /// </summary>
    private static (int Rows, int Columns) CutInto(int parts, int m, int n, Matrix b)
    {
        bool low = VectorWidth.Current < 16;
        int rows = Tiles(m), columns = (n + TileColumns - 1) / TileColumns;
        if (b.IsTransposed || GemmCopy.Collides(b.LeadingDimension) || (low ? m >= RowsOfLowTiles : m / parts > RowsInPlace))
        {
            int byColumns = Math.Min(parts, columns);
            return (Math.Clamp(parts / byColumns, 1, Math.Max(1, m / (low ? RowsOfLowTiles : RowsInPlace))), byColumns);
        }

        int byRows = Math.Min(parts, rows);
        return (byRows, Math.Min(parts / byRows, columns));
    }

    /// <summary>How many tiles of the current vectors' kernel are so many rows.</summary>
    private static int Tiles(int rows)
    {
        int most = VectorWidth.Current == 16 ? GemmTile.MaxRows<F32x16>() : GemmTile.MaxRows<F32x8>();
        return (rows + most - 1) / most;
    }

    public int Chunks => (_batch.Count + _itemsPerChunk - 1) / _itemsPerChunk * _rowParts * _columnParts;

    [SkipLocalsInit]
    public void Run(int chunk)
    {
        (int group, int part) = Math.DivRem(chunk, _rowParts * _columnParts);
        (int rowPart, int columnPart) = Math.DivRem(part, _columnParts);
        int row = 0, rows = _m, column = 0, columns = _n;
        if (_rowParts > 1)
        {
            // Parts of whole tiles where these are of six rows: one of four takes as long. Those of fourteen lose little when they are lower.
            int units = VectorWidth.Current < 16 ? Tiles(_m) : _m;
            row = (int)Cut.At(_m, (int)Cut.At(units, rowPart, _rowParts), units);
            rows = (int)Cut.At(_m, (int)Cut.At(units, rowPart + 1, _rowParts), units) - row;
        }

        if (_columnParts > 1)
        {
            int tiles = (_n + TileColumns - 1) / TileColumns;
            column = (int)Cut.At(tiles, columnPart, _columnParts) * TileColumns;
            columns = Math.Min(_n, (int)Cut.At(tiles, columnPart + 1, _columnParts) * TileColumns) - column;
        }

        Frame frame;
        Unsafe.SkipInit(out frame);
        int rank = _batch.Rank;
        int* position = stackalloc int[rank];
        int end = Math.Min(_batch.Count, (group + 1) * _itemsPerChunk);
        for (int item = group * _itemsPerChunk; item < end; item++)
        {
            _batch.Position(item, position, out int aStart, out int bStart);
            frame.Clear();
            for (int index = 0; index < _operands; index++)
            {
                nint* steps = _steps + index * (rank + 2);
                float* origin = _origins[index] + row * steps[rank] + column * steps[rank + 1];
                for (int axis = 0; axis < rank; axis++) origin += position[axis] * steps[axis];

                // A column is computed as the row that it is when transposed, so that the lanes lie along it.
                if (_n == 1) frame.Set(index, origin, 0, _m == 1 ? 1 : steps[rank]);
                else frame.Set(index, origin, steps[rank], steps[rank + 1]);
            }

            Matrix a = _a.At(aStart + (int)(row * _a.RowStride)), b = _b.At(bStart + (int)(column * _b.ColumnStride));
            if (_n == 1) Multiply(1, _m, b.Transposed, a.Transposed, &frame);
            else Multiply(rows, columns, a, b, &frame);
        }
    }

    private void Multiply(int m, int n, Matrix a, Matrix b, Frame* frame)
    {
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Multiply<F32x16>(m, n, a, b, frame);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Multiply<F32x8>(m, n, a, b, frame);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Multiply<F32x4>(m, n, a, b, frame);
        else Multiply<F32x1>(m, n, a, b, frame);
    }

    private void Multiply<V>(int m, int n, Matrix a, Matrix b, Frame* frame) where V : struct, IVec<V>
    {
        // A row of its own has kernels of its own; a part of a matrix that happens to be one row has not.
        if (_m > 1 && _n > 1)
            new GemmBlocks<V, TEpilogue>(_epilogue, m, n, _k, a, b, frame).Run();
        else if (b.IsTransposed)
            GemmVector.Run<V, TEpilogue>(_epilogue, n, _k, a.Block.Pointer, a.ColumnStride, b.Block.Pointer, b.LeadingDimension, frame);
        else
            GemmRow.Run<V, TEpilogue>(_epilogue, n, _k, a.Block.Pointer, a.ColumnStride, b.Block.Pointer, b.LeadingDimension, frame);
    }
}
