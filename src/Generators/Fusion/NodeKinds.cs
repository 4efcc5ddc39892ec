using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;

namespace NNGen.Generators.Fusion;

/// <summary>How each node of a graph comes to be at run time.</summary>
internal sealed class NodeKinds
{
    // A number is written out where it is used; one that would not fit a line is computed by a loop over one element instead.
    private const int LongestNumber = 24;

    private readonly Graph _graph;
    private readonly bool[] _numbers;
    private readonly int[] _lengths;

    public NodeKinds(Graph graph)
    {
        _graph = graph;
        _numbers = new bool[graph.Nodes.Count];
        _lengths = new int[graph.Nodes.Count];
        foreach (Node node in graph.Nodes)
        {
            _lengths[node.Id] = Math.Min(LongestNumber + 1, 1 + node.Operands.Sum(operand => _lengths[operand]));
            _numbers[node.Id] = _lengths[node.Id] <= LongestNumber && IsNumberNode(node);
        }
    }

    /// <summary>True for one real number, made of constants, dims and settings: it is computed once, not in a loop.</summary>
    public bool IsNumber(int id) => _numbers[id];

    public bool IsView(int id) => FormOf(id) is OperatorForm.View;

    /// <summary>True for what comes from the caller or from the model's memory.</summary>
    public bool IsSource(int id) => FormOf(id) is OperatorForm.Source;

    /// <summary>True for what is computed element by element within a loop.</summary>
    public bool IsElementwise(int id) => !_numbers[id] && FormOf(id) is OperatorForm.Elementwise or OperatorForm.Stretch;

    /// <summary>True if some loop has to compute it.</summary>
    public bool IsComputed(int id) => !_numbers[id] && !IsSource(id) && !IsView(id) && FormOf(id) is not OperatorForm.Update;

    /// <summary>The node whose memory a value is, looking through views.</summary>
    public int Storage(int id)
    {
        while (IsView(id) && !_numbers[id]) id = _graph[id].Operands[0];
        return id;
    }

    public OperatorForm FormOf(int id) => OperatorTable.Get(_graph[id].Operator).Form;

    private bool IsNumberNode(Node node)
    {
        if (!node.Shape.Dims.All(dim => dim.TryConstant(out long size) && size == 1)) return false;
        return node.Operator is "Constant" or "Size" or "Setting"
            || (node.Type == ElementType.Float && node.Operands.Count > 0
                && OperatorTable.Get(node.Operator).Form is OperatorForm.View or OperatorForm.Stretch or OperatorForm.Elementwise { Scalar.Length: > 0 }
                && node.Operands.All(operand => _numbers[operand]));
    }
}
