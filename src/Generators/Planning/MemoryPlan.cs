using NNGen.Generators.Shapes;

namespace NNGen.Generators.Planning;

/// <summary>Where every value of a method lies.</summary>
/// <param name="Slots">The slots of the arena, in order.</param>
/// <param name="Places">For each value that lies in the arena, its slot.</param>
/// <param name="IntSlots">The slots of integers, which lie in memory of their own: labels, ids, and what ArgMax finds.</param>
/// <param name="IntPlaces">For each value of integers, its slot there.</param>
/// <param name="GradientTargets">For each value that is computed right into the gradient of a parameter, that parameter's node.</param>
internal sealed record MemoryPlan(
    EquatableArray<Slot> Slots, EquatableArray<Place> Places, EquatableArray<Slot> IntSlots, EquatableArray<Place> IntPlaces, EquatableArray<Place> GradientTargets)
{
    public int? SlotOf(int node) => Places.Where(place => place.Node == node).Select(place => (int?)place.Target).FirstOrDefault();

    public int? IntSlotOf(int node) => IntPlaces.Where(place => place.Node == node).Select(place => (int?)place.Target).FirstOrDefault();

    public int? ParameterOf(int node) => GradientTargets.Where(place => place.Node == node).Select(place => (int?)place.Target).FirstOrDefault();

    /// <summary>The bytes of all slots together.</summary>
    public Dim Bytes => 4 * Slots.Concat(IntSlots).Aggregate(Dim.Zero, (sum, slot) => sum + slot.Size);
}

/// <summary>A run of floats, or of ints, that values share whose lifetimes do not meet.</summary>
/// <param name="Nodes">The values, in the order in which they lie there.</param>
internal sealed record Slot(Dim Size, EquatableArray<int> Nodes);

/// <summary>A value, and its slot or parameter.</summary>
internal sealed record Place(int Node, int Target);
