using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>The loss of <see cref="TargetRows"/> in parts, cut along the rows, each with a sum of its own.</summary>
internal readonly unsafe struct TargetRowsLoss(int rows, int classes, float* x, float* t, float* y, double* sums) : IChunks
{
    public int Chunks { get; } = ScoreRow.Parts(rows, classes);

    public void Run(int chunk)
    {
        // Without classes every row's sum is empty, and 0; the logarithm of an empty sum would be −∞.
        if (classes == 0) sums[chunk] = 0;
        else if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) sums[chunk] = Loss<F32x16>(chunk);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) sums[chunk] = Loss<F32x8>(chunk);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) sums[chunk] = Loss<F32x4>(chunk);
        else sums[chunk] = Loss<F32x1>(chunk);
    }

    private double Loss<V>(int chunk) where V : struct, IVec<V>
    {
        nint first = (nint)Cut.At(rows, chunk, Chunks), start = first * classes;
        return TargetRows.Loss<V>((int)(Cut.At(rows, chunk + 1, Chunks) - first), classes, x + start, t + start, y == null ? null : y + start);
    }
}
