using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Where along an axis the largest element is: the first of equals. No gradient flows through it.</summary>
internal sealed class ArgMax : Operator
{
    public override string Name => "ArgMax";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "ArgMax.Run({outer}, {axis}, {inner}, {0}, {y})", "ArgMax({0})", AxisSizes.Around);

    public override bool IsConstant => true;

    public override IEnumerable<Function> Functions => [new(Name, (algebra, arguments) => Softmax.Along(Name, algebra, arguments))];

    public override ElementType TypeOf(IReadOnlyList<Node> operands) => ElementType.Int;

    public override Shape Infer(Operands operands)
    {
        int axis = operands.Int("axis");
        if (operands[0][axis].Equals(Dim.Zero)) throw new ShapeProblem($"there is no largest of no elements: axis {axis} of {operands[0]} is empty");
        return new(operands[0].Dims.Where((_, i) => i != axis));
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [null];

    public override Dim? Count(Node node, IReadOnlyList<Shape> operands) => operands[0][node.Int("axis")];

    public override Dim? NeedsElements(Node node, IReadOnlyList<Shape> operands) => operands[0][node.Int("axis")];

    public override Dim Flops(Node node, Func<int, Node> operand) => operand(0).Shape.Size;
}
