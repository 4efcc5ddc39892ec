using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>dtable[ids[n]] += dy[n] from zeros, in parts of the columns: each sum is added up in the order of n, whoever does it.</summary>
internal readonly unsafe struct GatherGradient(int count, int rows, int width, int* ids, float* dy, float* dtable) : IChunks
{
    // A line of the cache, which no two parts share.
    private const int Line = 16;

    private readonly int _lines = (width + Line - 1) / Line;

    public int Chunks { get; } = Cut.Parts((double)count * width + (double)rows * width, Cut.LeastElements, (width + Line - 1) / Line);

    public void Run(int chunk)
    {
        int column = (int)Cut.At(_lines, chunk, Chunks) * Line, columns = Math.Min(width, (int)Cut.At(_lines, chunk + 1, Chunks) * Line) - column;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16>(column, columns);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8>(column, columns);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4>(column, columns);
        else Run<F32x1>(column, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<V>(int column, int columns) where V : struct, IVec<V>
    {
        for (nint row = 0; row < rows; row++) new Span<float>(dtable + row * width + column, columns).Clear();
        nint whole = columns & -V.Count, left = columns - whole;
        for (nint n = 0; n < count; n++)
        {
            float* from = dy + n * width + column;
            float* to = dtable + (nint)ids[n] * width + column;
            for (nint i = 0; i < whole; i += V.Count) V.Store(to + i, V.Load(to + i) + V.Load(from + i));
            if (left > 0) V.StoreFirst(to + whole, left, V.LoadFirst(to + whole, left) + V.LoadFirst(from + whole, left));
        }
    }
}
