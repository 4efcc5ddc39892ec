using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>
/// Rewrites a graph by the rules of a table until none applies, finding equal values and dropping what nothing uses on the way.
/// </summary>
internal static class Rewriter
{
    // A rule makes the graph smaller or cheaper, so rounds end by themselves, and every graph on the way is right; the limit is for a
    // graph so deep that the rest is not worth the wait.
    private const int MostRounds = 50;

    public static Graph Rewrite(Graph graph, IReadOnlyList<RewriteRule> rules, Facts facts)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            Graph next = WithoutDeadNodes(Round(graph, rules, facts));
            if (next.Equals(graph)) return graph;
            graph = next;
        }

        return graph;
    }

    private static Graph Round(Graph graph, IReadOnlyList<RewriteRule> rules, Facts facts)
    {
        var builder = new GraphBuilder();
        var algebra = new Algebra(builder, facts);
        var known = new Dictionary<(string, EquatableArray<int>, EquatableArray<NodeAttribute>, string), int>();
        var values = new int[graph.Nodes.Count];
        int forwardCount = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Id == graph.ForwardCount) forwardCount = builder.Count;
            List<Value> operands = [.. node.Operands.Select(operand => algebra[values[operand]])];
            if (Apply(rules, algebra, node, operands) is { } rewritten)
            {
                values[node.Id] = rewritten.Id;
                if (node.Name.Length > 0) Name(builder, rewritten.Node, node.Name);
                continue;
            }

            var key = (node.Operator, new EquatableArray<int>(node.Operands.Select(operand => values[operand])), node.Attributes, Identity(node));
            if (known.TryGetValue(key, out int same))
            {
                if (node.Name.Length > 0) builder.Rename(same, node.Name, own: false);
                values[node.Id] = same;
                continue;
            }

            known[key] = values[node.Id] = builder.Copy(node, key.Item2).Id;
        }

        if (graph.ForwardCount == graph.Nodes.Count) forwardCount = builder.Count;
        return builder.Build(
            forwardCount,
            graph.Outputs.Select(output => values[output]),
            graph.Gradients.Select(gradient => new Gradient(values[gradient.Of], values[gradient.Value])));
    }

    /// <summary>What replaces a value takes its name; a reshape hands it on to the value itself, which is what people mean.</summary>
    private static void Name(GraphBuilder builder, Node node, string name)
    {
        while (node.Operator == "Reshape") node = builder[node.Operands[0]];
        if (!IsSource(node)) builder.Rename(node.Id, name, own: false);
    }

    // Inputs and parameters are told apart by their names, all else by what it is computed from.
    private static string Identity(Node node) => IsSource(node) ? node.Operator + " " + node.Name : node.Shape.ToString();

    private static bool IsSource(Node node) => node.Operator is "Input" or "Parameter" or "State" or "OutputGradient";

    private static Value? Apply(IReadOnlyList<RewriteRule> rules, Algebra algebra, Node node, IReadOnlyList<Value> operands)
    {
        foreach (RewriteRule rule in rules)
        {
            algebra.Source = node.Source;
            Value? rewritten = rule.Apply(new(algebra, node, operands));
            algebra.Source = "";

            // A scalar that takes the place of a tensor would change its shape; the rule then does not hold.
            if (rewritten is { } value && value.Shape.Equals(node.Shape)) return value;
        }

        return null;
    }

    private static Graph WithoutDeadNodes(Graph graph)
    {
        var used = new bool[graph.Nodes.Count];
        foreach (int root in graph.Outputs.Concat(graph.Gradients.SelectMany(gradient => new[] { gradient.Of, gradient.Value }))) used[root] = true;
        for (int id = graph.Nodes.Count - 1; id >= 0; id--)
        {
            // What the caller gives stays: it is checked, and its place in the signature is fixed. So does what is written to a state.
            used[id] |= graph[id].Operator is "Input" or "OutputGradient" or "Update";
            if (used[id])
                foreach (int operand in graph[id].Operands) used[operand] = true;
        }

        var builder = new GraphBuilder();
        var places = new int[graph.Nodes.Count];
        int forwardCount = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Id == graph.ForwardCount) forwardCount = builder.Count;
            if (used[node.Id]) places[node.Id] = builder.Copy(node, node.Operands.Select(operand => places[operand])).Id;
        }

        if (graph.ForwardCount == graph.Nodes.Count) forwardCount = builder.Count;
        return builder.Build(
            forwardCount,
            graph.Outputs.Select(output => places[output]),
            graph.Gradients.Select(gradient => new Gradient(places[gradient.Of], places[gradient.Value])));
    }
}
