using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>A block as <see cref="BatchLanes"/> walks it: so many elements for each sample, or for the batch as a whole.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct BatchOperand
{
    private readonly object _owner;
    private readonly float* _address;
    private readonly int _length;
    private readonly int _elements;
    private readonly BatchRole _role;

    /// <param name="owner">The pinned array that the floats lie in.</param>
    /// <param name="address">The first of them.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="role">What they are to the batch.</param>
    /// <param name="elements">How many there are of each sample, or for the batch as a whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BatchOperand(object owner, float* address, int length, BatchRole role, int elements)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(elements);
        _owner = owner;
        _address = address;
        (_length, _elements, _role) = (length, elements, role);
    }

    /// <summary>The walk over so many samples, after checking that the block reaches to its end.</summary>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BatchWalk Walk(int index, int samples)
    {
        long rows = _role >= BatchRole.Weights ? 1 : _role == BatchRole.Groups ? samples + BatchLanes.MostLanes - 1L & -BatchLanes.MostLanes : samples;
        if (rows * _elements > _length) ThrowTooShort(index, samples, rows * _elements);
        return new() { Origin = _address, Role = _role, Elements = _elements };
    }

    private void ThrowTooShort(int index, int samples, long needed)
        => throw new ArgumentException($"Operand {index} needs {needed} elements for {samples} samples; its block has {_length}.");
}

/// <summary>What an operand is to a batch; those that it is walked with come first.</summary>
internal enum BatchRole
{
    /// <summary>A row of each sample, read.</summary>
    Rows,

    /// <summary>A row of each sample, written.</summary>
    Results,

    /// <summary>The elements of each sample in the lanes of its group, as they are computed: read or written, by such loops alone.</summary>
    Groups,

    /// <summary>The same for all samples.</summary>
    Weights,

    /// <summary>Added up over the batch.</summary>
    Totals,
}

/// <summary>An operand without the object that owns it.</summary>
internal unsafe struct BatchWalk
{
    public float* Origin;
    public BatchRole Role;
    public int Elements;

    /// <summary>For rows, results and totals: how many elements lie before it in the memory that the kernel works in.</summary>
    public int Start;
}
