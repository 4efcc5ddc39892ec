using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// One value for each square window of each plane of images (N, C, H, W). Attributes: size, stride and padding. The gradient of the
/// largest goes to the first element that equals it: which place of the window that is, is found in the pass that looks for the largest,
/// and kept instead of x. The gradient of the mean goes to all elements alike.
/// </summary>
internal sealed class Pooling(string name, string method, string? index) : Operator
{
    public const string Size = "new(planes: {planes}, height: {height}, width: {width}, size: {size}, stride: {stride}, padding: {padding})";

    public static IReadOnlyList<Operator> All { get; } =
    [
        new Pooling("MaxPool2D", "Max", "MaxPool2DIndex"),
        new Pooling("AvgPool2D", "Average", index: null),
        new PoolingIndex("MaxPool2DIndex", "MaxIndex"),
        new PoolingGradient("MaxPool2DGradient", "MaxGradient", takesIndex: true),
        new PoolingGradient("AvgPool2DGradient", "AverageGradient", takesIndex: false),
    ];

    public override string Name => name;

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        $"Pooling.{method}({Size}, {{0}}, {{y}})", name + "({0})", (node, operands) => Sizes(node, operands[0]),
        index is null ? null : new(index, $"Pooling.{method}WithIndex({Size}, {{0}}, {{y}}, {{z}})", (pooling, place) => pooling.Attributes.Equals(place.Attributes)));

    public override IEnumerable<Function> Functions =>
    [
        new(name, (algebra, arguments) => algebra.Apply(
            name, [arguments.Tensor("x")], [.. Windows.Attributes(arguments, "size", "padding"), NodeAttribute.Of("stride", Stride(algebra, arguments))]), LeadingUse.FixedRank),
    ];

    public override Shape Infer(Operands operands)
    {
        Shape x = operands[0];
        string image = ShapeRules.Describe(operands.Nodes[0]);
        if (x.Rank != 4) throw new ShapeProblem($"{name} takes images (N, C, H, W), but {image} has shape {x}{(x.Rank == 3 ? $"; ExpandDims({image}, 1) would add one channel to it" : "; Reshape gives a value its axes")}");
        Dim size = operands.Size("size"), stride = operands.Size("stride"), padding = operands.Size("padding");
        Windows.AtLeast("size", size, 1, operands);
        Windows.AtLeast("padding", padding, 0, operands);
        ShapeRules.AtMost(padding + 1, size, operands, () => $"a padding of {padding} should be below the size of {size}, or a window would see padding alone");
        string Shapes() => $"{image} has shape {x}";
        return new(
        [
            x[0],
            x[1],
            Windows.Steps(x[2], size, stride, padding, 1, operands, ("window", " rows"), Shapes),
            Windows.Steps(x[3], size, stride, padding, 1, operands, ("window", " columns"), Shapes),
        ]);
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        NodeAttribute[] attributes = [.. d.Node.Attributes];
        Value[] operands = index is null ? [d.Gradient] : [d.Algebra.Apply(index, [d[0]], attributes), d.Gradient];
        return [d.Algebra.Apply(name + "Gradient", operands, [.. attributes, Algebra.Target(d[0].Shape)])];
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => node.Shape.Size * node.Dim("size") * node.Dim("size");

    public static IReadOnlyDictionary<string, Dim> Sizes(Node node, Shape x) => new Dictionary<string, Dim>
    {
        ["planes"] = x[0] * x[1],
        ["height"] = x[2],
        ["width"] = x[3],
        ["size"] = node.Dim("size"),
        ["stride"] = node.Dim("stride"),
        ["padding"] = node.Dim("padding"),
    };

    /// <summary>The stride, of which 0 stands for the size.</summary>
    private static Dim Stride(Algebra algebra, Arguments arguments)
    {
        Dim stride = arguments.Size("stride"), size = arguments.Size("size");
        if (stride.TryConstant(out long number))
        {
            if (number < 0) throw new ShapeProblem($"the stride should be at least 1, or 0 for the size of the windows, but is {number}");
            return number == 0 ? size : stride;
        }

        // Known only when the layer is made: 1/(stride + 1), rounded down, is 1 for a stride of 0, and 0 for every other.
        return Unification.Decide(new(1, Relation.AtMost, stride), algebra.Facts) == Truth.Always
            ? stride
            : stride + size * Dim.FloorDivide(1, stride + 1);
    }
}

/// <summary>Which place of its window the first of the largest is, places counted row by row.</summary>
internal sealed class PoolingIndex(string name, string method) : Operator
{
    public override string Name => name;

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        $"Pooling.{method}({Pooling.Size}, {{0}}, {{y}})", name + "({0})", (node, operands) => Pooling.Sizes(node, operands[0]));

    public override Shape Infer(Operands operands) => OperatorTable.Get("MaxPool2D").Infer(operands);

    /// <summary>A place does not move with the values, but where it jumps.</summary>
    public override IReadOnlyList<Value?> Differentiate(Differential d) => [null];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}

/// <summary>The gradient of a pooling by its input, whose shape is the attribute; of the largest also from the places where they are.</summary>
internal sealed class PoolingGradient(string name, string method, bool takesIndex) : Operator
{
    public override string Name => name;

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        $"Pooling.{method}({Pooling.Size}, {{0}}, {(takesIndex ? "{1}, " : "")}{{y}})", $"{name}({(takesIndex ? "{0}, {1}" : "{0}")})", (node, _) => Pooling.Sizes(node, node.Shape));

    public override Shape Infer(Operands operands) => operands.Target;

    public override Dim Flops(Node node, Func<int, Node> operand)
        => takesIndex ? operand(1).Shape.Size : operand(0).Shape.Size * node.Dim("size") * node.Dim("size");
}
