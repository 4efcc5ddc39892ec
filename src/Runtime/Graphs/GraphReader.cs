namespace NNGen.Graphs;

/// <summary>
/// Reads the text of a graph, which the compiler prints:
/// <code>
/// %0 = Input() {noGrad=false} : float (N, I) ; x =
/// %1 = Parameter() : float (I, H) ; W =
/// %2 = MatMul(%0, %1) {transposeA=false; transposeB=false} : float (N, H) ; h = MatMul(x, W)
/// --- backward
/// %3 = OutputGradient() {output=0} : float (N, H) ; dh =
/// return %2
/// gradient %1 = %4
/// </code>
/// </summary>
internal sealed class GraphReader
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphNode> _outputs = [];
    private readonly List<GraphGradient> _gradients = [];
    private bool _isBackward;
    private bool _hasReturn;

    public IReadOnlyList<GraphNode> Nodes => _nodes;

    public IReadOnlyList<GraphNode> Outputs => _outputs;

    public IReadOnlyList<GraphGradient> Gradients => _gradients;

    /// <exception cref="FormatException">The text is no printed graph; the message names the line and what was expected there.</exception>
    public static GraphReader Read(string text)
    {
        var reader = new GraphReader();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            // A raw string literal has the line ends of its source file.
            string content = line.EndsWith('\r') ? line[..^1] : line;
            if (content.Length > 0) reader.ReadLine(new(content, number));
        }

        if (!reader._hasReturn) throw new FormatException($"Line {number}: expected 'return' and what the graph returns.");
        return reader;
    }

    private void ReadLine(LineScanner line)
    {
        if (_hasReturn)
        {
            line.Take("gradient ");
            GraphNode of = Reference(line);
            line.Take(" = ");
            _gradients.Add(new(of, Reference(line)));
        }
        else if (line.TryTake("--- backward"))
        {
            if (_isBackward) throw line.Error("one backward part");
            _isBackward = true;
        }
        else if (line.TryTake("return "))
        {
            _hasReturn = true;
            while (!line.AtEnd)
            {
                _outputs.Add(Reference(line));
                if (!line.TryTake(", ")) break;
            }
        }
        else
        {
            _nodes.Add(Node(line));
        }

        if (!line.AtEnd) throw line.Error("the end of the line");
    }

    private GraphNode Node(LineScanner line)
    {
        if (line.TakeReference() != _nodes.Count) throw line.Error($"node %{_nodes.Count}");
        line.Take(" = ");
        string @operator = line.TakeUntil('(');
        line.Take("(");
        var operands = new List<GraphNode>();
        while (!line.TryTake(")"))
        {
            if (operands.Count > 0) line.Take(", ");
            operands.Add(Reference(line));
        }

        List<KeyValuePair<string, string>> attributes = Attributes(line);
        line.Take(" : ");
        string type = line.TakeUntil(' ');
        if (type is not ("float" or "int" or "mask")) throw line.Error("float, int or mask");
        line.Take(" ");
        List<string> dims = Dims(line);
        string name = "", source = "";
        if (line.TryTake(" ; "))
        {
            name = line.TakeUntil(' ');
            line.Take(" =");
            // An editor may have trimmed the blank at the end.
            line.TryTake(" ");
            source = line.Rest();
        }

        return new(_nodes.Count, @operator, operands, _isBackward)
        {
            Attributes = attributes,
            Type = type,
            Dims = dims,
            Shape = $"({string.Join(", ", dims)})",
            Name = name,
            Source = source,
            IsNumber = @operator is "Constant" or "Size" or "Setting"
                || (operands.Count > 0 && dims.Count == 0 && operands.TrueForAll(static operand => operand.IsNumber)),
        };
    }

    private static List<KeyValuePair<string, string>> Attributes(LineScanner line)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        if (!line.TryTake(" {")) return attributes;
        do
        {
            string key = line.TakeUntil('=');
            line.Take("=");
            attributes.Add(new(key, line.TakeUntil(';', '}')));
        }
        while (line.TryTake("; "));
        line.Take("}");
        return attributes;
    }

    private static List<string> Dims(LineScanner line)
    {
        var dims = new List<string>();
        line.Take("(");
        while (!line.TryTake(")"))
        {
            if (dims.Count > 0) line.Take(", ");
            dims.Add(line.TakeBalanced(',', ')'));
        }

        return dims;
    }

    private GraphNode Reference(LineScanner line)
    {
        int id = line.TakeReference();
        return id < _nodes.Count ? _nodes[id] : throw line.Error($"a node before this line, not %{id},");
    }
}
