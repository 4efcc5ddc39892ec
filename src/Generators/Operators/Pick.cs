using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>One entry along the last axis, by index. The gradient goes to the entry that was picked.</summary>
internal sealed class Pick : Operator
{
    public override string Name => "Pick";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Pick.Run({rows}, {classes}, {0}, {1}, {y})", "Pick({0}, {1})", AxisSizes.RowsAndClasses);

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) => arguments.Tensor("x").Apply(Name, arguments.Tensor("index")), LeadingUse.ByOperand),
    ];

    public override Shape Infer(Operands operands)
    {
        ShapeRules.IndexOf(operands[0], operands[1], "index", operands);
        return operands[1];
    }

    public override (int Operand, Dim Classes, string Noun)? Indices(Node node, IReadOnlyList<Shape> operands) => (1, operands[0][-1], "index");

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        Shape x = d[0].Shape;
        Value picked = d.Algebra.Apply("OneHot", [d[1]], NodeAttribute.Of("classes", x[x.Rank - 1]));
        return [picked * d.Gradient.Reshape(new(d.Gradient.Shape.Dims.Append(Dim.Constant(1)))), null];
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
