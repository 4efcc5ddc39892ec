using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Each element of an axis, <c>count</c> times in a row (NumPy's repeat). The gradient is the sum over the copies.</summary>
internal sealed class Repeat : Operator
{
    public override string Name => "Repeat";

    public override OperatorForm Form { get; } = new OperatorForm.Composite();

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (algebra, arguments) =>
        {
            Value x = arguments.Tensor("x");
            return algebra.Apply(
                Name,
                [x],
                NodeAttribute.Of("axis", arguments.Axis("axis", x.Shape)),
                NodeAttribute.Of("repeats", arguments.Size("count")));
        }),
    ];

    public override Shape Infer(Operands operands)
    {
        Dim count = operands.Size("repeats");
        if (count.TryConstant(out long copies) && copies < 0) throw new ShapeProblem($"a value cannot be repeated {copies} times");
        int axis = operands.Int("axis");
        return new(operands[0].Dims.Select((dim, i) => i == axis ? dim * count : dim));
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        int axis = d.Node.Int("axis");
        return [d.Gradient.Reshape(Apart(d.Node, d[0].Shape, d.Node.Dim("repeats"))).Sum(axis + 1, keepDims: false)];
    }

    /// <summary>The copies as an axis of their own, stretched, then folded into their neighbour: a loop knows no other way to repeat.</summary>
    public override Value? Lower(Node node, IReadOnlyList<Value> operands)
    {
        Value x = operands[0];
        return x.Reshape(Apart(node, x.Shape, 1)).BroadcastTo(Apart(node, x.Shape, node.Dim("repeats"))).Reshape(node.Shape);
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;

    private static Shape Apart(Node node, Shape x, Dim count)
    {
        int axis = node.Int("axis");
        return new([.. x.Dims.Take(axis + 1), count, .. x.Dims.Skip(axis + 1)]);
    }
}
