using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>An elementwise pass in parts, cut along its first extent. How it is cut depends on the extents alone, and no element on the cut.</summary>
internal readonly unsafe struct MapParts<TKernel>(TKernel kernel, IterationSpace* space, float** origins) : IChunks
    where TKernel : struct, IMap
{
    // The widest vector: a part of a single run begins where a whole one does.
    private const int Alignment = 16;

    public int Chunks { get; } = Core.Cut.Parts(space->Positions, Core.Cut.LeastElements, space->Rank > 1 ? space->Extent(0) : int.MaxValue);

    // Inlined, it would have the frame filled with zeros by a caller that does not skip that: 70 ns of a call.
    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        long first = Cut(chunk), count = Cut(chunk + 1) - first;
        Frame frame;
        Unsafe.SkipInit(out frame);
        frame.Clear();
        int last = space->Rank - 1;
        bool oneColumn = Extent(last, count) == 1;
        for (int index = 0; index < space->Operands; index++)
        {
            nint columnStride = oneColumn ? 1 : (nint)space->Stride(index, last);
            nint rowStride = last > 0 ? (nint)space->Stride(index, last - 1) : 0;
            frame.Set(index, origins[index] + first * space->Stride(index, 0), rowStride, columnStride);
        }

        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Walk<F32x16>(&frame, count);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Walk<F32x8>(&frame, count);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Walk<F32x4>(&frame, count);
        else Walk<F32x1>(&frame, count);
    }

    /// <summary>An extent of the part, whose first is <paramref name="first"/>.</summary>
    private long Extent(int axis, long first) => axis == 0 ? first : space->Extent(axis);

    private long Cut(int chunk)
    {
        long extent = space->Extent(0);
        if (chunk == Chunks) return extent;
        return space->Rank > 1 ? Core.Cut.At(extent, chunk, Chunks) : Core.Cut.At(extent / Alignment, chunk, Chunks) * Alignment;
    }

    /// <summary>The rows and columns, once for each position of the extents before them.</summary>
    private void Walk<V>(Frame* frame, long first)
        where V : struct, IVec<V>
    {
        int last = space->Rank - 1;
        nint columns = (nint)Extent(last, first);
        nint rows = last > 0 ? (nint)Extent(last - 1, first) : 1;
        if (last < 2) Map.Rows<V, TKernel>(kernel, frame, rows, columns);
        else WalkOuter<V>(frame, first, rows, columns);
    }

    private void WalkOuter<V>(Frame* frame, long first, nint rows, nint columns)
        where V : struct, IVec<V>
    {
        long* position = stackalloc long[Operand.MaxRank];
        while (true)
        {
            Map.Rows<V, TKernel>(kernel, frame, rows, columns);

            int axis = space->Rank - 3;
            for (; axis >= 0; axis--)
            {
                long extent = Extent(axis, first);
                bool wraps = ++position[axis] == extent;
                if (wraps) position[axis] = 0;
                long steps = wraps ? 1 - extent : 1;
                for (int index = 0; index < space->Operands; index++) frame->Move(index, (nint)(steps * space->Stride(index, axis)));
                if (!wraps) break;
            }

            if (axis < 0) return;
        }
    }
}
