using System.ComponentModel;

namespace NNGen.Core;

/// <summary>
/// The memory of one model for one kind of call: numbered slots in one pinned, 64-byte aligned array, and others of ints.
/// Generated code reserves the slots that the memory plan found, then names them; values whose lifetimes do not
/// meet share a slot. A growing batch reallocates once, a shrinking one never.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Arena
{
    private readonly bool _measures;
    private float[] _memory = [];
    private int _origin;
    private int[] _ints = [];
    private (int Start, int Length)[] _slots = [];
    private (int Start, int Length)[] _intSlots = [];
    private Count _measured = 0;

    private int _slotCount, _intSlotCount;

    /// <summary>An arena without memory, which grows with what is reserved.</summary>
    public Arena()
    {
    }

    private Arena(bool measures) => _measures = measures;

    /// <summary>The bytes held at present.</summary>
    public long Bytes => 4L * _memory.Length + 4L * _ints.Length;

    /// <summary>The block of a slot.</summary>
    public Block this[int slot] => new(_memory, _origin + _slots[slot].Start, _slots[slot].Length);

    /// <summary>The ints of an int slot.</summary>
    public IntBlock Ints(int slot) => new(_ints, _intSlots[slot].Start, _intSlots[slot].Length);

    /// <summary>Lays out one slot for each number of floats, keeping the memory if it is large enough.</summary>
    /// <exception cref="InsufficientMemoryException">The slots together exceed what one array or the machine can hold.</exception>
    public void Reserve(params ReadOnlySpan<Count> floats) => Reserve("This", [], [], floats);

    /// <summary>Lays out one slot for each number of floats and of ints, keeping the memory if it is large enough.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="dims">The dims that the numbers are made of, for messages.</param>
    /// <param name="ints">The ints of each int slot: labels and ids that a call keeps.</param>
    /// <param name="floats">The floats of each slot.</param>
    /// <exception cref="InsufficientMemoryException">The slots together exceed what one array or the machine can hold. Nothing has changed then.</exception>
    public void Reserve(string where, ReadOnlySpan<(string Name, int Value)> dims, ReadOnlySpan<Count> ints, ReadOnlySpan<Count> floats)
    {
        // Most calls are like the one before.
        if (Are(floats, _slots, _slotCount) && Are(ints, _intSlots, _intSlotCount)) return;
        Count total = 0, intTotal = 0;
        foreach (Count length in floats) total += Capacity.Aligned(length);
        if (floats.Length > 0) total += Capacity.Alignment;
        foreach (Count length in ints) intTotal += length;
        if (_measures)
        {
            _measured = 4 * (total + intTotal);
            return;
        }

        bool grows = total.IsTooLarge || intTotal.IsTooLarge || total.Value > _memory.Length || intTotal.Value > _ints.Length;
        if (grows) Grow(where, dims, total, intTotal);
        LayOut(ref _slots, floats, aligned: true);
        LayOut(ref _intSlots, ints, aligned: false);
        (_slotCount, _intSlotCount) = (floats.Length, ints.Length);
    }

    /// <summary>The bytes of an arena in which a layer has laid out its slots.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="reserve">Reserves the slots.</param>
    /// <exception cref="OverflowException">No <see cref="long"/> holds the number.</exception>
    internal static long Measure(string where, Action<Arena> reserve)
    {
        var arena = new Arena(measures: true);
        reserve(arena);
        return arena._measured.IsTooLarge ? throw new OverflowException($"{where} would need {arena._measured} bytes.") : arena._measured.Value;
    }

    /// <summary>Whether slots are laid out for these numbers.</summary>
    private static bool Are(ReadOnlySpan<Count> lengths, (int Start, int Length)[] slots, int count)
    {
        if (lengths.Length != count) return false;
        for (int slot = 0; slot < lengths.Length; slot++)
            if (lengths[slot].IsTooLarge || lengths[slot].Value != slots[slot].Length) return false;
        return true;
    }

    private static void LayOut(ref (int Start, int Length)[] slots, ReadOnlySpan<Count> lengths, bool aligned)
    {
        if (slots.Length < lengths.Length) slots = new (int, int)[lengths.Length];
        int start = 0;
        for (int slot = 0; slot < lengths.Length; slot++)
        {
            slots[slot] = (start, (int)lengths[slot].Value);
            start += (int)(aligned ? Capacity.Aligned(lengths[slot]) : lengths[slot]).Value;
        }
    }

    /// <summary>New memory where the old is too small: all of it, or none.</summary>
    private void Grow(string where, ReadOnlySpan<(string Name, int Value)> dims, Count total, Count intTotal)
    {
        string? refusal = Capacity.Refusal(total) ?? Capacity.Refusal(intTotal) ?? Capacity.Refusal(total + intTotal);
        if (refusal is not null) throw new InsufficientMemoryException(Text(dims, refusal));
        try
        {
            float[] memory = total.Value > _memory.Length ? GC.AllocateArray<float>((int)total.Value, pinned: true) : _memory;
            if (intTotal.Value > _ints.Length) _ints = GC.AllocateArray<int>((int)intTotal.Value, pinned: true);
            _memory = memory;
        }
        catch (OutOfMemoryException e)
        {
            throw new InsufficientMemoryException(Text(dims, "the system gives no more"), e);
        }

        _origin = Block.FirstOfLine(_memory);

        string Text(ReadOnlySpan<(string Name, int Value)> dims, string why)
            => $"{where} needs {4 * (total + intTotal)} bytes of memory at once{Capacity.Text(dims)}; {why}. Use a smaller batch.";
    }
}
