using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Differentiation;

/// <summary>
/// Reverse mode, from graph to graph: the chain rule is followed from the outputs back to the inputs and parameters, each operator
/// giving the gradients of its operands, and where a value was used several times its gradients are added up.
/// </summary>
internal static class Differentiator
{
    /// <summary>The joint graph: the forward part as it is, then the backward part and the gradients it gives.</summary>
    /// <param name="results">What the outputs are called: the gradient of y comes in as dy.</param>
    /// <param name="everyValue">Also gives the gradient of every value on the way, for the eyes of people: none is needed to run.</param>
    public static Graph Differentiate(Graph forward, IReadOnlyList<string> results, Facts facts, bool everyValue = false)
    {
        var builder = new GraphBuilder();
        foreach (Node node in forward.Nodes) builder.Copy(node, node.Operands);
        var algebra = new Algebra(builder, facts);
        bool[] flows = GradientFlows(forward);
        var gradients = new Value?[forward.Nodes.Count];

        for (int i = 0; i < forward.Outputs.Count; i++)
        {
            int output = forward.Outputs[i];
            if (flows[output]) gradients[output] = Add(gradients[output], Seed(algebra, forward[output], i, results[i]));
        }

        for (int id = forward.Nodes.Count - 1; id >= 0; id--)
        {
            if (gradients[id] is not { } gradient || !flows[id]) continue;
            Node node = forward[id];
            NameGradient(builder, gradient, node, forward.Nodes.Count);
            if (node.Operands.Count == 0) continue;
            List<Value> operands = [.. node.Operands.Select(operand => algebra[operand])];
            IReadOnlyList<Value?> parts = OperatorTable.Get(node.Operator).Differentiate(new(algebra, node, operands, algebra[id], gradient));
            for (int i = 0; i < parts.Count; i++)
                if (parts[i] is { } part && flows[node.Operands[i]])
                    gradients[node.Operands[i]] = Add(gradients[node.Operands[i]], part);
        }

        var wanted = new List<Gradient>();
        foreach (Node node in forward.Nodes)
        {
            if (!everyValue && !IsDifferentiable(node)) continue;
            if (gradients[node.Id] is { } gradient) wanted.Add(new(node.Id, gradient.Id));
            else if (IsDifferentiable(node) && node.Operator == "Input") wanted.Add(new(node.Id, algebra.Constant(0).BroadcastTo(node.Shape).Id));
        }

        return JointKernels.MoveForward(CustomGradient.Erase(builder.Build(forward.Nodes.Count, forward.Outputs, wanted)));
    }

    /// <summary>The joint graph without the gradients of values on the way.</summary>
    public static Graph WithoutValues(Graph joint)
        => joint with { Gradients = new(joint.Gradients.Where(gradient => IsDifferentiable(joint[gradient.Of]))) };

    /// <summary>Which values the gradient has to pass: those that depend on a parameter or on an input that wants one.</summary>
    public static bool[] GradientFlows(Graph graph)
    {
        var flows = new bool[graph.Nodes.Count];
        foreach (Node node in graph.Nodes)
            flows[node.Id] = IsDifferentiable(node) || (!OperatorTable.Get(node.Operator).IsConstant && node.Operands.Any(operand => flows[operand]));
        return flows;
    }

    private static bool IsDifferentiable(Node node)
        => node.Operator == "Parameter" || (node.Operator == "Input" && node.Type == ElementType.Float && !node.Flag("noGrad"));

    /// <summary>dL/dL = 1 for a scalar output; for any other the caller gives its gradient.</summary>
    private static Value Seed(Algebra algebra, Node output, int index, string name)
    {
        if (output.Shape.Rank == 0) return algebra.Constant(1);
        Node seed = algebra.Graph.Add("OutputGradient", [], [NodeAttribute.Of("output", index)], output.Shape, ElementType.Float, "d" + name);
        return algebra[seed.Id];
    }

    private static Value Add(Value? sum, Value part) => sum is { } value ? value + part : part;

    /// <summary>The gradient of h is dh. One that is named already (it passed through unchanged) keeps its name.</summary>
    private static void NameGradient(GraphBuilder builder, Value gradient, Node of, int forwardCount)
    {
        if (of.Name.Length > 0 && gradient.Id >= forwardCount && gradient.Node.Operator != "Constant") builder.Rename(gradient.Id, "d" + of.Name, own: false);
    }
}
