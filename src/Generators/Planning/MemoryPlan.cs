using NNGen.Generators.Shapes;

namespace NNGen.Generators.Planning;

/// <summary>Where every value of a method lies.</summary>
/// <param name="floats">The slots of reals and truth values, and for each such value its slot.</param>
/// <param name="ints">The same of integers, which lie in memory of their own: labels, ids, and what ArgMax finds.</param>
/// <param name="gradientTargets">For each value that is computed right into the gradient of a parameter, that parameter's node.</param>
internal sealed class MemoryPlan(SlotPool floats, SlotPool ints, IReadOnlyDictionary<int, int> gradientTargets)
{
    /// <summary>The slots of the arena, in order.</summary>
    public IReadOnlyList<Slot> Slots { get; } = [.. floats.Slots];

    /// <summary>The slots of integers, in order.</summary>
    public IReadOnlyList<Slot> IntSlots { get; } = [.. ints.Slots];

    /// <summary>The bytes of all slots together.</summary>
    public Dim Bytes => 4 * Slots.Concat(IntSlots).Aggregate(Dim.Zero, (sum, slot) => sum + slot.Size);

    public int? SlotOf(int node) => floats.SlotOf(node);

    public int? IntSlotOf(int node) => ints.SlotOf(node);

    public int? ParameterOf(int node) => gradientTargets.TryGetValue(node, out int parameter) ? parameter : null;
}

/// <summary>A run of floats, or of ints, that values share whose lifetimes do not meet.</summary>
/// <param name="Nodes">The values, in the order in which they lie there.</param>
internal sealed record Slot(Dim Size, EquatableArray<int> Nodes);
