using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// A <see cref="Block"/> as a kernel walks it: with a stride in elements for each extent of the iteration space, 0 to broadcast
/// along it. A block that converts by itself is dense: row-major over the whole space.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Operand
{
    /// <summary>The most extents that an iteration space can have.</summary>
    internal const int MaxRank = 6;

    private const int DenseRank = -1;

    private readonly StrideList _strides;
    private readonly int _rank;

    private Operand(Block block, StrideList strides, int rank)
    {
        Block = block;
        _strides = strides;
        _rank = rank;
    }

    /// <summary>The memory walked.</summary>
    internal Block Block { get; }

    /// <summary>Whether the block is walked from its first element to its last, in row-major order.</summary>
    internal bool IsDense => _rank == DenseRank;

    /// <summary>The block, dense over the whole iteration space.</summary>
    public static implicit operator Operand(Block block) => new(block, default, DenseRank);

    internal static Operand Strided(Block block, ReadOnlySpan<int> strides)
    {
        if (strides.Length > MaxRank) throw new ArgumentException($"{strides.Length} strides; an iteration space has at most {MaxRank} extents.", nameof(strides));

        StrideList list = default;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(strides[axis]);
            list[axis] = strides[axis];
        }

        return new(block, list, strides.Length);
    }

    /// <summary>Writes the stride of each extent, after checking that the block reaches as far as they lead.</summary>
    /// <exception cref="ArgumentException">Another number of strides than extents, or a block that is too short.</exception>
    internal void StridesOver(ReadOnlySpan<int> extents, int index, Span<nint> strides)
    {
        if (!IsDense && _rank != extents.Length)
            throw new ArgumentException($"Operand {index} has {_rank} strides for an iteration space of {extents.Length} extents.");

        // Beyond what any block holds the numbers need not be known, and cannot overflow.
        long needed = 1;
        long dense = 1;
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            long stride = IsDense ? dense : _strides[axis];
            dense = Math.Min(dense * extents[axis], Extents.Beyond);
            strides[axis] = (nint)stride;
            needed = Math.Min(needed + (extents[axis] - 1) * stride, Extents.Beyond);
        }

        if (dense == 0) needed = 0;
        if (needed > Block.Length)
            throw new ArgumentException($"Operand {index} needs {needed} elements over the extents ({string.Join(", ", extents.ToArray())}); its block has {Block.Length}.");
    }

    /// <summary>Marks the operands, and so their memory, as in use up to here: the loops before hold addresses only.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void KeepAlive(ReadOnlySpan<Operand> operands)
    {
    }

    [InlineArray(MaxRank)]
    private struct StrideList
    {
        private int _first;
    }
}
