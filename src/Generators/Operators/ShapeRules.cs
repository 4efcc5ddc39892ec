using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>What the shape rules of several operators share; a failure names the operands, both full shapes and the dims that differ.</summary>
internal static class ShapeRules
{
    public static Shape Broadcast(Shape left, Shape right, Operands operands)
    {
        var guards = new List<ShapeConflict>();
        if (!Broadcasting.TryBroadcast(left, right, operands.Facts, out Shape? result, out ShapeConflict? conflict, guards))
            throw Misfit(conflict, operands, "against", ShapeHints.OfBroadcast);
        Remember(guards, operands);
        return result;
    }

    public static Shape MatrixProduct(Shape a, Shape b, bool transposeA, bool transposeB, Operands operands)
    {
        if (a.Rank == 0 || b.Rank == 0)
            throw new ShapeProblem($"a matrix product needs one dim or more on both sides, but {Describe(operands.Nodes[0])} has shape {a} and {Describe(operands.Nodes[1])} has shape {b}; a number is multiplied with *");
        var guards = new List<ShapeConflict>();
        if (!Shapes.MatrixProduct.TryShape(a, b, transposeA, transposeB, operands.Facts, out Shape? result, out ShapeConflict? conflict, guards))
            throw Misfit(conflict, operands, "×", ShapeHints.OfProduct);
        Remember(guards, operands);
        return result;
    }

    /// <summary>Two dims that have to be equal for a reason that <paramref name="message"/> tells.</summary>
    public static void Same(Dim left, Dim right, Operands operands, Func<string> message)
    {
        switch (Unification.Compare(left, right, operands.Facts))
        {
            case Agreement.Never: throw new ShapeProblem(message(), Example(left, right, operands.Facts));
            case Agreement.Undecided: operands.Guards.Add(new(left, right)); break;
        }
    }

    /// <summary>A dim that may not be more than another, for a reason that <paramref name="message"/> tells.</summary>
    public static void AtMost(Dim left, Dim right, Operands operands, Func<string> message)
    {
        var fact = new Fact(left, Relation.AtMost, right);
        switch (Unification.Decide(fact, operands.Facts))
        {
            case Truth.Never: throw new ShapeProblem(message(), Excess(left, right, operands.Facts));
            case Truth.Undecided:
                // A fact that people read: 3 <= T rather than 0 <= T - 3.
                operands.Guards.Add(new(left.IsZero && right.ConstantPart < 0 ? new(-right.ConstantPart, Relation.AtMost, right - right.ConstantPart) : fact));
                break;
        }
    }

    /// <summary>Two shapes of one rank that have to be the same for a reason that <paramref name="message"/> tells.</summary>
    public static void Same(Shape expected, Shape actual, Operands operands, Func<string> message)
    {
        for (int axis = 0; axis < expected.Rank; axis++)
        {
            if (Unification.Compare(expected[axis], actual[axis], operands.Facts) != Agreement.Never) Same(expected[axis], actual[axis], operands, message);
            else throw new ShapeProblem(message(), Witness.TryFind([expected, actual], expected[axis], actual[axis], operands.Facts, out Witness? witness) ? witness.Render("against") : "");
        }
    }

    /// <summary>The targets of a loss have the shape of the scores.</summary>
    /// <param name="ofRows">What to say of targets that have one element for each row.</param>
    public static void TargetsOf(Operands operands, string ofRows = "")
    {
        Shape scores = operands[0], targets = operands[1];
        string Message() => $"{Describe(operands.Nodes[0])} has shape {scores}, so targets should have it too, but {Describe(operands.Nodes[1])} has shape {targets}";
        if (scores.Rank != targets.Rank)
            throw new ShapeProblem(Message(), targets.Rank == scores.Rank - 1 ? ofRows : "");
        Same(scores, targets, operands, Message);
    }

    /// <summary>An index along the last axis of x has x's shape without that axis.</summary>
    public static void IndexOf(Shape x, Shape index, string name, Operands operands)
    {
        Integers(operands.Nodes[1], name);
        if (x.Rank == 0) throw new ShapeProblem("a scalar has no classes to choose from");
        var expected = new Shape(x.Dims.Take(x.Rank - 1));
        string Message() => $"{Describe(operands.Nodes[0])} has shape {x}, so {name} should have shape {expected}, but {Describe(operands.Nodes[1])} has shape {index}";
        if (index.Rank != expected.Rank)
            throw new ShapeProblem(Message(), name == "labels" && index.Equals(x) ? "one-hot targets are a Var" : "");
        Same(expected, index, operands, Message);
    }

    public static void Integers(Node node, string name)
    {
        if (node.Type != ElementType.Int) throw new ShapeProblem($"{name} are integers, an IntVar, but the elements of {Describe(node)} are none");
    }

    public static void NotEmpty(string what, Dim count)
    {
        if (count.TryConstant(out long size) && size == 0) throw new ShapeProblem($"there is no {what} of no elements");
    }

    /// <summary>What the user calls a value: its name, or the expression that it comes from.</summary>
    public static string Describe(Node node)
    {
        if (node.Name.Length > 0) return node.Name;
        return node.Operator switch
        {
            "Constant" => node.Text("value")!,
            "Size" => node.Text("dim")!,
            "Setting" => node.Text("name")!,
            _ when node.Source.Length > 0 => Expression(node.Source),
            _ => "the value",
        };
    }

    /// <summary>The expression without the path of the sub-layer that it stands in: "Hidden: MatMul(x, W)".</summary>
    private static string Expression(string source)
    {
        int end = source.IndexOf(": ", StringComparison.Ordinal);
        bool hasPath = end > 0 && source.Take(end).All(c => char.IsLetterOrDigit(c) || c is '.' or '_');
        string text = hasPath ? source.Substring(end + 2) : source;
        return text.Length > 60 ? text.Substring(0, 59) + "…" : text;
    }

    private static string Example(Dim left, Dim right, Facts facts)
        => Witness.TryFind([new Shape(left), new Shape(right)], left, right, facts, out Witness? witness)
            ? witness.Render("against").Replace("(", "").Replace(")", "")
            : "";

    /// <summary>"with I=1: 2 is more than 1".</summary>
    private static string Excess(Dim left, Dim right, Facts facts)
        => Witness.TryFind([new Shape(left), new Shape(right)], left, right, facts, out Witness? witness) && witness.Values.Count > 0
            ? $"with {string.Join(", ", witness.Values)}: {witness.Shapes[0][0]} is more than {witness.Shapes[1][0]}"
            : "";

    private static ShapeProblem Misfit(ShapeConflict conflict, Operands operands, string sign, Func<Node, Node, Facts, string> hint)
    {
        Node first = operands.Nodes[0], last = operands.Nodes[operands.Nodes.Count - 1];
        string left = Describe(first), right = Describe(last);
        string shapes = $"{left} has shape {conflict.Left} and {right} has shape {conflict.Right}";
        if (conflict.Kind != ShapeConflictKind.Dims) return new(shapes);
        string example = Witness.TryFind(conflict, operands.Facts, out Witness? witness) ? witness.Render(sign) : "";
        string advice = ShapeHints.OfNames(conflict.LeftDim!, conflict.RightDim!);
        if (advice.Length == 0 && operands.Nodes.Count == 2) advice = hint(first, last, operands.Facts);
        return new(
            $"{shapes}, but {conflict.LeftDim}, the {Place(conflict.Left, conflict.LeftAxis)} dim of {left}, is not {conflict.RightDim}, the {Place(conflict.Right, conflict.RightAxis)} dim of {right}",
            string.Join("; ", new[] { example, advice }.Where(static part => part.Length > 0)));
    }

    private static string Place(Shape shape, int axisFromRight)
    {
        string[] ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];
        int axis = shape.Rank + axisFromRight;
        if (shape.Rank == 1) return "only";
        return axisFromRight == -1 || axis >= ordinals.Length ? "last" : ordinals[axis];
    }

    private static void Remember(IEnumerable<ShapeConflict> conflicts, Operands operands)
        => operands.Guards.AddRange(conflicts.Select(conflict => new Guard(conflict.LeftDim!, conflict.RightDim!)));
}
