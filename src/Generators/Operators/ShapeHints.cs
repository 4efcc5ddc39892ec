using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>The one edit after which two operands fit, where there is one: a forgotten transpose, a forgotten keepDims, two spellings of a dim.</summary>
internal static class ShapeHints
{
    public static string OfProduct(Node a, Node b, Facts facts)
    {
        string left = ShapeRules.Describe(a), right = ShapeRules.Describe(b);
        if (b.Shape.Rank > 1 && Multiply(a.Shape, Transposed(b.Shape))) return $"MatMul({left}, Transpose({right})) would fit";
        if (a.Shape.Rank > 1 && Multiply(Transposed(a.Shape), b.Shape)) return $"MatMul(Transpose({left}), {right}) would fit";
        return Multiply(b.Shape, a.Shape) ? $"MatMul({right}, {left}) would fit" : "";

        bool Multiply(Shape x, Shape y)
        {
            var guards = new List<ShapeConflict>();
            return MatrixProduct.TryShape(x, y, false, false, facts, out _, out _, guards) && guards.Count == 0;
        }
    }

    public static string OfBroadcast(Node a, Node b, Facts facts)
    {
        if (a.Shape.Rank == b.Shape.Rank)
            return a.Shape.Rank == 2 && Broadcast(a.Shape, Transposed(b.Shape), facts) ? $"Transpose({ShapeRules.Describe(b)}) would fit" : "";
        (Node less, Node more) = a.Shape.Rank < b.Shape.Rank ? (a, b) : (b, a);
        for (int axis = less.Shape.Rank; axis > 0; axis--)
        {
            Shape expanded = less.Shape.Insert(axis, Dim.One);
            if (!Broadcast(expanded, more.Shape, facts)) continue;
            return IsReductionOf(less, axis)
                ? $"{ShapeRules.Describe(less)} would fit with keepDims: true"
                : $"ExpandDims({ShapeRules.Describe(less)}, {(axis == less.Shape.Rank ? -1 : axis)}), of shape {expanded}, would fit";
        }

        return "";
    }

    /// <summary>Two dims that differ by capitals alone were meant to be one.</summary>
    public static string OfNames(Dim left, Dim right)
        => left.TryName(out string? a) && right.TryName(out string? b) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase) ? $"'{a}' and '{b}' are two names" : "";

    private static bool IsReductionOf(Node node, int axis)
        => node.Operator is "Sum" or "Mean" or "Max" or "Min" or "LogSumExp" or "Variance" && node.Attributes.Any(attribute => attribute.Key == "axis") && node.Int("axis") == axis;

    private static bool Broadcast(Shape x, Shape y, Facts facts)
    {
        var guards = new List<ShapeConflict>();
        return Broadcasting.TryBroadcast(x, y, facts, out _, out _, guards) && guards.Count == 0;
    }

    private static Shape Transposed(Shape x) => x.With(-1, x[-2]).With(-2, x[-1]);
}
