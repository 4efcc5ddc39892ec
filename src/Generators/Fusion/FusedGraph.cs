using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>A graph as loops.</summary>
/// <param name="groups">The values that only loops over small samples write and read: they lie as those compute them, by groups of samples.</param>
internal sealed class FusedGraph(Graph graph, IEnumerable<Step> forward, IEnumerable<Step> backward, IEnumerable<int>? groups = null)
{
    /// <summary>The samples of a group, if there are as many lanes as can be: memory is for a whole number of groups.</summary>
    public const int Lanes = 16;

    private readonly HashSet<int> _groups = [.. groups ?? []];

    public Graph Graph { get; } = graph;

    /// <summary>How each node of the graph comes to be.</summary>
    public NodeKinds Kinds { get; } = new(graph);

    public EquatableArray<Step> Forward { get; } = new(forward);

    public EquatableArray<Step> Backward { get; } = new(backward);

    /// <summary>Whether a value lies by groups of samples, and not row by row.</summary>
    public bool IsInGroups(int id) => _groups.Contains(id);

    /// <summary>The elements that a value takes in memory.</summary>
    public Dim SizeOf(int id)
    {
        Shape shape = Graph[id].Shape;
        return IsInGroups(id) ? Dim.FloorDivide(shape[0] + (Lanes - 1), Lanes) * Lanes * BatchShapes.Inner(shape).Size : shape.Size;
    }
}
