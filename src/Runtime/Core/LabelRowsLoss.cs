using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// Σ over the rows of ln Σ e^x − x[label], and the softmax if <c>y</c> is given; in parts, cut along the rows, each with a sum of its own.
/// </summary>
internal readonly unsafe struct LabelRowsLoss(int rows, int classes, float* x, int* labels, float* y, double* sums) : IChunks
{
    public int Chunks { get; } = ScoreRow.Parts(rows, classes);

    public void Run(int chunk)
    {
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16>(chunk);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8>(chunk);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4>(chunk);
        else Run<F32x1>(chunk);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<V>(int chunk) where V : struct, IVec<V>
    {
        int end = (int)Cut.At(rows, chunk + 1, Chunks);
        double total = 0;
        for (nint row = (nint)Cut.At(rows, chunk, Chunks); row < end; row++)
        {
            float* scores = x + row * classes;
            float score = scores[labels[row]];
            float max = ScoreRow.Max<V>(scores, classes);
            total += (double)max - score + ScoreRow.LogOfSum<V>(scores, y == null ? null : y + row * classes, classes, max);
        }

        sums[chunk] = total;
    }
}
