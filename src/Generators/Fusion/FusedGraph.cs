using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>A graph as loops.</summary>
internal sealed class FusedGraph(Graph graph, IEnumerable<Step> forward, IEnumerable<Step> backward)
{
    public Graph Graph { get; } = graph;

    /// <summary>How each node of the graph comes to be.</summary>
    public NodeKinds Kinds { get; } = new(graph);

    public EquatableArray<Step> Forward { get; } = new(forward);

    public EquatableArray<Step> Backward { get; } = new(backward);
}
