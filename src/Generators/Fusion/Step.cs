using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>One loop of the generated code: the nodes it computes, and which of them it leaves in memory.</summary>
/// <param name="Nodes">In an order in which operands come first.</param>
/// <param name="Outputs">The nodes that others read.</param>
internal abstract record Step(EquatableArray<int> Nodes, EquatableArray<int> Outputs)
{
    /// <summary>One pass over a shape, element by element.</summary>
    internal sealed record Elementwise(EquatableArray<int> Nodes, EquatableArray<int> Outputs, Shape Shape) : Step(Nodes, Outputs);

    /// <summary>A reduction, with the elementwise nodes that feed it.</summary>
    internal sealed record Reduction(EquatableArray<int> Nodes, EquatableArray<int> Outputs) : Step(Nodes, Outputs)
    {
        public int Reduce => Nodes[Nodes.Count - 1];
    }

    /// <summary>A matrix product, with the elementwise nodes that are applied where it is stored; the last may be a permutation that it is stored in.</summary>
    internal sealed record Product(EquatableArray<int> Nodes, EquatableArray<int> Outputs) : Step(Nodes, Outputs)
    {
        public int Multiply => Nodes[0];
    }

    /// <summary>A loop of the core, which may give a second value in the same pass, and may follow another where that computes its operand.</summary>
    /// <param name="Follows">Whether the first node is that other.</param>
    internal sealed record Kernel(EquatableArray<int> Nodes, EquatableArray<int> Outputs, bool Follows = false) : Step(Nodes, Outputs)
    {
        /// <summary>The kernel whose operands the loop reads.</summary>
        public int First => Nodes[0];

        /// <summary>The kernel whose result the loop leaves.</summary>
        public int Main => Nodes[Follows ? 1 : 0];

        /// <summary>The second value that it gives.</summary>
        public int? Joint => Nodes.Count > (Follows ? 2 : 1) ? Nodes[Nodes.Count - 1] : null;
    }

    /// <summary>Loops over the same batch of small samples, done one after another to a few samples at a time.</summary>
    /// <param name="Loops">The loops, each as it would be alone.</param>
    /// <param name="Size">The number of samples.</param>
    internal sealed record Batch(EquatableArray<int> Nodes, EquatableArray<int> Outputs, EquatableArray<Step> Loops, Dim Size) : Step(Nodes, Outputs);
}
