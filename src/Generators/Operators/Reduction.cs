using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Sum, mean, maximum and minimum over all axes, or over one. Attributes: the first axis, how many, whether they stay as ones.</summary>
internal sealed class Reduction(string name, OperatorForm.Reduction emission, Func<Differential, Value, Value> gradient) : Operator
{
    public static IReadOnlyList<Operator> All { get; } =
    [
        new Reduction("Sum", new("Sum", Mean: false), (_, dy) => dy),
        new Reduction("Mean", new("Sum", Mean: true), (d, dy) => dy / d.Algebra.Number(Terms(d.Node, d[0].Shape))),
        new Reduction("Max", new("Max", Mean: false), ShareAmongEquals),
        new Reduction("Min", new("Min", Mean: false), ShareAmongEquals),
    ];

    public override string Name => name;

    public override OperatorForm Form => emission;

    public override IEnumerable<Function> Functions => [FunctionOf(name)];

    /// <summary>The overloads over everything and over one axis.</summary>
    public static Function FunctionOf(string name) => new(name, (_, arguments) =>
    {
        Value x = arguments.Tensor("x");
        return arguments.Has("axis")
            ? x.Reduce(name, arguments.Axis("axis", x.Shape), 1, arguments.Flag("keepDims"))
            : x.Reduce(name, 0, x.Shape.Rank, keepDims: false);
    });

    public override Shape Infer(Operands operands)
    {
        int axis = operands.Int("axis"), count = operands.Int("count");
        Shape shape = operands[0];
        if (count > 0 && name != "Sum" && Terms(axis, count, shape).TryConstant(out long terms) && terms == 0)
            throw new ShapeProblem($"there is no {name.ToLowerInvariant()} of no elements: the value has shape {shape}");
        return Reduced(shape, axis, count, operands.Flag("keepDims"));
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        Shape kept = Reduced(d[0].Shape, d.Node.Int("axis"), d.Node.Int("count"), keepDims: true);
        return [gradient(d, d.Gradient.Reshape(kept)).BroadcastTo(d[0].Shape)];
    }

    public override Dim? NeedsElements(Node node, IReadOnlyList<Shape> operands) => name == "Sum" ? null : Terms(node, operands[0]);

    public override Dim Flops(Node node, Func<int, Node> operand) => operand(0).Shape.Size;

    /// <summary>How many elements go into each result.</summary>
    public static Dim Terms(Node node, Shape operand) => Terms(node.Int("axis"), node.Int("count"), operand);

    public static Dim Terms(int axis, int count, Shape shape)
        => new Shape(shape.Dims.Skip(axis).Take(count)).Size;

    public static Shape Reduced(Shape shape, int axis, int count, bool keepDims)
        => new(shape.Dims.Take(axis)
            .Concat(Enumerable.Repeat(Dim.Constant(1), keepDims ? count : 0))
            .Concat(shape.Dims.Skip(axis + count)));

    /// <summary>Each of the elements that equal the extremum gets an equal part.</summary>
    private static Value ShareAmongEquals(Differential d, Value dy)
    {
        Value x = d[0];
        Value extremum = d.Result.Reshape(dy.Shape);
        Value share = x.Apply("Equal", extremum).Apply("Where", d.Algebra.Constant(1), d.Algebra.Constant(0));
        return share * (dy / share.Reduce("Sum", d.Node.Int("axis"), d.Node.Int("count"), keepDims: true).Reshape(dy.Shape));
    }
}
