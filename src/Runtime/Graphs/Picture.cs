using System.Globalization;

namespace NNGen.Graphs;

/// <summary>What a node of a picture is.</summary>
internal enum PictureKind
{
    Input,
    Parameter,
    Operation,

    /// <summary>A value that is used more than once parts here; its gradients add up here.</summary>
    Branch,
    Output,
}

/// <summary>A node of a picture: a box, an operation or a branch.</summary>
internal sealed record PictureNode(string Id, PictureKind Kind, params IReadOnlyList<string> Lines);

/// <summary>An arrow between two nodes, with the lines of its label.</summary>
/// <param name="From">Where the value comes from; a gradient goes the other way.</param>
/// <param name="To">Where the value goes to.</param>
/// <param name="IsBackward">True for a gradient, which is drawn in blue from <paramref name="To"/> to <paramref name="From"/>.</param>
/// <param name="Lines">The label.</param>
internal sealed record PictureArrow(string From, string To, bool IsBackward, params IReadOnlyList<string> Lines);

/// <summary>The picture of a graph: operations are its nodes, values travel along its arrows, gradients against them.</summary>
internal sealed class Picture
{
    private readonly List<PictureNode> _nodes = [];
    private readonly List<PictureArrow> _arrows = [];

    public IReadOnlyList<PictureNode> Nodes => _nodes;

    public IReadOnlyList<PictureArrow> Arrows => _arrows;

    public bool HasBackward => _arrows.Exists(static arrow => arrow.IsBackward);

    public static Picture Of(ComputationGraph graph)
    {
        var picture = new Picture();
        var uses = new ValueUses(graph);
        var flow = new GradientFlow(graph, uses);
        var labels = new GradientLabels(graph, uses, flow);
        List<GraphNode> values = [.. graph.Forward.Where(node => uses.IsShown(node) && !node.IsNumber)];
        foreach (GraphNode value in values) picture.AddNode(value, uses.Of(value).Count());
        for (int i = 0; i < graph.Outputs.Count; i++) picture._nodes.Add(new(OutputId(i), PictureKind.Output, graph.Outputs[i].Label));
        foreach (GraphNode value in values) picture.AddForward(value, [.. uses.Of(value)]);
        foreach (GraphNode value in Enumerable.Reverse(values)) picture.AddBackward(value, [.. uses.Of(value)], flow, labels);
        return picture;
    }

    private void AddNode(GraphNode value, int uses)
    {
        _nodes.Add(value.Operator switch
        {
            "Input" => new(Id(value), PictureKind.Input, value.Label),
            "Parameter" or "State" => new(Id(value), PictureKind.Parameter, value.Label),
            _ => new(Id(value), PictureKind.Operation, OperatorLabel.Of(value)),
        });
        if (uses > 1) _nodes.Add(new(BranchId(value), PictureKind.Branch, ""));
    }

    private void AddForward(GraphNode value, IReadOnlyList<Use> uses)
    {
        string label = $"{value.Label} {value.Shape}{(value.Type == "float" ? "" : " " + value.Type)}";
        if (uses.Count > 1) _arrows.Add(new(Id(value), BranchId(value), false, label));
        foreach (Use use in uses)
            _arrows.Add(new(uses.Count > 1 ? BranchId(value) : Id(value), Target(use), false, uses.Count > 1 ? value.Label : label));
    }

    private void AddBackward(GraphNode value, IReadOnlyList<Use> uses, GradientFlow flow, GradientLabels labels)
    {
        if (!uses.Any(use => flow.Flows(value, use))) return;
        foreach (Use use in uses.Where(use => flow.Flows(value, use)))
        {
            _arrows.Add(uses.Count > 1
                ? new(BranchId(value), Target(use), true, labels.OfPart(use))
                : new(Id(value), Target(use), true, labels.OfWhole(value, [use])));
        }

        if (uses.Count > 1) _arrows.Add(new(Id(value), BranchId(value), true, labels.OfWhole(value, [.. uses.Where(use => flow.Flows(value, use))])));
    }

    private static string Target(Use use) => use.By is null ? OutputId(use.Place) : Id(use.By);

    private static string Id(GraphNode node) => "n" + node.Id.ToString(CultureInfo.InvariantCulture);

    private static string BranchId(GraphNode node) => "b" + node.Id.ToString(CultureInfo.InvariantCulture);

    private static string OutputId(int output) => "out" + output.ToString(CultureInfo.InvariantCulture);
}
