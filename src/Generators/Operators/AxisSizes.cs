using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>The sizes by which the core's row loops see a tensor.</summary>
internal static class AxisSizes
{
    /// <summary>Before, along and after the axis that the node's attribute names.</summary>
    public static IReadOnlyDictionary<string, Dim> Around(Node node, IReadOnlyList<Shape> operands)
    {
        Shape x = operands[0];
        int axis = node.Int("axis");
        return new Dictionary<string, Dim>
        {
            ["outer"] = new Shape(x.Dims.Take(axis)).Size,
            ["axis"] = x[axis],
            ["inner"] = new Shape(x.Dims.Skip(axis + 1)).Size,
        };
    }

    /// <summary>The same, and sizes that the node's attributes give.</summary>
    public static Func<Node, IReadOnlyList<Shape>, IReadOnlyDictionary<string, Dim>> AroundWith(params string[] attributes) => (node, operands)
        => Around(node, operands).Concat(attributes.Select(key => new KeyValuePair<string, Dim>(key, node.Dim(key)))).ToDictionary(size => size.Key, size => size.Value);

    /// <summary>The last axis as classes, all before it as rows.</summary>
    public static IReadOnlyDictionary<string, Dim> RowsAndClasses(Node node, IReadOnlyList<Shape> operands) => Rows(operands[0]);

    public static IReadOnlyDictionary<string, Dim> Rows(Shape x) => new Dictionary<string, Dim>
    {
        ["rows"] = RowCount(x),
        ["classes"] = x[x.Rank - 1],
    };

    public static Dim RowCount(Shape x) => new Shape(x.Dims.Take(x.Rank - 1)).Size;
}
