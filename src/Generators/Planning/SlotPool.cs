using NNGen.Generators.Shapes;

namespace NNGen.Generators.Planning;

/// <summary>The slots of one kind of element, as they are taken and given back from loop to loop.</summary>
/// <param name="lastRead">For each value the time at which it is read for the last time.</param>
internal sealed class SlotPool(IReadOnlyDictionary<int, int> lastRead)
{
    private readonly List<(Dim Size, List<int> Nodes)> _slots = [];
    private readonly Dictionary<int, int> _places = [];

    /// <summary>For each time the values that are read then for the last time.</summary>
    private readonly Dictionary<int, List<int>> _ends = [];

    /// <summary>For each slot the time at which its values are read for the last time.</summary>
    private readonly List<int> _busyUntil = [];

    /// <summary>The slots that may be taken again, by their size. The first of them is taken, so that equal blocks of a network come to lie alike.</summary>
    private readonly Dictionary<Dim, SortedSet<int>> _free = [];

    public IEnumerable<Slot> Slots => _slots.Select(slot => new Slot(slot.Size, new(slot.Nodes)));

    public int? SlotOf(int node) => _places.TryGetValue(node, out int slot) ? slot : null;

    public Dim SizeOf(int slot) => _slots[slot].Size;

    /// <summary>Gives a value a free slot of its size, or a new one.</summary>
    public void Occupy(int node, Dim size)
    {
        if (FreeOf(size) is { Count: > 0 } free)
        {
            int slot = free.Min;
            free.Remove(slot);
            Place(node, slot);
            return;
        }

        _slots.Add((size, []));
        _busyUntil.Add(0);
        Place(node, _slots.Count - 1);
    }

    /// <summary>Puts a value into a slot whose present value it takes the place of.</summary>
    public void Place(int node, int slot)
    {
        _places[node] = slot;
        _slots[slot].Nodes.Add(node);
        if (!_ends.TryGetValue(lastRead[node], out List<int>? ends)) _ends[lastRead[node]] = ends = [];
        ends.Add(node);
        _busyUntil[slot] = Math.Max(_busyUntil[slot], lastRead[node]);
    }

    /// <summary>Takes back the slots of which nobody reads a value after this time.</summary>
    public void Release(int time)
    {
        if (!_ends.TryGetValue(time, out List<int>? ends)) return;
        foreach (int ended in ends)
            if (_busyUntil[_places[ended]] == time) FreeOf(_slots[_places[ended]].Size).Add(_places[ended]);
    }

    private SortedSet<int> FreeOf(Dim size)
    {
        if (!_free.TryGetValue(size, out SortedSet<int>? free)) _free[size] = free = new();
        return free;
    }
}
