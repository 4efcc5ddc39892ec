using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;

namespace NNGen.Generators.Differentiation;

/// <summary>
/// Some kernels give, in the pass that the forward does anyway, what the backward needs: cross entropy computes the softmax, and a pooling finds where the largest are.
/// Where a gradient rule asked for such a value, it is moved into the forward part and kept, instead of being computed again.
/// </summary>
internal static class JointKernels
{
    public static Graph MoveForward(Graph graph)
    {
        ILookup<int, Node> hosts = graph.Nodes.Take(graph.ForwardCount).Where(IsJoint).ToLookup(host => host.Operands[0]);
        var moved = new HashSet<int>();
        for (int id = graph.ForwardCount; id < graph.Nodes.Count; id++)
            if (graph[id].Operands.Count > 0 && hosts[graph[id].Operands[0]].Any(host => Gives(host, graph[id]))) moved.Add(id);
        if (moved.Count == 0) return graph;

        List<int> order =
        [
            .. Enumerable.Range(0, graph.ForwardCount),
            .. moved,
            .. Enumerable.Range(graph.ForwardCount, graph.Nodes.Count - graph.ForwardCount).Where(id => !moved.Contains(id)),
        ];
        var places = new int[order.Count];
        for (int place = 0; place < order.Count; place++) places[order[place]] = place;
        var builder = new GraphBuilder();
        foreach (int id in order) builder.Copy(graph[id], graph[id].Operands.Select(operand => places[operand]));
        return builder.Build(
            graph.ForwardCount + moved.Count,
            graph.Outputs.Select(output => places[output]),
            graph.Gradients.Select(gradient => new Gradient(places[gradient.Of], places[gradient.Value])));
    }

    private static bool IsJoint(Node node) => OperatorTable.Get(node.Operator).Form is OperatorForm.Kernel { Joint: not null };

    /// <summary>
    /// True if the kernel of <paramref name="host"/> gives <paramref name="value"/> as well. A host that reads the value needs it before:
    /// in the cross entropy of scores and their own softmax.
    /// </summary>
    public static bool Gives(Node host, Node value)
        => OperatorTable.Get(host.Operator).Form is OperatorForm.Kernel { Joint: { } joint }
            && joint.Operator == value.Operator
            && host.Operands[0] == value.Operands[0]
            && !host.Operands.Contains(value.Id)
            && joint.Fits(host, value);
}
