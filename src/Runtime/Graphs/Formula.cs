using System.Globalization;

namespace NNGen.Graphs;

/// <summary>
/// Writes a value as a formula over the values of the forward pass and the gradients that have a name:
/// <c>dHidden = dA · a · (1 − a)</c>.
/// </summary>
/// <param name="leaf">What a node is called where the formula need not go further; null to write what it is computed from.</param>
internal sealed class Formula(Func<GraphNode, string?> leaf)
{
    // Operators that formulas write with a sign: how, and how tightly it binds. All others are calls.
    private static readonly Dictionary<string, (string Text, Binding Binding)> Signs = new()
    {
        ["Add"] = ("{0} + {1}", Binding.Sum),
        ["Subtract"] = ("{0} − {1}", Binding.Sum),
        ["Multiply"] = ("{0} · {1}", Binding.Product),
        ["Divide"] = ("{0} / {1}", Binding.Product),
        ["Negate"] = ("−{0}", Binding.Sign),
        ["Square"] = ("{0}²", Binding.Atom),
        ["Transpose"] = ("{0}ᵀ", Binding.Atom),
        ["Less"] = ("{0} < {1}", Binding.Sum),
        ["LessOrEqual"] = ("{0} ≤ {1}", Binding.Sum),
        ["Greater"] = ("{0} > {1}", Binding.Sum),
        ["GreaterOrEqual"] = ("{0} ≥ {1}", Binding.Sum),
        ["Equal"] = ("{0} = {1}", Binding.Sum),
        ["And"] = ("({0} ∧ {1})", Binding.Atom),
        ["Or"] = ("({0} ∨ {1})", Binding.Atom),
        ["Not"] = ("¬{0}", Binding.Atom),
        ["Where"] = ("({0} ? {1} : {2})", Binding.Atom),
    };

    // A value may be reached on many ways, and each writes it again: a formula without an end is given up early.
    private const int MostSteps = 64;

    private int _steps;

    private enum Binding
    {
        Sum,
        Product,
        Sign,
        Atom,
    }

    /// <summary>A number that is known before the call: "2", "N", "Sqrt(D)".</summary>
    public static string Number(GraphNode node) => new Formula(static _ => null).Write(node);

    /// <summary>True if the formula was too long to be written to its end.</summary>
    public bool IsCut => _steps > MostSteps;

    public string Write(GraphNode node) => Expand(node).Text;

    /// <summary>The value with a minus before it.</summary>
    public string WriteNegative(GraphNode node) => "−" + Write(node, Binding.Sign);

    /// <summary>A term of a sum.</summary>
    public string WriteTerm(GraphNode node) => Write(node, Binding.Product);

    private string Write(GraphNode node, Binding atLeast)
    {
        (string text, Binding binding) = Expand(node);
        return binding < atLeast ? $"({text})" : text;
    }

    private (string Text, Binding Binding) Expand(GraphNode node)
    {
        if (++_steps > MostSteps) return ("…", Binding.Atom);
        if (leaf(node) is { } name) return (name, Binding.Atom);
        IReadOnlyList<GraphNode> x = node.Operands;
        switch (node.Operator)
        {
            case "Constant":
                return Number((node.Attribute("value") ?? "").Replace('-', '−'));
            case "Size":
                return Number(node.Attribute("dim") ?? "");
            case "Setting":
                return Number(node.Attribute("name") ?? "");
            case "MatMul":
                return Product(node);
            case "Reshape" when Axes.DiffersByOnes(x[0], node):
                return Expand(x[0]);
            case "Sum" or "Mean" or "Max" or "Min":
                GraphNode reduced = x[0].Operator == "Reshape" && Axes.DiffersByOnes(x[0].Operands[0], x[0]) && leaf(x[0]) is null ? x[0].Operands[0] : x[0];
                string along = Axes.OfReduction(node, reduced);
                return ($"{node.Operator}({Write(reduced)}{(along.Length > 0 ? ", " + along : "")})", Binding.Atom);
            case "BroadcastTo":
                return (Axes.OfStretch(x[0], node) is { } stretch ? $"Repeat({Write(x[0])}, {stretch})" : $"BroadcastTo({Write(x[0])}, {node.Shape})", Binding.Atom);
            case "Reshape":
                return ($"Reshape({Write(x[0])}, {node.Shape})", Binding.Atom);
            case "CrossEntropyGradient":
                return Mean($"({Write(x[0], Binding.Sum)} − OneHot({Write(x[1])}))", node);
            case "CrossEntropyOfTargetsGradient":
                string targets = Write(x[1], Binding.Product);
                return Mean($"({Write(x[0], Binding.Product)} · Σ{Write(x[1], Binding.Atom)} − {targets})", node);
        }

        if (!Signs.TryGetValue(node.Operator, out (string Text, Binding Binding) sign))
            return ($"{node.Operator}({string.Join(", ", x.Select(Write))})", Binding.Atom);
        // a − (b + c), a / (b · c), (a + b)²: what follows − and / binds tighter than they do.
        var operands = new object[x.Count];
        for (int i = 0; i < x.Count; i++)
        {
            bool follows = i > 0 && node.Operator is "Subtract" or "Divide";
            operands[i] = Write(x[i], sign.Text[0] == '(' ? Binding.Sum : follows ? sign.Binding + 1 : sign.Binding);
        }

        return (string.Format(CultureInfo.InvariantCulture, sign.Text, operands), sign.Binding);
    }

    /// <summary>xᵀ · dy. Without a transpose it would look like a product element by element, so that is written as a call.</summary>
    private (string Text, Binding Binding) Product(GraphNode node)
    {
        bool a = node.Flag("transposeA"), b = node.Flag("transposeB");
        if (!a && !b) return ($"MatMul({Write(node.Operands[0])}, {Write(node.Operands[1])})", Binding.Atom);
        return ($"{Write(node.Operands[0], Binding.Atom)}{(a ? "ᵀ" : "")} · {Write(node.Operands[1], Binding.Atom)}{(b ? "ᵀ" : "")}", Binding.Product);
    }

    /// <summary>What cross entropy's gradient is times that of the loss, over the number of rows.</summary>
    private (string Text, Binding Binding) Mean(string text, GraphNode node)
    {
        GraphNode gradient = node.Operands[2];
        if (gradient.Label != "1") text += " · " + Write(gradient, Binding.Product);
        List<string> rows = [.. node.Operands[0].Dims.SkipLast(1)];
        return rows switch
        {
            [] => (text, Binding.Product),
            [var one] when BindingOf(one) == Binding.Atom => ($"{text} / {one}", Binding.Product),
            _ => ($"{text} / ({string.Join(" · ", rows)})", Binding.Product),
        };
    }

    private static (string Text, Binding Binding) Number(string text) => (text, BindingOf(text));

    private static Binding BindingOf(string number)
        => number.StartsWith('−') || number.StartsWith('-') ? Binding.Sign
        : number.Contains(" + ", StringComparison.Ordinal) || number.Contains(" - ", StringComparison.Ordinal) ? Binding.Sum
        : number.AsSpan().ContainsAny("*/% ") ? Binding.Product
        : Binding.Atom;
}
