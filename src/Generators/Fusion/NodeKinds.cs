using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>How each node of a graph comes to be at run time.</summary>
internal sealed class NodeKinds
{
    // A number is written out where it is used; one that would not fit a line is computed by a loop over one element instead.
    private const int LongestNumber = 24;

    private readonly Graph _graph;
    private readonly bool[] _numbers;
    private readonly bool[] _strided;
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

        _strided = FindStrided();
    }

    /// <summary>True for one real number, made of constants, dims and settings: it is computed once, not in a loop.</summary>
    public bool IsNumber(int id) => _numbers[id];

    /// <summary>True for what lies in the memory of its operand: the same floats under another shape, or in another order of axes.</summary>
    public bool IsView(int id) => FormOf(id) is OperatorForm.View || _strided[id];

    /// <summary>True for a permutation that only products read: they step through its operand as it lies.</summary>
    public bool IsStrided(int id) => _strided[id];

    /// <summary>How far one element is from the next along each axis of a value, where it lies.</summary>
    public IReadOnlyList<Dim> StridesOf(int id)
    {
        if (!_strided[id]) return Strides.Dense(_graph[id].Shape);
        IReadOnlyList<Dim> moved = Strides.Dense(_graph[_graph[id].Operands[0]].Shape);
        return [.. Permute.Axes(_graph[id]).Select(axis => moved[axis])];
    }

    /// <summary>True for what comes from the caller or from the model's memory.</summary>
    public bool IsSource(int id) => FormOf(id) is OperatorForm.Source;

    /// <summary>True for what is computed element by element within a loop.</summary>
    public bool IsElementwise(int id) => !_numbers[id] && FormOf(id) is OperatorForm.Elementwise or OperatorForm.Stretch;

    /// <summary>True if some loop has to compute it.</summary>
    public bool IsComputed(int id) => !_numbers[id] && !IsSource(id) && !IsView(id) && !IsPart(id) && FormOf(id) is not OperatorForm.Update;

    /// <summary>True for a slice whose elements lie side by side in what it is a slice of: it is read there, and nothing is copied.</summary>
    public bool IsPart(int id)
    {
        Node node = _graph[id];
        return node.Operator == "Slice" && node.Type != ElementType.Int && !_numbers[id] && !_numbers[Storage(node.Operands[0])]
            && node.Shape.Dims.Take(node.Int("axis")).All(dim => dim.Equals(Dim.One));
    }

    /// <summary>The node whose memory a value is, looking through views.</summary>
    public int Storage(int id)
    {
        while (IsView(id) && !_numbers[id]) id = _graph[id].Operands[0];
        return id;
    }

    /// <summary>The node whose memory a value is or lies in, looking through views and parts.</summary>
    public int Root(int id)
    {
        for (id = Storage(id); IsPart(id);) id = Storage(_graph[id].Operands[0]);
        return id;
    }

    /// <summary>Where a part begins in its root, and how many elements it has.</summary>
    public (Dim Start, Dim Length) Within(int part)
    {
        Dim start = Dim.Zero;
        for (int id = part; IsPart(id); id = Storage(_graph[id].Operands[0]))
            start += _graph[id].Dim("start") * new Shape(_graph[id].Shape.Dims.Skip(_graph[id].Int("axis") + 1)).Size;
        return (start, _graph[part].Shape.Size);
    }

    public OperatorForm FormOf(int id) => OperatorTable.Get(_graph[id].Operator).Form;

    private bool[] FindStrided()
    {
        var strided = new bool[_graph.Nodes.Count];
        List<int>[]? users = null;
        foreach (Node node in _graph.Nodes)
        {
            if (!Permute.KeepsRows(node)) continue;
            users ??= _graph.Users();
            bool isResult = _graph.Outputs.Contains(node.Id) || _graph.Gradients.Any(gradient => gradient.Value == node.Id) || _graph.Updates().Any(update => update.Operands[0] == node.Id);
            strided[node.Id] = !isResult && users[node.Id].Count > 0 && users[node.Id].All(user => FormOf(user) is OperatorForm.Product) && !_numbers[node.Operands[0]];
        }

        return strided;
    }

    private bool IsNumberNode(Node node)
    {
        if (!node.Shape.Dims.All(dim => dim.TryConstant(out long size) && size == 1)) return false;
        return node.Operator is "Constant" or "Size" or "Setting"
            || (node.Type == ElementType.Float && node.Operands.Count > 0
                && OperatorTable.Get(node.Operator).Form is OperatorForm.View or OperatorForm.Stretch or OperatorForm.Elementwise { Scalar.Length: > 0 }
                && node.Operands.All(operand => _numbers[operand]));
    }
}
