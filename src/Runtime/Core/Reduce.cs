using System.ComponentModel;
using System.Runtime.CompilerServices;

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

        float** origins = stackalloc float*[operands.Length];
        nint* strides = stackalloc nint[3 * operands.Length];
        for (int index = 0; index < operands.Length; index++)
        {
            operands[index].StridesOver([outer, axis, inner], index, new(strides + 3 * index, 3));
            origins[index] = operands[index].Block.Pointer;
        }

        var parts = new ReductionParts<TCombination, TKernel>(kernel, outer, axis, inner, operands.Length, origins, strides, destination.Pointer);
        Workers.Run(parts, parts.Chunks);

        Operand.KeepAlive(operands);
        destination.KeepAlive();
    }
}
