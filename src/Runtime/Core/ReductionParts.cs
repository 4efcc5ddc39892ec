using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// A reduction in parts, cut along the outer extent, or along the columns where there is but one of those: never along the axis, so that
/// every sum is added up as if it were alone. How it is cut depends on the extents only.
/// </summary>
internal readonly unsafe struct ReductionParts<TCombination, TKernel> : IChunks
    where TCombination : struct, ICombination
    where TKernel : struct, IReduction
{
    // Four of the widest vectors, which one round of the kernel takes.
    private const int Columns = 64;

    private readonly TKernel _kernel;
    private readonly int _outer, _axis, _inner;
    private readonly int _operands;
    private readonly float** _origins;
    private readonly nint* _strides;
    private readonly float* _results;

    /// <param name="kernel">The terms.</param>
    /// <param name="outer">The positions before the axis.</param>
    /// <param name="axis">The terms of each result.</param>
    /// <param name="inner">The positions behind the axis.</param>
    /// <param name="operands">The number of operands.</param>
    /// <param name="origins">Where each begins.</param>
    /// <param name="strides">Its strides over the three extents.</param>
    /// <param name="results">The results, dense over the outer and inner extents.</param>
    public ReductionParts(TKernel kernel, int outer, int axis, int inner, int operands, float** origins, nint* strides, float* results)
    {
        (_kernel, _outer, _axis, _inner, _operands) = (kernel, outer, axis, inner, operands);
        _origins = origins;
        _strides = strides;
        _results = results;
        Chunks = Core.Cut.Parts((double)outer * axis * inner, Core.Cut.LeastElements, outer > 1 ? outer : (inner + Columns - 1) / Columns);
    }

    public int Chunks { get; }

    // Not inlined for the reason of MapParts.
    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        int first = 0, outer = _outer, column = 0, inner = _inner;
        if (_outer > 1)
        {
            first = Cut(_outer, chunk);
            outer = Cut(_outer, chunk + 1) - first;
        }
        else if (Chunks > 1)
        {
            int panels = (_inner + Columns - 1) / Columns;
            column = Cut(panels, chunk) * Columns;
            inner = Math.Min(_inner, Cut(panels, chunk + 1) * Columns) - column;
        }

        Frame frame;
        Unsafe.SkipInit(out frame);
        frame.Clear();
        for (int index = 0; index < _operands; index++)
        {
            nint* strides = _strides + 3 * index;
            float* origin = _origins[index] + first * strides[0] + column * strides[2];

            // One column: the axis lies along the lanes. More: the columns do.
            if (_inner == 1) frame.Set(index, origin, strides[0], _axis == 1 ? 1 : strides[1]);
            else frame.Set(index, origin, strides[1], strides[2]);
        }

        float* results = _results + (nint)first * _inner + column;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Walk<F32x16>(&frame, outer, inner, results);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Walk<F32x8>(&frame, outer, inner, results);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Walk<F32x4>(&frame, outer, inner, results);
        else Walk<F32x1>(&frame, outer, inner, results);
    }

    private void Walk<V>(Frame* frame, int outer, int inner, float* results) where V : struct, IVec<V>
    {
        if (_inner == 1)
        {
            ReductionAlongLanes.Run<V, TCombination, TKernel>(_kernel, frame, outer, _axis, results);
            return;
        }

        for (int position = 0; position < outer; position++)
        {
            ReductionAcrossRows.Run<V, TCombination, TKernel>(_kernel, frame, _axis, inner, results);
            for (int index = 0; index < _operands; index++) frame->Move(index, _strides[3 * index]);
            results += _inner;
        }
    }

    private int Cut(int extent, int chunk) => (int)Core.Cut.At(extent, chunk, Chunks);
}
