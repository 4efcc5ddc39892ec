namespace NNGen.Graphs;

/// <summary>
/// Where a graph's gradients are: which node of the backward pass is ∂L/∂v for a value v, and which is the part of it that comes
/// from one use of v.
/// </summary>
/// <remarks>
/// The graph says it of inputs and parameters, by its gradients, and of values with a name, by the name: dh is the gradient of h.
/// The parts of a sum are found in the sum, which adds them from the last use to the first, and what is left by <see cref="LocalGradients"/>.
/// A gradient that cannot be found so stays unknown: formulas then go on to the next one that is.
/// </remarks>
internal sealed class GradientFlow
{
    private readonly HashSet<GraphNode> _flows = [];
    private readonly Dictionary<GraphNode, GraphNode> _gradients = [];
    private readonly Dictionary<Use, GradientPart> _parts = [];

    public GradientFlow(ComputationGraph graph, ValueUses uses)
    {
        MarkFlow(graph);
        Dictionary<GraphNode, GraphNode> given = Given(graph);
        var local = new LocalGradients(graph);
        foreach (GraphNode value in graph.Forward.Reverse().Where(_flows.Contains))
        {
            // The order in which the compiler adds them up.
            List<Use> order =
            [
                .. uses.Of(value).Where(use => Flows(value, use) && use.By is null).OrderBy(static use => use.Place),
                .. uses.Of(value).Where(use => Flows(value, use) && use.By is not null).OrderByDescending(static use => use.By!.Id).ThenBy(static use => use.Place),
            ];
            given.TryGetValue(value, out GraphNode? gradient);
            IReadOnlyList<GradientPart>? terms = gradient is null ? null : Terms(gradient, order.Count);
            for (int i = 0; i < order.Count; i++)
            {
                GraphNode? part = order[i].By is { } by
                    ? _gradients.TryGetValue(by, out GraphNode? upstream) ? local.Of(by, order[i].Place, upstream) : null
                    : graph.Seed(order[i].Place) ?? One(graph, value);
                if (part is not null) _parts[order[i]] = new(part, false);
                else if (terms is not null) _parts[order[i]] = terms[i];
            }

            if (order.Count == 1 && gradient is null && _parts.TryGetValue(order[0], out GradientPart only) && !only.IsNegative) gradient = only.Node;
            if (gradient is not null) _gradients[value] = gradient;
        }
    }

    /// <summary>True if the gradient of <paramref name="value"/> has a part that comes from this use.</summary>
    public bool Flows(GraphNode value, Use use) => _flows.Contains(value) && (use.By is null || _flows.Contains(use.By));

    /// <summary>The node that is ∂L/∂v; null where it is not known.</summary>
    public GraphNode? Of(GraphNode value) => _gradients.GetValueOrDefault(value);

    /// <summary>The part of the gradient that comes from this use; null where it is not known.</summary>
    public GradientPart? Part(Use use) => _parts.TryGetValue(use, out GradientPart part) ? part : null;

    /// <summary>A gradient passes every value that depends on an input or parameter that has one, but for what stops it.</summary>
    private void MarkFlow(ComputationGraph graph)
    {
        foreach (GraphGradient gradient in graph.Gradients) _flows.Add(gradient.Of);
        foreach (GraphNode node in graph.Forward)
            if (node.Type == "float" && node.Operator is not ("StopGradient" or "Sign" or "Update") && node.Operands.Any(_flows.Contains)) _flows.Add(node);
    }

    private static Dictionary<GraphNode, GraphNode> Given(ComputationGraph graph)
    {
        // The last of a name: a sum has the name that its first term may have had before.
        var named = new Dictionary<string, GraphNode>();
        foreach (GraphNode node in graph.Nodes)
            if (node.IsBackward && node.Name.Length > 0) named[node.Name] = node;
        var given = new Dictionary<GraphNode, GraphNode>();
        foreach (GraphNode value in graph.Forward.Where(static node => node.Name.Length > 0 && node.Name == node.Label))
            if (named.TryGetValue("d" + value.Name, out GraphNode? gradient) && gradient.Dims.Count == value.Dims.Count) given[value] = gradient;
        foreach (GraphGradient returned in graph.Gradients) given[returned.Of] = returned.Value;
        return given;
    }

    /// <summary>Takes a sum of so many terms apart: ((a + b) − c).</summary>
    private static List<GradientPart>? Terms(GraphNode sum, int count)
    {
        var terms = new List<GradientPart>();
        while (terms.Count < count - 1)
        {
            if (sum.Operator is not ("Add" or "Subtract")) return null;
            terms.Insert(0, new(sum.Operands[1], sum.Operator == "Subtract"));
            sum = sum.Operands[0];
        }

        terms.Insert(0, new(sum, false));
        return terms;
    }

    /// <summary>dL/dL = 1.</summary>
    private static GraphNode? One(ComputationGraph graph, GraphNode output)
        => output.Dims.Count == 0 ? graph.Nodes.FirstOrDefault(static node => node.Operator == "Constant" && node.Attribute("value") == "1") : null;
}

/// <summary>One term of a gradient.</summary>
internal readonly record struct GradientPart(GraphNode Node, bool IsNegative);
