using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>Rows of scores in parts, cut by the extents alone: each part adds up its own rows, and the sums are added up in order.</summary>
internal readonly unsafe struct ScoreRowParts<TRows> : IChunks
    where TRows : struct, IScoreRows
{
    private readonly TRows _rows;
    private readonly int _count;
    private readonly double* _totals;

    private ScoreRowParts(TRows rows, int count, int chunks, double* totals)
    {
        (_rows, _count, Chunks) = (rows, count, chunks);
        _totals = totals;
    }

    public int Chunks { get; }

    /// <summary>What all rows together add to the loss.</summary>
    [SkipLocalsInit]
    public static double Total(TRows rows, int count, int classes)
    {
        int chunks = Cut.Parts((double)count * classes, TRows.LeastScores, count);
        double* totals = stackalloc double[chunks];
        Workers.Run(new ScoreRowParts<TRows>(rows, count, chunks, totals), chunks);
        double total = 0;
        for (int chunk = 0; chunk < chunks; chunk++) total += totals[chunk];
        return total;
    }

    public void Run(int chunk)
    {
        nint first = (nint)Cut.At(_count, chunk, Chunks), end = (nint)Cut.At(_count, chunk + 1, Chunks);
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) _totals[chunk] = _rows.Run<F32x16>(first, end);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) _totals[chunk] = _rows.Run<F32x8>(first, end);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) _totals[chunk] = _rows.Run<F32x4>(first, end);
        else _totals[chunk] = _rows.Run<F32x1>(first, end);
    }
}
