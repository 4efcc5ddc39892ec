using System.Globalization;
using System.Text;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Graphs;

/// <summary>
/// The text form of a graph. It is printed in tests and in the graph view, and parsed again where a layer comes from another assembly:
/// <code>
/// %2 = MatMul(%0, %1) {transposeB=true} : float (N, H) ; h = "MatMul(x, W)"
/// --- backward
/// return %2
/// gradient %1 = %5
/// </code>
/// </summary>
internal static class GraphText
{
    private const string BackwardMark = "--- backward";

    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        foreach (Node node in graph.Nodes)
        {
            if (node.Id == graph.ForwardCount) text.Append(BackwardMark).Append('\n');
            Print(text, node);
        }

        if (graph.HasBackward && graph.ForwardCount == graph.Nodes.Count) text.Append(BackwardMark).Append('\n');
        text.Append("return ").Append(References(graph.Outputs)).Append('\n');
        foreach (Gradient gradient in graph.Gradients)
            text.Append("gradient ").Append(Reference(gradient.Of)).Append(" = ").Append(Reference(gradient.Value)).Append('\n');
        return text.ToString();
    }

    /// <exception cref="FormatException">The text is not a printed graph; the message names the line.</exception>
    public static Graph Parse(string text)
    {
        var nodes = new List<Node>();
        var gradients = new List<Gradient>();
        List<int>? outputs = null;
        int? forwardCount = null;
        foreach (string line in text.Split('\n'))
        {
            if (line.Length == 0) continue;
            var reader = new TextScanner(line);
            if (line == BackwardMark)
            {
                forwardCount = nodes.Count;
            }
            else if (reader.TryTake("return "))
            {
                outputs = [];
                while (!reader.AtEnd)
                {
                    outputs.Add(ParseReference(reader));
                    reader.TryTake(", ");
                }
            }
            else if (reader.TryTake("gradient "))
            {
                int of = ParseReference(reader);
                reader.Take(" = ");
                gradients.Add(new(of, ParseReference(reader)));
            }
            else
            {
                nodes.Add(ParseNode(reader, nodes.Count));
            }
        }

        if (outputs is null) throw new FormatException("A graph ends with 'return' and what it returns.");
        return new(new(nodes), forwardCount ?? nodes.Count, new(outputs), new(gradients));
    }

    private static void Print(StringBuilder text, Node node)
    {
        text.Append(Reference(node.Id)).Append(" = ").Append(node.Operator)
            .Append('(').Append(References(node.Operands)).Append(')');
        if (node.Attributes.Count > 0)
        {
            text.Append(" {");
            for (int i = 0; i < node.Attributes.Count; i++)
            {
                if (i > 0) text.Append("; ");
                text.Append(node.Attributes[i].Key).Append('=').Append(node.Attributes[i].Value);
            }

            text.Append('}');
        }

        text.Append(" : ").Append(TypeName(node.Type)).Append(' ').Append(node.Shape);
        if (node.Name.Length > 0 || node.Source.Length > 0)
            text.Append(" ; ").Append(node.Name).Append(" =").Append(node.Source.Length > 0 ? " " : "").Append(node.Source);
        text.Append('\n');
    }

    private static Node ParseNode(TextScanner reader, int id)
    {
        if (ParseReference(reader) != id) throw reader.Error($"node %{id}");
        reader.Take(" = ");
        string name = reader.TakeUntil('(');
        reader.Take("(");
        var operands = new List<int>();
        while (!reader.TryTake(")"))
        {
            operands.Add(ParseReference(reader));
            reader.TryTake(", ");
        }

        var attributes = new List<NodeAttribute>();
        if (reader.TryTake(" {"))
        {
            do
            {
                string key = reader.TakeUntil('=');
                reader.Take("=");
                attributes.Add(new(key, reader.TakeUntil(';', '}')));
            }
            while (reader.TryTake("; "));
            reader.Take("}");
        }

        reader.Take(" : ");
        ElementType type = reader.TakeUntil(' ') switch
        {
            "float" => ElementType.Float,
            "int" => ElementType.Int,
            "mask" => ElementType.Mask,
            _ => throw reader.Error("float, int or mask"),
        };
        reader.Take(" ");
        Shape shape = ParseShape(reader);
        string label = "", source = "";
        if (reader.TryTake(" ; "))
        {
            label = reader.TakeUntil(' ');
            reader.Take(" =");
            reader.TryTake(" ");
            source = reader.Rest();
        }

        if (!reader.AtEnd) throw reader.Error("the end of the line");
        return new(id, name, new(operands), new(attributes), shape, type, label, source);
    }

    /// <summary>Reads <c>(N, 2*(H + 1))</c>: dims are split at the commas outside of brackets.</summary>
    internal static Shape ParseShape(TextScanner reader)
    {
        reader.Take("(");
        var dims = new List<Dim>();
        while (!reader.TryTake(")"))
        {
            string text = reader.TakeBalanced(',', ')');
            if (!Dim.TryParse(text, out Dim? dim, out _)) throw reader.Error("a dim");
            dims.Add(dim);
            reader.TryTake(", ");
        }

        return new(dims);
    }

    private static int ParseReference(TextScanner reader)
    {
        reader.Take("%");
        return reader.TakeInt();
    }

    private static string TypeName(ElementType type) => type switch
    {
        ElementType.Float => "float",
        ElementType.Int => "int",
        _ => "mask",
    };

    private static string Reference(int id) => "%" + id.ToString(CultureInfo.InvariantCulture);

    private static string References(IEnumerable<int> ids) => string.Join(", ", ids.Select(Reference));
}
