using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Values joined along an axis, in which alone they may differ. The gradient of each is its own part.</summary>
internal sealed class Concat : Operator
{
    public override string Name => "Concat";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Concat.Run({outer}, [{widths}], {y}, {*})",
        "Concat({@axis}, {*})",
        (node, operands) => new Dictionary<string, Dim> { ["outer"] = AxisSizes.Around(node, operands)["outer"] })
    {
        Lists = (node, operands) => new Dictionary<string, IReadOnlyList<Dim>>
        {
            ["widths"] = [.. operands.Select(operand => new Shape(operand.Dims.Skip(node.Int("axis"))).Size)],
        },
    };

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) =>
        {
            IReadOnlyList<Value> xs = arguments.Tensors("xs", "join");
            return Along(arguments.Axis("axis", xs[0].Shape), xs);
        }),
        new("Stack", (algebra, arguments) =>
        {
            IReadOnlyList<Value> xs = arguments.Tensors("xs", "stack");
            Shape first = xs[0].Shape;
            int axis = arguments.Axis("axis", first.Insert(-1, Dim.One));
            foreach (Value x in xs)
            {
                string Message() => $"{ShapeRules.Describe(xs[0].Node)} has shape {first} and {ShapeRules.Describe(x.Node)} has shape {x.Shape}; what is stacked has one shape{Joined(first, x.Shape)}";
                if (x.Shape.Rank != first.Rank) throw new ShapeProblem(Message());
                algebra.Require(guards => ShapeRules.Same(first, x.Shape, new([xs[0].Node, x.Node], [], algebra.Facts, guards), Message));
            }

            return Along(axis, [.. xs.Select(x => x.Reshape(x.Shape.Insert(axis, Dim.One)))]);
        }, LeadingUse.NewAxis),
    ];

    /// <summary>What to do with shapes that differ in one axis, where nothing is stacked.</summary>
    private static string Joined(Shape first, Shape other)
    {
        if (first.Rank != other.Rank) return "";
        int[] different = [.. Enumerable.Range(0, first.Rank).Where(axis => !first[axis].Equals(other[axis]))];
        return different.Length == 1 ? $"; Concat({different[0]}, …) joins what differs along axis {different[0]}" : "";
    }

    /// <summary>What to do with ranks that differ by one.</summary>
    private static string Missing(Node left, Node right)
    {
        Node smaller = left.Shape.Rank < right.Shape.Rank ? left : right;
        return Math.Abs(left.Shape.Rank - right.Shape.Rank) == 1 ? $"; ExpandDims adds the axis that {ShapeRules.Describe(smaller)} lacks, and a reduction keeps its own with keepDims: true" : "";
    }

    public static Value Along(int axis, IReadOnlyList<Value> xs) => xs[0].Apply("Concat", [.. xs.Skip(1)], NodeAttribute.Of("axis", axis));

    public override Shape Infer(Operands operands)
    {
        int axis = operands.Int("axis");
        Shape first = operands[0];
        Dim size = first[axis];
        for (int i = 1; i < operands.Nodes.Count; i++)
        {
            Shape other = operands[i];
            Node left = operands.Nodes[0], right = operands.Nodes[i];
            string Message() => $"{ShapeRules.Describe(left)} has shape {first} and {ShapeRules.Describe(right)} has shape {other}; they can be joined along axis {axis} only if nothing else differs{Missing(left, right)}";
            if (other.Rank != first.Rank) throw new ShapeProblem(Message());
            ShapeRules.Same(first.With(axis, Dim.One), other.With(axis, Dim.One), operands, Message);
            size += other[axis];
        }

        return first.With(axis, size);
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        int axis = d.Node.Int("axis");
        Dim start = Dim.Zero;
        var parts = new List<Value?>();
        foreach (Value x in d.Operands)
        {
            parts.Add(Slice.Of(d.Gradient, axis, start, x.Shape[axis]));
            start += x.Shape[axis];
        }

        return parts;
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
