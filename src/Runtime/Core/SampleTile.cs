using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// The inner kernel of convolutions whose samples lie across the lanes: up to six rows and four columns of accumulators, each the sum over a
/// <see cref="TileWalk"/> of a row's value times a column's vector. 24 accumulators, four columns and a row are 29 of the 32 vectors
/// of AVX-512; three rows are the 16 of AVX2. Written with named locals and counts that the JIT folds away, as <see cref="WideTile"/> is.
/// </summary>
internal static unsafe class SampleTile
{
    /// <summary>The most rows of a tile of four columns: what the vector registers hold.</summary>
    public static int MaxRows<V>() where V : struct, IVec<V> => V.Count == 16 ? 6 : 3;

    /// <summary>tile[r, c] = Σ left[r] · column[c]; left holds the rows of each step side by side.</summary>
    /// <param name="rows">1 to 6.</param>
    /// <param name="columns">1, 2 or 4.</param>
    /// <param name="walk">The steps.</param>
    /// <param name="left">The rows at the first step.</param>
    /// <param name="at">The four columns at the first step; of fewer columns the first ones.</param>
    /// <param name="tile">The results, each a vector.</param>
    /// <param name="rowStride">From row to row of the results.</param>
    /// <param name="columnStride">From column to column of the results.</param>
    /// <param name="tiles">How many tiles, each of the same rows.</param>
    /// <param name="atStep">From a tile's columns to those of the next.</param>
    /// <param name="tileStep">From a tile's results to those of the next.</param>
    public static void Run<V, TRow>(
        int rows, int columns, in TileWalk walk, float* left, in TileColumns at, float* tile, nint rowStride, nint columnStride, nint tiles = 1, nint atStep = 0, nint tileStep = 0)
        where V : struct, IVec<V>
        where TRow : struct, ITileRow
    {
        switch (columns)
        {
            case 1: Run<V, TRow, StoreColumns, Columns1>(rows, walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
            case 2: Run<V, TRow, StoreColumns, Columns2>(rows, walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
            default: Run<V, TRow, StoreColumns, Columns4>(rows, walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
        }
    }

    /// <summary>The same of tiles whose four columns are the places of one window, of which the largest is stored.</summary>
    /// <param name="rows">1 to 6.</param>
    /// <param name="walk">The steps.</param>
    /// <param name="left">The rows at the first step.</param>
    /// <param name="at">The places of the first window, row by row.</param>
    /// <param name="largest">The results, each a vector.</param>
    /// <param name="rowStride">From row to row of the results.</param>
    /// <param name="places">From a result to where its place in the window is stored, if <paramref name="withPlaces"/>.</param>
    /// <param name="withPlaces">Whether that is wanted: the first of several, the first NaN where there is one.</param>
    /// <param name="windows">How many windows.</param>
    /// <param name="atStep">From a window to the next.</param>
    public static void RunWindows<V, TRow>(
        int rows, in TileWalk walk, float* left, in TileColumns at, float* largest, nint rowStride, nint places, bool withPlaces, nint windows, nint atStep)
        where V : struct, IVec<V>
        where TRow : struct, ITileRow
    {
        if (withPlaces) Run<V, TRow, StoreLargestAndPlace, Columns4>(rows, walk, left, at, largest, rowStride, places, windows, atStep, V.Count);
        else Run<V, TRow, StoreLargest, Columns4>(rows, walk, left, at, largest, rowStride, places, windows, atStep, V.Count);
    }

    private static void Run<V, TRow, TStore, TColumns>(
        int rows, in TileWalk walk, float* left, in TileColumns at, float* tile, nint rowStride, nint columnStride, nint tiles, nint atStep, nint tileStep)
        where V : struct, IVec<V>
        where TRow : struct, ITileRow
        where TStore : struct, ITileStore
        where TColumns : struct, IColumnCount
    {
        switch (rows)
        {
            case 1: Run<V, TRow, TStore, TColumns, Rows1>(walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
            case 2: Run<V, TRow, TStore, TColumns, Rows2>(walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
            case 3: Run<V, TRow, TStore, TColumns, Rows3>(walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
            case 4: Run<V, TRow, TStore, TColumns, Rows4>(walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
            case 5: Run<V, TRow, TStore, TColumns, Rows5>(walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
            default: Run<V, TRow, TStore, TColumns, Rows6>(walk, left, at, tile, rowStride, columnStride, tiles, atStep, tileStep); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<V, TRow, TStore, TColumns, TRows>(
        in TileWalk walk, float* firstLeft, in TileColumns at, float* tile, nint rowStride, nint columnStride, nint tiles, nint atStep, nint tileStep)
        where V : struct, IVec<V>
        where TRow : struct, ITileRow
        where TStore : struct, ITileStore
        where TColumns : struct, IColumnCount
        where TRows : struct, IRowCount
    {
        nint innerStep = walk.InnerStep, inner = walk.Inner;
        nint moved = 0;
        for (; tiles > 0; tiles--)
        {
            V a0 = V.Zero, b0 = V.Zero, c0 = V.Zero, d0 = V.Zero;
            V a1 = V.Zero, b1 = V.Zero, c1 = V.Zero, d1 = V.Zero;
            V a2 = V.Zero, b2 = V.Zero, c2 = V.Zero, d2 = V.Zero;
            V a3 = V.Zero, b3 = V.Zero, c3 = V.Zero, d3 = V.Zero;
            V a4 = V.Zero, b4 = V.Zero, c4 = V.Zero, d4 = V.Zero;
            V a5 = V.Zero, b5 = V.Zero, c5 = V.Zero, d5 = V.Zero;
            float* x0 = at.First + moved, x1 = at.Second + moved, x2 = at.Third + moved, x3 = at.Fourth + moved, left = firstLeft;
            for (nint outer = walk.Outer; outer > 0; outer--)
            {
                for (nint middle = walk.Middle; middle > 0; middle--)
                {
                    for (nint step = inner; step > 0; step--)
                    {
                        V columnA = V.Load(x0), columnB = V.Zero, columnC = V.Zero, columnD = V.Zero;
                        x0 += innerStep;
                        if (TColumns.Value > 1) { columnB = V.Load(x1); x1 += innerStep; }
                        if (TColumns.Value > 2) { columnC = V.Load(x2); x2 += innerStep; columnD = V.Load(x3); x3 += innerStep; }
                        {
                            V row = TRow.At<V>(left, 0);
                            a0 = V.FusedMultiplyAdd(row, columnA, a0);
                            if (TColumns.Value > 1) b0 = V.FusedMultiplyAdd(row, columnB, b0);
                            if (TColumns.Value > 2) { c0 = V.FusedMultiplyAdd(row, columnC, c0); d0 = V.FusedMultiplyAdd(row, columnD, d0); }
                        }

                        if (TRows.Value > 1)
                        {
                            V row = TRow.At<V>(left, 1);
                            a1 = V.FusedMultiplyAdd(row, columnA, a1);
                            if (TColumns.Value > 1) b1 = V.FusedMultiplyAdd(row, columnB, b1);
                            if (TColumns.Value > 2) { c1 = V.FusedMultiplyAdd(row, columnC, c1); d1 = V.FusedMultiplyAdd(row, columnD, d1); }
                        }

                        if (TRows.Value > 2)
                        {
                            V row = TRow.At<V>(left, 2);
                            a2 = V.FusedMultiplyAdd(row, columnA, a2);
                            if (TColumns.Value > 1) b2 = V.FusedMultiplyAdd(row, columnB, b2);
                            if (TColumns.Value > 2) { c2 = V.FusedMultiplyAdd(row, columnC, c2); d2 = V.FusedMultiplyAdd(row, columnD, d2); }
                        }

                        if (TRows.Value > 3)
                        {
                            V row = TRow.At<V>(left, 3);
                            a3 = V.FusedMultiplyAdd(row, columnA, a3);
                            if (TColumns.Value > 1) b3 = V.FusedMultiplyAdd(row, columnB, b3);
                            if (TColumns.Value > 2) { c3 = V.FusedMultiplyAdd(row, columnC, c3); d3 = V.FusedMultiplyAdd(row, columnD, d3); }
                        }

                        if (TRows.Value > 4)
                        {
                            V row = TRow.At<V>(left, 4);
                            a4 = V.FusedMultiplyAdd(row, columnA, a4);
                            if (TColumns.Value > 1) b4 = V.FusedMultiplyAdd(row, columnB, b4);
                            if (TColumns.Value > 2) { c4 = V.FusedMultiplyAdd(row, columnC, c4); d4 = V.FusedMultiplyAdd(row, columnD, d4); }
                        }

                        if (TRows.Value > 5)
                        {
                            V row = TRow.At<V>(left, 5);
                            a5 = V.FusedMultiplyAdd(row, columnA, a5);
                            if (TColumns.Value > 1) b5 = V.FusedMultiplyAdd(row, columnB, b5);
                            if (TColumns.Value > 2) { c5 = V.FusedMultiplyAdd(row, columnC, c5); d5 = V.FusedMultiplyAdd(row, columnD, d5); }
                        }

                        left += TRows.Value * TRow.Width<V>();
                    }

                    x0 += walk.MiddleStep; x1 += walk.MiddleStep; x2 += walk.MiddleStep; x3 += walk.MiddleStep;
                    left += walk.MiddleLeft;
                }

                x0 += walk.OuterStep; x1 += walk.OuterStep; x2 += walk.OuterStep; x3 += walk.OuterStep;
                left += walk.OuterLeft;
            }

            float* to = tile;
            TStore.Row<V, TColumns>(a0, b0, c0, d0, to, columnStride);
            if (TRows.Value > 1)
            {
                to += rowStride;
                TStore.Row<V, TColumns>(a1, b1, c1, d1, to, columnStride);
            }

            if (TRows.Value > 2)
            {
                to += rowStride;
                TStore.Row<V, TColumns>(a2, b2, c2, d2, to, columnStride);
            }

            if (TRows.Value > 3)
            {
                to += rowStride;
                TStore.Row<V, TColumns>(a3, b3, c3, d3, to, columnStride);
            }

            if (TRows.Value > 4)
            {
                to += rowStride;
                TStore.Row<V, TColumns>(a4, b4, c4, d4, to, columnStride);
            }

            if (TRows.Value > 5)
            {
                to += rowStride;
                TStore.Row<V, TColumns>(a5, b5, c5, d5, to, columnStride);
            }

            tile += tileStep;
            moved += atStep;
        }
    }
}
