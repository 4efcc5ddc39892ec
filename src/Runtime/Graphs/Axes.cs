using System.Globalization;

namespace NNGen.Graphs;

/// <summary>What labels and formulas say of axes.</summary>
internal static class Axes
{
    /// <summary>True if two shapes differ only by dims of 1, which formulas do not speak of.</summary>
    public static bool DiffersByOnes(GraphNode a, GraphNode b) => WithoutOnes(a).SequenceEqual(WithoutOnes(b));

    /// <summary>"axis 0", "axes 0, 1", or nothing for a reduction to a scalar.</summary>
    public static string OfReduction(GraphNode node) => OfReduction(node, node.Operands[0]);

    /// <param name="node">The reduction.</param>
    /// <param name="of">What the axes are counted in: the operand, or what the operand is but for dims of 1.</param>
    public static string OfReduction(GraphNode node, GraphNode of)
    {
        GraphNode operand = node.Operands[0];
        IEnumerable<int> axes = Enumerable.Range(node.Number("axis"), node.Number("count")).Where(axis => axis < operand.Dims.Count);
        if (of != operand) axes = axes.Where(axis => operand.Dims[axis] != "1").Select(axis => PlaceOf(axis, operand, of));
        string[] found = [.. axes.Select(Text)];
        return node.Dims.Count == 0 || found.Length == 0 ? "" : (found.Length == 1 ? "axis " : "axes ") + string.Join(", ", found);
    }

    /// <summary>"N, axis 0" where one axis is stretched from 1 to N; null for any other stretching.</summary>
    public static string? OfStretch(GraphNode from, GraphNode to)
    {
        if (from.Dims.Count != to.Dims.Count) return null;
        int[] stretched = [.. Enumerable.Range(0, to.Dims.Count).Where(axis => from.Dims[axis] != to.Dims[axis])];
        return stretched is [var axis] ? $"{to.Dims[axis]}, axis {Text(axis)}" : null;
    }

    private static int PlaceOf(int axis, GraphNode from, GraphNode to)
    {
        int before = from.Dims.Take(axis).Count(static dim => dim != "1");
        return Enumerable.Range(0, to.Dims.Count).Where(place => to.Dims[place] != "1").ElementAt(before);
    }

    private static IEnumerable<string> WithoutOnes(GraphNode node) => node.Dims.Where(static dim => dim != "1");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
