using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>A softmax in parts, cut along the outer extent: by the extents alone, and no row on the cut.</summary>
internal readonly unsafe struct SoftmaxParts<TResult>(int outer, int axis, int inner, float* x, float* y) : IChunks
    where TResult : struct, ISoftmaxResult
{
    public int Chunks { get; } = ScoreRow.Parts(outer, axis * inner);

    public void Run(int chunk)
    {
        nint first = (nint)Cut.At(outer, chunk, Chunks), end = (nint)Cut.At(outer, chunk + 1, Chunks);
        nint scores = (nint)axis * inner, results = TResult.IsReduced ? inner : scores;
        float* from = x + first * scores;
        float* to = y + first * results;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16>(end - first, from, to);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8>(end - first, from, to);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4>(end - first, from, to);
        else Run<F32x1>(end - first, from, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<V>(nint rows, float* from, float* to) where V : struct, IVec<V>
    {
        nint scores = (nint)axis * inner, results = TResult.IsReduced ? inner : scores;
        for (nint row = 0; row < rows; row++)
        {
            if (inner == 1) TResult.Row<V>(from, to, axis);
            else SoftmaxColumns.Run<V, TResult>(from, to, axis, inner);
            from += scores;
            to += results;
        }
    }
}
