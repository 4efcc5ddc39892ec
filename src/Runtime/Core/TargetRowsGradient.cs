using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>The gradient of <see cref="TargetRows"/> in parts, cut along the rows.</summary>
internal readonly unsafe struct TargetRowsGradient(int rows, int classes, float* y, float* t, float factor, float* dx) : IChunks
{
    public int Chunks { get; } = ScoreRow.Parts(rows, classes);

    public void Run(int chunk)
    {
        nint first = (nint)Cut.At(rows, chunk, Chunks), start = first * classes;
        int count = (int)(Cut.At(rows, chunk + 1, Chunks) - first);
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) TargetRows.Gradient<F32x16>(count, classes, y + start, t + start, factor, dx + start);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) TargetRows.Gradient<F32x8>(count, classes, y + start, t + start, factor, dx + start);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) TargetRows.Gradient<F32x4>(count, classes, y + start, t + start, factor, dx + start);
        else TargetRows.Gradient<F32x1>(count, classes, y + start, t + start, factor, dx + start);
    }
}
