using NNGen.Generators.Shapes;

namespace NNGen.Generators.Graphs;

/// <summary>Grows a graph node by node. Equal nodes are kept apart here; finding them is the simplifier's work.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];

    public int Count => _nodes.Count;

    public Node this[int id] => _nodes[id];

    public IReadOnlyList<Node> Nodes => _nodes;

    public Node Add(
        string @operator,
        IEnumerable<int> operands,
        IEnumerable<NodeAttribute> attributes,
        Shape shape,
        ElementType type,
        string name = "",
        string source = "")
    {
        var node = new Node(
            _nodes.Count, @operator, new(operands), new(attributes), shape, type, name, source);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Adds a node of another graph, with the operands that stand for it here.</summary>
    public Node Copy(Node node, IEnumerable<int> operands)
    {
        Node copy = node with { Id = _nodes.Count, Operands = new(operands) };
        _nodes.Add(copy);
        return copy;
    }

    /// <summary>Gives a value a name; one that it has already stays, unless this is the user's <paramref name="own"/>.</summary>
    public void Rename(int id, string name, bool own)
    {
        if (own || _nodes[id].Name.Length == 0) _nodes[id] = _nodes[id] with { Name = name };
    }

    /// <summary>Says why a value is not computed as its source says.</summary>
    public void Explain(int id, IEnumerable<string> because)
        => _nodes[id] = _nodes[id] with { Because = new(_nodes[id].Because.Concat(because).Distinct()) };

    public Graph Build(int forwardCount, IEnumerable<int> outputs, IEnumerable<Gradient> gradients)
        => new(new(_nodes), forwardCount, new(outputs), new(gradients));

    public Graph Build(IEnumerable<int> outputs) => Build(Count, outputs, []);
}
