using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// Reduces the middle extent of an iteration space [outer, axis, inner]. Operands have strides over those three; the destination
/// is dense over [outer, inner], and must not overlap an operand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduce
{
    /// <summary>
    /// destination[o, i] = Finish(Σₐ Term[o, a, i]), Finish(0) of no terms. Added up in blocks, so that the rounding error
    /// grows with the number of blocks rather than of terms.
    /// </summary>
    /// <exception cref="ArgumentException">An operand or the destination is shorter than the extents need.</exception>
    public static void Sum<TKernel>(TKernel kernel, int outer, int axis, int inner, Block destination, params ReadOnlySpan<Operand> operands)
        where TKernel : struct, IReduction
        => Run<Addition, TKernel>(kernel, outer, axis, inner, destination, operands);

    /// <summary>destination[o, i] = Finish(maxₐ Term[o, a, i]); NaN if any term is.</summary>
    /// <exception cref="ArgumentException">There is no term, or an operand or the destination is shorter than the extents need.</exception>
    public static void Max<TKernel>(TKernel kernel, int outer, int axis, int inner, Block destination, params ReadOnlySpan<Operand> operands)
        where TKernel : struct, IReduction
    {
        ThrowIfNoTerms(axis);
        Run<Largest, TKernel>(kernel, outer, axis, inner, destination, operands);
    }

    /// <summary>destination[o, i] = Finish(minₐ Term[o, a, i]); NaN if any term is.</summary>
    /// <exception cref="ArgumentException">There is no term, or an operand or the destination is shorter than the extents need.</exception>
    public static void Min<TKernel>(TKernel kernel, int outer, int axis, int inner, Block destination, params ReadOnlySpan<Operand> operands)
        where TKernel : struct, IReduction
    {
        ThrowIfNoTerms(axis);
        Run<Smallest, TKernel>(kernel, outer, axis, inner, destination, operands);
    }

    private static void ThrowIfNoTerms(int axis)
    {
        if (axis == 0) throw new ArgumentException("The largest or smallest of no terms does not exist.", nameof(axis));
    }

    [SkipLocalsInit]
    private static unsafe void Run<TCombination, TKernel>(
        TKernel kernel, int outer, int axis, int inner, Block destination, ReadOnlySpan<Operand> operands)
        where TCombination : struct, ICombination
        where TKernel : struct, IReduction
    {
        Extents.Check(destination, nameof(destination), outer, inner);
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        if (operands.Length > Frame.KernelOperands) throw new ArgumentException($"{operands.Length} operands; at most {Frame.KernelOperands} are possible.", nameof(operands));
        if ((long)outer * inner == 0) return;

        // One column: the axis lies along the lanes. More: the columns do.
        bool rows = inner == 1;
        Frame frame;
        Unsafe.SkipInit(out frame);
        frame.Clear();
        nint* outerStrides = stackalloc nint[Frame.KernelOperands];
        Span<nint> strides = stackalloc nint[Operand.MaxRank];
        for (int index = 0; index < operands.Length; index++)
        {
            operands[index].StridesOver([outer, axis, inner], index, strides);
            outerStrides[index] = strides[0];
            if (rows) frame.Set(index, operands[index].Block.Pointer, strides[0], axis == 1 ? 1 : strides[1]);
            else frame.Set(index, operands[index].Block.Pointer, strides[1], strides[2]);
        }

        var shape = new ReductionShape(outer, axis, inner, operands.Length, outerStrides);
        float* results = destination.Pointer;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Walk<F32x16, TCombination, TKernel>(kernel, &frame, shape, results);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Walk<F32x8, TCombination, TKernel>(kernel, &frame, shape, results);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Walk<F32x4, TCombination, TKernel>(kernel, &frame, shape, results);
        else Walk<F32x1, TCombination, TKernel>(kernel, &frame, shape, results);

        Operand.KeepAlive(operands);
        destination.KeepAlive();
    }

    private static unsafe void Walk<V, TCombination, TKernel>(TKernel kernel, Frame* frame, ReductionShape shape, float* results)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
        where TKernel : struct, IReduction
    {
        if (shape.Inner == 1)
        {
            ReductionAlongLanes.Run<V, TCombination, TKernel>(kernel, frame, shape.Outer, shape.Axis, results);
            return;
        }

        for (int position = 0; position < shape.Outer; position++)
        {
            ReductionAcrossRows.Run<V, TCombination, TKernel>(kernel, frame, shape.Axis, shape.Inner, results);
            for (int index = 0; index < shape.Operands; index++) frame->Move(index, shape.OuterStrides[index]);
            results += shape.Inner;
        }
    }

    private readonly unsafe struct ReductionShape(int outer, int axis, int inner, int operands, nint* outerStrides)
    {
        public int Outer => outer;

        public int Axis => axis;

        public int Inner => inner;

        public int Operands => operands;

        public nint* OuterStrides => outerStrides;
    }
}
