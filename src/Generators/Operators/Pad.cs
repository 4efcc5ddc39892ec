using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>A number added before and after what lies along an axis; the number is the second operand. The gradient is that of what was there.</summary>
internal sealed class Pad : Operator
{
    public override string Name => "Pad";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Pad.Run({outer}, {axis}, {inner}, {before}, {after}, {1:float}, {0}, {y})",
        "Pad({0}, {@axis}, {before}, {after}, {1})",
        AxisSizes.AroundWith("before", "after"));

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) =>
        {
            Value x = arguments.Tensor("x");
            return With(x, arguments.Axis("axis", x.Shape), arguments.Size("before"), arguments.Size("after"), arguments.Tensor("value"));
        }),
    ];

    public static Value With(Value x, int axis, Dim before, Dim after, Value value) => x.Apply(
        "Pad", [value], NodeAttribute.Of("axis", axis), NodeAttribute.Of("before", before), NodeAttribute.Of("after", after));

    public override Shape Infer(Operands operands)
    {
        Shape x = operands[0];
        int axis = operands.Int("axis");
        Dim before = operands.Size("before"), after = operands.Size("after");
        ShapeRules.AtMost(0, before, operands, () => $"{before} entries cannot be added before axis {axis} of {x}; Slice takes entries away");
        ShapeRules.AtMost(0, after, operands, () => $"{after} entries cannot be added after axis {axis} of {x}; Slice takes entries away");
        return x.With(axis, before + x[axis] + after);
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        int axis = d.Node.Int("axis");
        return [Slice.Of(d.Gradient, axis, d.Node.Dim("before"), d[0].Shape[axis]), null];
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
