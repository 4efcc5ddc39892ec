using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>dx = (y − onehot(label)) · factor in parts, cut along the rows; dx may be y.</summary>
internal readonly unsafe struct LabelRowsGradient(int rows, int classes, float* y, int* labels, float factor, float* dx) : IChunks
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
        for (nint row = (nint)Cut.At(rows, chunk, Chunks); row < end; row++)
        {
            float* from = y + row * classes;
            float* to = dx + row * classes;

            // Taken before the row is scaled, perhaps in place: (y − 1) · factor is exact near y = 1, y · factor − factor is not.
            float atLabel = (from[labels[row]] - 1) * factor;
            ScoreRow.Scale<V>(from, to, classes, factor);
            to[labels[row]] = atLabel;
        }
    }
}
