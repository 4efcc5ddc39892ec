using NNGen.Generators.Shapes;

namespace NNGen.Generators.Graphs;

/// <summary>
/// What a valid graph is, as a program. Tests run it after every stage, so that a stage that breaks a rule is caught there
/// and not three stages later.
/// </summary>
internal static class GraphChecker
{
    /// <param name="infer">The shape and type that an operator gives for a node's operands; null for what comes from outside.</param>
    /// <returns>Each broken rule as a sentence; none for a valid graph.</returns>
    public static IReadOnlyList<string> Check(Graph graph, Func<Graph, Node, (Shape Shape, ElementType Type)?> infer)
    {
        var broken = new List<string>();
        if (graph.ForwardCount < 0 || graph.ForwardCount > graph.Nodes.Count)
            broken.Add($"The forward part has {graph.ForwardCount} of {graph.Nodes.Count} nodes.");
        for (int id = 0; id < graph.Nodes.Count; id++) CheckNode(graph, id, infer, broken);
        foreach (int output in graph.Outputs)
            if (!Exists(graph, output) || !graph.IsForward(output)) broken.Add($"Output %{output} is no value of the forward part.");
        foreach (Gradient gradient in graph.Gradients) CheckGradient(graph, gradient, broken);
        return broken;
    }

    private static void CheckNode(Graph graph, int id, Func<Graph, Node, (Shape, ElementType)?> infer, List<string> broken)
    {
        Node node = graph[id];
        if (node.Id != id) broken.Add($"Node %{node.Id} stands at place {id}.");
        foreach (int operand in node.Operands)
        {
            if (operand < 0 || operand >= id)
            {
                broken.Add($"%{id} = {node.Operator} uses %{operand}, which is not computed before it.");
                return;
            }
        }

        if (node.Operator == "OutputGradient" && graph.IsForward(id)) broken.Add($"%{id} is the gradient of an output, but stands in the forward part.");
        if (node.Operands.Any(operand => graph[operand].Operator == "Update")) broken.Add($"%{id} = {node.Operator} uses the update of a state, which has no value.");
        if (node.Operator == "Update" && !graph.IsForward(id)) broken.Add($"%{id} updates a state, but stands in the backward part.");
        if (infer(graph, node) is not var (shape, type)) return;
        if (!shape.Equals(node.Shape)) broken.Add($"%{id} = {node.Operator} has shape {node.Shape}, but its operands give {shape}.");
        if (type != node.Type) broken.Add($"%{id} = {node.Operator} is {node.Type}, but its operands give {type}.");
    }

    private static void CheckGradient(Graph graph, Gradient gradient, List<string> broken)
    {
        if (!Exists(graph, gradient.Of) || !Exists(graph, gradient.Value))
        {
            broken.Add($"Gradient %{gradient.Value} of %{gradient.Of}: no such node.");
            return;
        }

        Node of = graph[gradient.Of], value = graph[gradient.Value];
        if (of.Operator is not ("Input" or "Parameter")) broken.Add($"%{of.Id} = {of.Operator} has a gradient, but is no input and no parameter.");
        if (of.Flag("noGrad")) broken.Add($"{of.Name} is marked [NoGrad], but has a gradient.");
        if (value.Shape.Rank != of.Shape.Rank) broken.Add($"The gradient of {of.Name} has shape {value.Shape}, but {of.Name} has {of.Shape}.");
    }

    private static bool Exists(Graph graph, int id) => id >= 0 && id < graph.Nodes.Count;
}
