using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Differentiation;

/// <summary>What the gradient of an operator is computed from, besides the gradient that comes in: found by asking its rule.</summary>
/// <param name="Operands">For each operand whether its value is needed, and not its shape alone.</param>
/// <param name="Result">Whether the value of the operator itself is needed.</param>
internal sealed record GradientNeeds(IReadOnlyList<bool> Operands, bool Result)
{
    /// <param name="flows">For each node whether a gradient flows to it.</param>
    public static GradientNeeds Of(Graph graph, Node node, IReadOnlyList<bool> flows, Facts facts)
    {
        Operator rule = OperatorTable.Get(node.Operator);
        if (node.Operands.Count == 0 || rule.IsConstant || !flows[node.Id]) return new(new bool[node.Operands.Count], false);
        var builder = new GraphBuilder();
        var algebra = new Algebra(builder, facts);
        List<Value> operands = [.. node.Operands.Select(operand => algebra[Outside(builder, graph[operand]).Id])];
        Value result = algebra[Outside(builder, node).Id];
        Value gradient = algebra[builder.Add("OutputGradient", [], [], node.Shape, ElementType.Float).Id];
        IReadOnlyList<Value?> parts = rule.Differentiate(new(algebra, node, operands, result, gradient));

        var used = new bool[builder.Count];
        for (int i = 0; i < parts.Count; i++)
            if (parts[i] is { } part && flows[node.Operands[i]]) used[part.Id] = true;
        for (int id = builder.Count - 1; id >= 0; id--)
            if (used[id])
                foreach (int operand in builder[id].Operands) used[operand] = true;
        return new([.. operands.Select(operand => used[operand.Id])], used[result.Id]);
    }

    private static Node Outside(GraphBuilder builder, Node node)
        => node.Operands.Count == 0 ? builder.Copy(node, []) : builder.Add("Input", [], [], node.Shape, node.Type);
}
