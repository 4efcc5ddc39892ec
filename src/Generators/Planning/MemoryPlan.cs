using NNGen.Generators.Shapes;

namespace NNGen.Generators.Planning;

/// <summary>Where every value of a method lies.</summary>
/// <param name="slots">The slots of the arena, in order.</param>
/// <param name="places">For each value that lies in the arena, its slot.</param>
/// <param name="gradientTargets">For each value that is computed right into the gradient of a parameter, that parameter's node.</param>
internal sealed class MemoryPlan(IEnumerable<Slot> slots, IReadOnlyDictionary<int, int> places, IReadOnlyDictionary<int, int> gradientTargets)
{
    public IReadOnlyList<Slot> Slots { get; } = [.. slots];

    /// <summary>The floats of all slots together.</summary>
    public Dim Floats => Slots.Aggregate(Dim.Zero, (sum, slot) => sum + slot.Size);

    public int? SlotOf(int node) => places.TryGetValue(node, out int slot) ? slot : null;

    public int? ParameterOf(int node) => gradientTargets.TryGetValue(node, out int parameter) ? parameter : null;
}

/// <summary>A run of floats that values share whose lifetimes do not meet.</summary>
/// <param name="Nodes">The values, in the order in which they lie there.</param>
internal sealed record Slot(Dim Size, EquatableArray<int> Nodes);
