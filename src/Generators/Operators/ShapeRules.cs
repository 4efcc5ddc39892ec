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
            throw Misfit(conflict, operands, "and", "cannot be combined element by element");
        Remember(guards, operands);
        return result;
    }

    public static Shape MatrixProduct(Shape a, Shape b, bool transposeA, bool transposeB, Operands operands)
    {
        if (a.Rank < 2 || b.Rank < 2)
            throw new ShapeProblem($"a matrix product needs two or more dims on both sides, but {Describe(operands.Nodes[0])} has shape {a} and {Describe(operands.Nodes[1])} has shape {b}");
        var guards = new List<ShapeConflict>();
        if (!Shapes.MatrixProduct.TryShape(a, b, transposeA, transposeB, operands.Facts, out Shape? result, out ShapeConflict? conflict, guards))
            throw Misfit(conflict, operands, "×", "cannot be multiplied");
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

    /// <summary>An index along the last axis of x has x's shape without that axis.</summary>
    public static void IndexOf(Shape x, Shape index, string name, Operands operands)
    {
        if (operands.Nodes[1].Type != ElementType.Int) throw new ShapeProblem($"{name} are integers, an IntVar");
        if (x.Rank == 0) throw new ShapeProblem("a scalar has no classes to choose from");
        var expected = new Shape(x.Dims.Take(x.Rank - 1));
        string Message() => $"{Describe(operands.Nodes[0])} has shape {x}, so {name} should have shape {expected}, but {Describe(operands.Nodes[1])} has shape {index}";
        if (index.Rank != expected.Rank) throw new ShapeProblem(Message());
        for (int axis = 0; axis < index.Rank; axis++) Same(expected[axis], index[axis], operands, Message);
    }

    public static void NotEmpty(string what, Dim count)
    {
        if (count.TryConstant(out long size) && size == 0) throw new ShapeProblem($"there is no {what} of no elements");
    }

    /// <summary>"; with I=1, H=2: 1 against 2", or nothing if there is no small example.</summary>
    public static string CounterExample(Dim left, Dim right, Facts facts) => Example(left, right, facts) is { Length: > 0 } text ? "; " + text : "";

    public static string CounterExample(Shape left, Shape right, string sign, Facts facts)
    {
        for (int axis = 0; axis < Math.Min(left.Rank, right.Rank); axis++)
            if (Unification.Compare(left[axis], right[axis], facts) == Agreement.Never
                && Witness.TryFind([left, right], left[axis], right[axis], facts, out Witness? witness))
                return "; " + witness.Render(sign);
        return "";
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
            _ when node.Source.Length > 0 => node.Source.Contains(": ") ? node.Source.Substring(node.Source.IndexOf(": ", StringComparison.Ordinal) + 2) : node.Source,
            _ => "the value",
        };
    }

    private static string Example(Dim left, Dim right, Facts facts)
        => Witness.TryFind([new Shape(left), new Shape(right)], left, right, facts, out Witness? witness)
            ? witness.Render("against").Replace("(", "").Replace(")", "")
            : "";

    private static ShapeProblem Misfit(ShapeConflict conflict, Operands operands, string sign, string verdict)
    {
        string left = Describe(operands.Nodes[0]), right = Describe(operands.Nodes[operands.Nodes.Count - 1]);
        string shapes = $"{left} {conflict.Left} {sign} {right} {conflict.Right} {verdict}";
        if (conflict.Kind != ShapeConflictKind.Dims) return new(shapes);
        string example = Witness.TryFind(conflict, operands.Facts, out Witness? witness) ? witness.Render(sign == "and" ? "against" : sign) : "";
        return new($"{shapes}: {conflict.LeftDim}, the {Place(conflict.LeftAxis)} dim of {left}, is not {conflict.RightDim}, the {Place(conflict.RightAxis)} of {right}", example);
    }

    private static string Place(int axisFromRight) => axisFromRight switch
    {
        -1 => "last",
        -2 => "last but one",
        _ => $"{-axisFromRight}th last",
    };

    private static void Remember(IEnumerable<ShapeConflict> conflicts, Operands operands)
        => operands.Guards.AddRange(conflicts.Select(conflict => new Guard(conflict.LeftDim!, conflict.RightDim!)));
}
