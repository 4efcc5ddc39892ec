using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>A row of zeros with a one at the id. No gradient flows through it.</summary>
internal sealed class OneHot : Operator
{
    public override string Name => "OneHot";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "OneHot.Run({rows}, {classes}, {0}, {y})",
        "OneHot({0})",
        (node, _) => AxisSizes.Rows(node.Shape));

    public override bool IsConstant => true;

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (algebra, arguments) => algebra.Apply(Name, [arguments.Tensor("ids")], NodeAttribute.Of("classes", arguments.Size("classes"))), LeadingUse.ByOperand),
    ];

    public override Shape Infer(Operands operands)
    {
        ShapeRules.Integers(operands.Nodes[0], "ids");
        return new(operands[0].Dims.Append(operands.Size("classes")));
    }

    public override (int Operand, Dim Classes, string Noun)? Indices(Node node, IReadOnlyList<Shape> operands) => (0, node.Dim("classes"), "id");

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [null];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
