namespace NNGen.Graphs;

/// <summary>What stands at the arrows of the backward pass: the gradient's name and shape, and the formula that gives it.</summary>
internal sealed class GradientLabels
{
    // What fits beside an arrow. A longer formula is in the text of the graph.
    private const int LongestFormula = 48;

    private readonly GradientFlow _flow;
    private readonly ValueUses _uses;
    private readonly Dictionary<GraphNode, string> _names = [];
    private readonly HashSet<string> _values;

    public GradientLabels(ComputationGraph graph, ValueUses uses, GradientFlow flow)
    {
        _flow = flow;
        _uses = uses;
        _values = [.. graph.Forward.Select(static node => node.Label)];
        // A gradient that passes through a sum is that of several values: it is called after the last of them, where it comes from.
        foreach (GraphNode value in graph.Forward.Reverse())
            if (flow.Of(value) is { IsNumber: false } gradient) _names.TryAdd(gradient, NameOf(value));

        // What the caller gives for an output that is used further on as well is only a part of its gradient.
        for (int i = 0; i < graph.Outputs.Count; i++)
            if (graph.Seed(i) is { } seed) _names.TryAdd(seed, $"d{graph.Outputs[i].Label}[{i}]");
    }

    /// <summary>The whole gradient of a value: "dx (N, I)" and "= dz · y"; the sum of its parts where there are several.</summary>
    public IReadOnlyList<string> OfWhole(GraphNode value, IReadOnlyList<Use> uses)
    {
        string name = NameOf(value);
        string? formula = uses.Count > 1 ? Sum(uses) : Part(uses[0]);
        string label = $"{name} {value.Shape}";
        return formula is null || formula == name || formula.Length > LongestFormula ? [label] : [label, "= " + formula];
    }

    /// <summary>The part of a gradient that comes back from one use.</summary>
    public IReadOnlyList<string> OfPart(Use use) => Part(use) is { Length: <= LongestFormula } formula ? [formula] : ["part of " + NameOf(use.Of)];

    private string? Part(Use use)
    {
        if (_flow.Part(use) is not { } part) return null;
        Formula formula = FormulaAt(use, part);
        string text = part.IsNegative ? formula.WriteNegative(part.Node) : formula.Write(part.Node);
        return formula.IsCut ? null : text;
    }

    private string? Sum(IReadOnlyList<Use> uses)
    {
        string text = "";
        foreach (Use use in uses)
        {
            if (_flow.Part(use) is not { } part) return null;
            Formula formula = FormulaAt(use, part);
            string term = formula.WriteTerm(part.Node);
            if (formula.IsCut) return null;
            text += (part.IsNegative, text.Length > 0) switch
            {
                (true, true) => " − " + term,
                (true, false) => "−" + term,
                (false, true) => " + " + term,
                _ => term,
            };
        }

        return text;
    }

    /// <summary>Formulas end at the values of the picture and at gradients with a name; at the arrow of an operation, at the gradient of its result.</summary>
    private Formula FormulaAt(Use use, GradientPart part)
    {
        GraphNode? upstream = use.By is null ? null : _flow.Of(use.By);
        return new(node => node switch
        {
            { IsNumber: true } => null,
            _ when node == upstream => NameOf(use.By!),
            { IsBackward: false } => _uses.IsShown(node) ? node.Label : null,
            _ when node == part.Node && node.Operator != "OutputGradient" => null,
            _ => _names.GetValueOrDefault(node),
        });
    }

    /// <summary>dx for x, as in code; ∂x where that is a value.</summary>
    private string NameOf(GraphNode value) => _values.Contains("d" + value.Label) ? "∂" + value.Label : "d" + value.Label;
}
