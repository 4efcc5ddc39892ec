using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>An elementwise pass in parts, cut along its first extent. How it is cut depends on the extents alone, and no element on the cut.</summary>
internal readonly unsafe struct MapParts<TKernel>(TKernel kernel, IterationSpace* space, float** origins) : IChunks
    where TKernel : struct, IMap
{
    private const int LeastPositions = 16384;

    // The widest vector: a part of a single run begins where a whole one does.
    private const int Alignment = 16;

    public int Chunks { get; } = Core.Cut.Parts(space->Positions, LeastPositions, space->Rank > 1 ? space->Extent(0) : int.MaxValue);

    /// <summary>All chunks as one, which is what most passes of a small network are: nothing is cut, and nothing is copied for it.</summary>
    public void RunAll() => Run(space, 0);

    public void Run(int chunk)
    {
        long first = Cut(chunk), end = Cut(chunk + 1);
        IterationSpace part = space->WithFirst(end - first);
        Run(&part, first);
    }

    [SkipLocalsInit]
    private void Run(IterationSpace* part, long first)
    {
        Frame frame;
        Unsafe.SkipInit(out frame);
        frame.Clear();
        int last = part->Rank - 1;
        for (int index = 0; index < part->Operands; index++)
        {
            nint columnStride = part->Extent(last) == 1 ? 1 : (nint)part->Stride(index, last);
            nint rowStride = part->Rank > 1 ? (nint)part->Stride(index, last - 1) : 0;
            frame.Set(index, origins[index] + first * part->Stride(index, 0), rowStride, columnStride);
        }

        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Walk<F32x16>(&frame, part);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Walk<F32x8>(&frame, part);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Walk<F32x4>(&frame, part);
        else Walk<F32x1>(&frame, part);
    }

    private long Cut(int chunk)
    {
        long extent = space->Extent(0);
        if (chunk == Chunks) return extent;
        return space->Rank > 1 ? Core.Cut.At(extent, chunk, Chunks) : Core.Cut.At(extent / Alignment, chunk, Chunks) * Alignment;
    }

    /// <summary>The rows and columns, once for each position of the extents before them.</summary>
    private void Walk<V>(Frame* frame, IterationSpace* part)
        where V : struct, IVec<V>
    {
        nint columns = (nint)part->Extent(part->Rank - 1);
        nint rows = part->Rank > 1 ? (nint)part->Extent(part->Rank - 2) : 1;
        int outer = part->Rank - 2;

        long* position = stackalloc long[Operand.MaxRank];
        while (true)
        {
            Map.Rows<V, TKernel>(kernel, frame, rows, columns);

            int axis = outer - 1;
            for (; axis >= 0; axis--)
            {
                bool wraps = ++position[axis] == part->Extent(axis);
                if (wraps) position[axis] = 0;
                long steps = wraps ? 1 - part->Extent(axis) : 1;
                for (int index = 0; index < part->Operands; index++) frame->Move(index, (nint)(steps * part->Stride(index, axis)));
                if (!wraps) break;
            }

            if (axis < 0) return;
        }
    }
}
