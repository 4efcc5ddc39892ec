using System.ComponentModel;

namespace NNGen.Core;

/// <summary>
/// The memory of one model for one kind of call: numbered slots in one pinned, 64-byte aligned array.
/// Generated code reserves the slots that the memory plan found, then names them; values whose lifetimes do not
/// meet share a slot. A growing batch reallocates once, a shrinking one never.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Arena
{
    private const int Alignment = 16; // floats: one cache line

    private float[] _memory = [];
    private int _origin;
    private (int Start, int Length)[] _slots = [];
    private int[][] _ints = [];
    private int[] _intLengths = [];

    /// <summary>The bytes held at present.</summary>
    public long Bytes => 4L * _memory.Length + _ints.Sum(ints => 4L * ints.Length);

    /// <summary>The block of a slot.</summary>
    public Block this[int slot] => new(_memory, _origin + _slots[slot].Start, _slots[slot].Length);

    /// <summary>Lays out one slot for each number of floats, keeping the memory if it is large enough.</summary>
    /// <exception cref="InsufficientMemoryException">The slots together exceed what one array can hold.</exception>
    public void Reserve(params ReadOnlySpan<long> floats)
    {
        long total = 0;
        foreach (long length in floats) total = checked(total + Aligned(length));
        if (total + Alignment > Array.MaxLength)
            throw new InsufficientMemoryException($"This batch needs {total} floats at once; one model can hold {Array.MaxLength - Alignment}. Use a smaller batch.");

        if (_slots.Length < floats.Length) _slots = new (int, int)[floats.Length];
        int start = 0;
        for (int slot = 0; slot < floats.Length; slot++)
        {
            _slots[slot] = (start, (int)floats[slot]);
            start += (int)Aligned(floats[slot]);
        }

        if (_memory.Length < total + Alignment) Allocate((int)total + Alignment);
    }

    /// <summary>Lays out one int slot for each length: the labels and ids that a call keeps.</summary>
    public void ReserveInts(params ReadOnlySpan<int> lengths)
    {
        if (_ints.Length < lengths.Length)
        {
            Array.Resize(ref _ints, lengths.Length);
            Array.Resize(ref _intLengths, lengths.Length);
        }

        for (int slot = 0; slot < lengths.Length; slot++)
        {
            if (_ints[slot] is null || _ints[slot].Length < lengths[slot]) _ints[slot] = GC.AllocateArray<int>(lengths[slot], pinned: true);
            _intLengths[slot] = lengths[slot];
        }
    }

    /// <summary>The ints of an int slot.</summary>
    public IntBlock Ints(int slot) => new(_ints[slot], _intLengths[slot]);

    private static long Aligned(long floats) => (floats + Alignment - 1) / Alignment * Alignment;

    private unsafe void Allocate(int floats)
    {
        _memory = GC.AllocateArray<float>(floats, pinned: true);
        fixed (float* address = _memory)
            _origin = (int)((64 - (nuint)address % 64) % 64 / sizeof(float));
    }
}
