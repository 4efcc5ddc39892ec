namespace NNGen.Graphs;

/// <summary>One use of a value: as an operand, or as an output of the graph.</summary>
/// <param name="Of">The value.</param>
/// <param name="By">The node that uses it; null for an output.</param>
/// <param name="Place">Which operand, or which output.</param>
internal readonly record struct Use(GraphNode Of, GraphNode? By, int Place);

/// <summary>The part of a graph that a picture shows, the way from the inputs and parameters to the outputs, and who uses what there.</summary>
internal sealed class ValueUses
{
    private readonly HashSet<GraphNode> _shown = [];
    private readonly ILookup<GraphNode, Use> _uses;

    public ValueUses(ComputationGraph graph)
    {
        foreach (GraphNode output in graph.Outputs) _shown.Add(output);
        foreach (GraphNode node in graph.Forward.Reverse())
        {
            // What only the backward pass needs, though the forward pass computes it, is not on the way.
            // The update of a state is an end of its own.
            if (node.Operator is "Input" or "Parameter" or "Update") _shown.Add(node);
            if (_shown.Contains(node)) _shown.UnionWith(node.Operands);
        }

        _uses = graph.Forward.Where(_shown.Contains)
            .SelectMany(static node => node.Operands.Select((operand, place) => new Use(operand, node, place)))
            .Concat(graph.Outputs.Select(static (output, place) => new Use(output, null, place)))
            .ToLookup(static use => use.Of);
    }

    public bool IsShown(GraphNode node) => _shown.Contains(node);

    /// <summary>In order: nodes first, outputs last.</summary>
    public IEnumerable<Use> Of(GraphNode value) => _uses[value];
}
