using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// Runs a kernel over a batch of small samples, one sample to a lane: whatever a network does to a sample is done to as many of them at
/// once, in the first-level cache, before the next ones come.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BatchLanes
{
    /// <summary>The lanes of the widest vector: groups of samples are laid out in memory for a whole number of those.</summary>
    internal const int MostLanes = 16;

    /// <summary>Runs <paramref name="kernel"/> on the samples, a group at a time.</summary>
    /// <param name="kernel">The kernel, with its run-time scalars.</param>
    /// <param name="samples">The size of the batch; of none, every total is 0.</param>
    /// <param name="locals">How many elements of each sample the kernel computes for itself.</param>
    /// <param name="operands">What it reads and writes. No two of them may overlap.</param>
    /// <exception cref="ArgumentException">A block is too short.</exception>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TKernel>(TKernel kernel, int samples, int locals, params ReadOnlySpan<BatchOperand> operands)
        where TKernel : struct, IBatchKernel
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(locals);
        BatchWalk* walks = stackalloc BatchWalk[operands.Length];
        var parts = new BatchParts<TKernel>(kernel, samples, locals, operands, walks);
        if (parts.IsOneBlock)
        {
            parts.Run(0);
        }
        else
        {
            // Two floats' room for each double; the parts themselves take memory of the other kind.
            Block sums = ThreadScratch.TakeColumns(checked(2 * parts.Sums * parts.Chunks));
            sums.Span.Clear();
            parts = parts.WithSums((double*)sums.Pointer);
            Workers.Run(parts, parts.Chunks);
            parts.StoreSums();
        }

        KeepAlive(operands);
    }

    /// <summary>Marks the operands, and so their memory, as in use up to here: the loops before hold addresses only.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepAlive(ReadOnlySpan<BatchOperand> operands)
    {
    }
}
