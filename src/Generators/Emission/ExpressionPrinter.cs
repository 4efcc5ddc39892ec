using System.Globalization;
using System.Text.RegularExpressions;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;
using Form = NNGen.Generators.Operators.OperatorForm;

namespace NNGen.Generators.Emission;

/// <summary>Prints what nodes compute: as C# over vectors, as C# over numbers, and as the formulas of comments.</summary>
internal sealed class ExpressionPrinter(Graph graph, NodeKinds kinds, Names names)
{
    private static readonly Regex Placeholder = new(@"\{(\w+)\}", RegexOptions.CultureInvariant);

    /// <summary>A real number as C#: <c>1f / N</c>.</summary>
    public string Number(int id) => PrintNumber(id).Text;

    /// <summary>The same, of a graph that is not in loops yet.</summary>
    public static string NumberOf(Graph graph, int id)
    {
        var kinds = new NodeKinds(graph);
        return new ExpressionPrinter(graph, kinds, new Names(graph, [])).Number(id);
    }

    /// <summary>What a loop computes, over vectors. Values in <paramref name="leaves"/> are variables there, under those names; numbers come by <paramref name="number"/>.</summary>
    public (string Text, Precedence Binds) Vector(int id, IReadOnlyDictionary<int, string> leaves, Func<int, string> number)
    {
        if (leaves.TryGetValue(id, out string? name)) return (name, Precedence.Atom);
        if (kinds.IsNumber(id)) return (number(id), Precedence.Atom);
        return kinds.FormOf(id) switch
        {
            Form.Elementwise elementwise => Fill(elementwise.Vector, elementwise.Precedence, Operands(id, operand => Vector(operand, leaves, number))),
            Form.Stretch or Form.View => Vector(graph[id].Operands[0], leaves, number),
            _ => (names[id], Precedence.Atom),
        };
    }

    /// <summary>The formula of a value, with everything that has a name of its own in memory under that name.</summary>
    public string Formula(int id, ISet<int> leaves) => PrintFormula(id, leaves, top: true).Text;

    private (string Text, Precedence Binds) PrintFormula(int id, ISet<int> leaves, bool top)
    {
        Node node = graph[id];
        if (kinds.IsNumber(id) && (!top || node.Operands.Count == 0)) return NumberInFormula(id);
        if (kinds.IsStrided(id)) return ($"Permute({names[kinds.Storage(id)]}, {node.Text("axes")})", Precedence.Atom);
        if (!top && leaves.Contains(id)) return (names[id], Precedence.Atom);
        (string Text, Precedence Binds) Operand(int operand) => PrintFormula(operand, leaves, top: false);
        switch (kinds.FormOf(id))
        {
            case Form.Elementwise elementwise: return Fill(elementwise.Formula, elementwise.Precedence, Operands(id, Operand));
            case Form.Stretch or Form.View: return Operand(node.Operands[0]);
            case Form.Reduction: return ($"{node.Operator}({Operand(node.Operands[0]).Text}{Axes(node)})", Precedence.Atom);
            case Form.Product:
                string a = Factor(node.Operands[0], node.Flag("transposeA")), b = Factor(node.Operands[1], node.Flag("transposeB"));
                return ($"MatMul({a}, {b})", Precedence.Atom);
            case Form.Kernel kernel:
                IReadOnlyDictionary<string, Dim> sizes = kernel.Sizes(node, [.. node.Operands.Select(operand => graph[operand].Shape)]);
                string text = kernel.Formula.Replace(":float", "");
                foreach (var size in sizes) text = text.Replace("{" + size.Key + "}", size.Value.ToString());
                foreach (NodeAttribute attribute in node.Attributes) text = text.Replace("{@" + attribute.Key + "}", attribute.Value);
                text = text.Replace("{*}", string.Join(", ", Enumerable.Range(0, node.Operands.Count).Select(operand => $"{{{operand}}}")));
                (text, _) = Fill(text, Precedence.Atom, Operands(id, Operand));
                if (text.EndsWith(" · 1", StringComparison.Ordinal)) text = text.Substring(0, text.Length - 4);
                return (text, text.Contains(" · ") || text.Contains(" / ") ? Precedence.Product : Precedence.Atom);
            default: return (names[id], Precedence.Atom);
        }

        string Factor(int operand, bool transposed)
        {
            (string text, Precedence binds) = Operand(operand);
            return transposed ? (binds == Precedence.Atom ? text : $"({text})") + "ᵀ" : text;
        }
    }

    /// <summary>A number as mathematics writes it: 1 / N.</summary>
    private (string Text, Precedence Binds) NumberInFormula(int id)
    {
        Node node = graph[id];
        return node.Operator switch
        {
            "Constant" => (((float)node.Number("value")).ToString("R", CultureInfo.InvariantCulture), node.Number("value") < 0 ? Precedence.Unary : Precedence.Atom),
            "Size" => (node.Text("dim")!, node.Dim("dim").TryName(out _) ? Precedence.Atom : Precedence.Sum),
            "Setting" => (node.Text("name")!, Precedence.Atom),
            _ when kinds.FormOf(id) is Form.Elementwise elementwise => Fill(elementwise.Formula, elementwise.Precedence, Operands(id, NumberInFormula)),
            _ => NumberInFormula(node.Operands[0]),
        };
    }

    private string Axes(Node node)
    {
        int axis = node.Int("axis"), count = node.Int("count");
        if (count == graph[node.Operands[0]].Shape.Rank) return "";
        return count == 1 ? $", axis {axis}" : $", axes {axis} to {axis + count - 1}";
    }

    private (string Text, Precedence Binds) PrintNumber(int id)
    {
        Node node = graph[id];
        switch (node.Operator)
        {
            case "Constant": return Literal(node.Number("value"));
            case "Size":
                Dim dim = node.Dim("dim");
                return ($"(float){(dim.TryName(out _) ? dim.ToString() : $"({dim.ToCSharp(wide: true)})")}", Precedence.Unary);
            case "Setting": return (Types.Code(node.Text("name")!), Precedence.Atom);
        }

        if (kinds.FormOf(id) is not Form.Elementwise elementwise) return PrintNumber(node.Operands[0]);
        return Fill(elementwise.Scalar.Replace("MathF.", "Sys::MathF."), elementwise.Precedence, Operands(id, PrintNumber));
    }

    /// <summary>A float literal that reads back as the same float.</summary>
    private static (string Text, Precedence Binds) Literal(double value)
    {
        float number = (float)value;
        if (float.IsNaN(number)) return ("float.NaN", Precedence.Atom);
        if (float.IsInfinity(number)) return (number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity", Precedence.Atom);
        return (number.ToString("R", CultureInfo.InvariantCulture) + "f", number < 0 ? Precedence.Unary : Precedence.Atom);
    }

    private IReadOnlyList<(string Text, Precedence Binds)> Operands(int id, Func<int, (string, Precedence)> print) => [.. graph[id].Operands.Select(print)];

    /// <summary>Puts operands into a template, in brackets where they bind more loosely than the place they come into.</summary>
    private static (string Text, Precedence Binds) Fill(string template, Precedence binds, IReadOnlyList<(string Text, Precedence Binds)> operands)
    {
        string text = Placeholder.Replace(template, match =>
        {
            if (!int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= operands.Count) return match.Value;
            (string operand, Precedence inner) = operands[index];
            return NeedsBrackets(template, match, binds, inner, index) ? $"({operand})" : operand;
        });
        return (text, binds);
    }

    private static bool NeedsBrackets(string template, Match match, Precedence outer, Precedence inner, int index)
    {
        bool opens = match.Index > 0 && template[match.Index - 1] == '(' || match.Index > 1 && template[match.Index - 2] == ',';
        int end = match.Index + match.Length;
        bool closes = end < template.Length && template[end] is ')' or ',';
        if (opens && closes) return false;

        // The right operand keeps its brackets even where the operation is associative: floats are not.
        return outer == Precedence.Atom ? inner != Precedence.Atom : index == 0 && outer != Precedence.Unary ? inner < outer : inner <= outer;
    }
}
