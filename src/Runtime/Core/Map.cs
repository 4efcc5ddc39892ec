using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>Runs an elementwise kernel over an iteration space.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Map
{
    /// <summary>
    /// Runs <paramref name="kernel"/> once for each position of <paramref name="extents"/>, as many positions at a time as there are
    /// lanes. An output may be the same block as an input with the same strides; other overlaps are not allowed, nor
    /// an output that is broadcast.
    /// </summary>
    /// <param name="kernel">The kernel, with its run-time scalars.</param>
    /// <param name="extents">Up to six extents.</param>
    /// <param name="operands">Up to twelve operands: dense blocks, or blocks with a stride for each extent.</param>
    /// <exception cref="ArgumentException">An operand is shorter than the extents and its strides need.</exception>
    [SkipLocalsInit]
    public static void Run<TKernel>(TKernel kernel, ReadOnlySpan<int> extents, params ReadOnlySpan<Operand> operands)
        where TKernel : struct, IMap
    {
        IterationSpace space;
        Unsafe.SkipInit(out space);
        space.Merge(extents, operands);
        if (space.IsEmpty) return;

        float** origins = stackalloc float*[operands.Length];
        for (int index = 0; index < operands.Length; index++) origins[index] = operands[index].Block.Pointer;
        var parts = new MapParts<TKernel>(kernel, &space, origins);
        Workers.Run(parts, parts.Chunks);

        Operand.KeepAlive(operands);
    }

    /// <summary>The kernel on every column of every row of a frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows<V, TKernel>(TKernel kernel, Frame* frame, nint rows, nint columns)
        where V : struct, IVec<V>
        where TKernel : struct, IMap
    {
        if (frame->Scattered)
        {
            ScatteredRows<V, TKernel>(kernel, frame, rows, columns);
            return;
        }

        nint whole = columns & -V.Count;
        for (nint row = 0; row < rows && whole > 0; row++)
        {
            frame->Spread<V>(row);
            var at = new Lanes<V>(frame, row);
            for (at.Index = 0; at.Index < whole; at.Index += V.Count) kernel.Apply(at);
        }

        if (whole < columns) LastColumns<V, TKernel>(kernel, frame, rows, whole, columns - whole);
    }

    /// <summary>The columns that are no whole vector, under a mask.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LastColumns<V, TKernel>(TKernel kernel, Frame* frame, nint rows, nint column, nint count)
        where V : struct, IVec<V>
        where TKernel : struct, IMap
    {
        for (nint row = 0; row < rows; row++)
        {
            frame->Spread<V>(row);
            kernel.Apply(new Lanes<V>(frame, row, count) { Index = column });
        }
    }

    /// <summary>Columns that do not lie side by side, by way of a scratch.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ScatteredRows<V, TKernel>(TKernel kernel, Frame* frame, nint rows, nint columns)
        where V : struct, IVec<V>
        where TKernel : struct, IMap
    {
        Scratch scratch;
        Unsafe.SkipInit(out scratch);
        for (nint row = 0; row < rows; row++)
        {
            for (nint column = 0; column < columns; column += V.Count)
            {
                nint count = Math.Min(columns - column, V.Count);
                scratch.Gather<V>(frame, row, column, count);
                Rows<V, TKernel>(kernel, &scratch.Frame, 1, V.Count);
                scratch.Scatter<V>(frame, row, column, count);
            }
        }
    }
}
