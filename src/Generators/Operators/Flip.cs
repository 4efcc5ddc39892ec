using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>The entries of an axis in the opposite order, and the gradient likewise.</summary>
internal sealed class Flip : Operator
{
    public override string Name => "Flip";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Flip.Run({outer}, {axis}, {inner}, {0}, {y})", "Flip({0}, {@axis})", AxisSizes.Around);

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) =>
        {
            Value x = arguments.Tensor("x");
            return Along(x, arguments.Axis("axis", x.Shape));
        }),
    ];

    public static Value Along(Value x, int axis) => x.Apply("Flip", [], NodeAttribute.Of("axis", axis));

    public override Shape Infer(Operands operands) => operands[0];

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [Along(d.Gradient, d.Node.Int("axis"))];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
