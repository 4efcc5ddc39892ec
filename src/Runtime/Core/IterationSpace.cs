namespace NNGen.Core;

/// <summary>
/// The extents that a kernel runs over and every operand's strides along them, with neighbouring extents merged wherever all
/// operands walk them as one.
/// </summary>
internal unsafe struct IterationSpace
{
    private fixed long _extents[Operand.MaxRank];
    private fixed long _strides[Frame.MaxOperands * Operand.MaxRank];

    /// <summary>The extents left after merging.</summary>
    public int Rank;

    /// <summary>The number of operands.</summary>
    public int Operands;

    /// <summary>Whether there is no position at all.</summary>
    public bool IsEmpty;

    public readonly long Extent(int axis) => _extents[axis];

    public readonly long Stride(int operand, int axis) => _strides[operand * Operand.MaxRank + axis];

    /// <summary>The number of positions.</summary>
    public readonly long Positions
    {
        get
        {
            long positions = 1;
            for (int axis = 0; axis < Rank; axis++) positions *= _extents[axis];
            return positions;
        }
    }

    /// <summary>Checks every operand against the extents, then merges what can be merged.</summary>
    /// <exception cref="ArgumentException">Too many extents or operands, a negative extent, an operand that does not fit.</exception>
    public void Merge(ReadOnlySpan<int> extents, ReadOnlySpan<Operand> operands)
    {
        Check(extents, operands);
        Operands = operands.Length;
        long total = 1;
        foreach (int extent in extents) total = Math.Min(total * extent, Extents.Beyond);
        IsEmpty = total == 0;

        bool dense = true;
        foreach (ref readonly Operand operand in operands) dense &= operand.IsDense;
        if (dense)
        {
            MergeDense(total, operands);
            return;
        }

        Span<nint> strides = stackalloc nint[Operand.MaxRank];
        for (int index = 0; index < operands.Length; index++)
        {
            operands[index].StridesOver(extents, index, strides);
            for (int axis = 0; axis < extents.Length; axis++) _strides[index * Operand.MaxRank + axis] = strides[axis];
        }

        Rank = 0;
        for (int axis = 0; axis < extents.Length; axis++)
        {
            if (extents[axis] == 1) continue;
            bool merges = Rank > 0;
            for (int index = 0; merges && index < operands.Length; index++)
                merges = Stride(index, Rank - 1) == Stride(index, axis) * extents[axis];

            if (!merges) _extents[Rank++] = 1;
            _extents[Rank - 1] *= extents[axis];
            for (int index = 0; index < operands.Length; index++)
                _strides[index * Operand.MaxRank + Rank - 1] = Stride(index, axis);
        }

        if (Rank == 0) _extents[Rank++] = 1;
    }

    private void MergeDense(long total, ReadOnlySpan<Operand> operands)
    {
        Rank = 1;
        _extents[0] = total;
        for (int index = 0; index < operands.Length; index++)
        {
            _strides[index * Operand.MaxRank] = 1;
            if (total > operands[index].Block.Length)
                throw new ArgumentException($"Operand {index} needs {total} elements; its block has {operands[index].Block.Length}.");
        }
    }

    private static void Check(ReadOnlySpan<int> extents, ReadOnlySpan<Operand> operands)
    {
        if (extents.Length > Operand.MaxRank) throw new ArgumentException($"{extents.Length} extents; at most {Operand.MaxRank} are possible.", nameof(extents));
        if (operands.Length > Frame.KernelOperands) throw new ArgumentException($"{operands.Length} operands; at most {Frame.KernelOperands} are possible.", nameof(operands));
        foreach (int extent in extents) ArgumentOutOfRangeException.ThrowIfNegative(extent, nameof(extents));
    }
}
