using NNGen.Generators.Shapes;

namespace NNGen.Generators.Graphs;

/// <summary>
/// A computation in single-assignment form. A definition's graph has a forward part alone; a differentiated one goes on
/// with the backward part, whose outputs are gradients. Both are one list, so that every stage sees the whole.
/// </summary>
/// <param name="Nodes">Operands before their users; a node's id is its index.</param>
/// <param name="ForwardCount">Nodes before this one belong to the forward pass.</param>
/// <param name="Outputs">What the forward pass returns.</param>
/// <param name="Gradients">What the backward pass returns.</param>
internal sealed record Graph(
    EquatableArray<Node> Nodes,
    int ForwardCount,
    EquatableArray<int> Outputs,
    EquatableArray<Gradient> Gradients)
{
    public Node this[int id] => Nodes[id];

    public bool HasBackward => ForwardCount < Nodes.Count || Gradients.Count > 0;

    public bool IsForward(int id) => id < ForwardCount;

    /// <summary>What is written to the states, in order.</summary>
    public IEnumerable<Node> Updates() => Nodes.Where(node => node.Operator == "Update");

    /// <summary>For each node the nodes that use it, in order.</summary>
    public List<int>[] Users()
    {
        var users = new List<int>[Nodes.Count];
        for (int id = 0; id < users.Length; id++) users[id] = [];
        foreach (Node node in Nodes)
            foreach (int operand in node.Operands.Distinct())
                users[operand].Add(node.Id);
        return users;
    }

    /// <summary>The graph without the nodes from which nothing that is wanted is computed.</summary>
    public Graph WithoutDeadNodes()
    {
        var used = new bool[Nodes.Count];
        foreach (int root in Outputs.Concat(Gradients.SelectMany(gradient => new[] { gradient.Of, gradient.Value }))) used[root] = true;
        for (int id = Nodes.Count - 1; id >= 0; id--)
        {
            // What the caller gives stays: it is checked, and its place in the signature is fixed. So does what is written to a state.
            used[id] |= this[id].Operator is "Input" or "OutputGradient" or "Update";
            if (used[id])
                foreach (int operand in this[id].Operands) used[operand] = true;
        }

        var builder = new GraphBuilder();
        var places = new int[Nodes.Count];
        int forwardCount = 0;
        foreach (Node node in Nodes)
        {
            if (node.Id == ForwardCount) forwardCount = builder.Count;
            if (used[node.Id]) places[node.Id] = builder.Copy(node, node.Operands.Select(operand => places[operand])).Id;
        }

        if (ForwardCount == Nodes.Count) forwardCount = builder.Count;
        return builder.Build(
            forwardCount,
            Outputs.Select(output => places[output]),
            Gradients.Select(gradient => new Gradient(places[gradient.Of], places[gradient.Value])));
    }
}

/// <summary>The gradient of the loss with respect to an input or a parameter.</summary>
/// <param name="Of">The id of the input's or parameter's node.</param>
/// <param name="Value">The id of the node that holds the gradient.</param>
internal sealed record Gradient(int Of, int Value);
