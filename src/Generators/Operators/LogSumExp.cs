using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>y = log Σ exp(x) along an axis, without overflow. dx = dy·softmax(x).</summary>
internal sealed class LogSumExp : Operator
{
    public override string Name => "LogSumExp";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Softmax.LogSumExp({outer}, {axis}, {inner}, {0}, {y})", "LogSumExp({0})", AxisSizes.Around);

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (algebra, arguments) =>
        {
            Value x = arguments.Tensor("x");
            if (!arguments.Has("axis"))
                return algebra.Apply(Name, [x.Reshape(new([x.Shape.Size]))], NodeAttribute.Of("axis", 0));
            int axis = arguments.Axis("axis", x.Shape);
            Value y = algebra.Apply(Name, [x], NodeAttribute.Of("axis", axis));
            return arguments.Flag("keepDims") ? y.Reshape(Kept(x.Shape, axis)) : y;
        }),
    ];

    public override Shape Infer(Operands operands)
    {
        int axis = operands.Int("axis");
        return new(operands[0].Dims.Where((_, i) => i != axis));
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        int axis = d.Node.Int("axis");
        Value softmax = d.Algebra.Apply("Softmax", [d[0]], NodeAttribute.Of("axis", axis));
        return [d.Gradient.Reshape(Kept(d[0].Shape, axis)) * softmax];
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => 12 * operand(0).Shape.Size;

    private static Shape Kept(Shape x, int axis) => new(x.Dims.Select((dim, i) => i == axis ? 1 : dim));
}
