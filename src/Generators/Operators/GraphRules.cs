using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Checks a graph by the shape rules of its operators: what <see cref="GraphChecker"/> does not know by itself.</summary>
internal static class GraphRules
{
    /// <returns>Each broken rule as a sentence; none for a valid graph.</returns>
    public static IReadOnlyList<string> Check(Graph graph, Facts facts)
    {
        var refused = new List<string>();
        IReadOnlyList<string> broken = GraphChecker.Check(graph, (_, node) => Infer(graph, node, facts, refused));
        return [.. broken, .. refused];
    }

    private static (Shape, ElementType)? Infer(Graph graph, Node node, Facts facts, List<string> refused)
    {
        if (!OperatorTable.TryGet(node.Operator, out Operator rule))
        {
            refused.Add($"%{node.Id} = {node.Operator}: there is no such operator.");
            return null;
        }

        // What comes from outside has the shape that its declaration gave it.
        if (node.Operator is "Input" or "Parameter" or "State" or "OutputGradient") return null;
        List<Node> operands = [.. node.Operands.Select(id => graph[id])];
        try
        {
            Shape shape = rule.Infer(new(operands, node.Attributes, facts, []));
            return (AreSame(shape, node.Shape, facts) ? node.Shape : shape, rule.TypeOf(operands));
        }
        catch (ShapeProblem problem)
        {
            refused.Add($"%{node.Id} = {node.Operator}: {problem.Message}.");
            return null;
        }
    }

    /// <summary>Whether two shapes are the same as far as is known now: when a node was made, less may have been.</summary>
    private static bool AreSame(Shape a, Shape b, Facts facts)
        => a.Rank == b.Rank && Enumerable.Range(0, a.Rank).All(axis => Unification.Compare(a[axis], b[axis], facts) == Agreement.Equal);
}
