using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Rows of a table (its first axis), by ids of any shape. The gradient of each row is the sum over the ids that chose it.</summary>
internal sealed class Gather : Operator
{
    public override string Name => "Gather";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Gather.Run({count}, {rows}, {width}, {0}, {1}, {y})",
        "Gather({0}, {1})",
        (_, operands) => Sizes(operands[0], operands[1]));

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) => arguments.Tensor("table").Apply(Name, arguments.Tensor("ids")), LeadingUse.FirstAxis),
    ];

    public static IReadOnlyDictionary<string, Dim> Sizes(Shape table, Shape ids) => new Dictionary<string, Dim>
    {
        ["count"] = ids.Size,
        ["rows"] = table[0],
        ["width"] = new Shape(table.Dims.Skip(1)).Size,
    };

    public override Shape Infer(Operands operands)
    {
        Shape table = operands[0];
        if (table.Rank == 0) throw new ShapeProblem($"a table has rows to choose from, but {ShapeRules.Describe(operands.Nodes[0])} is a scalar, of shape ()");
        ShapeRules.Integers(operands.Nodes[1], "ids");
        return new(operands[1].Dims.Concat(table.Dims.Skip(1)));
    }

    public override (int Operand, Dim Classes, string Noun)? Indices(Node node, IReadOnlyList<Shape> operands) => (1, operands[0][0], "id");

    public override IReadOnlyList<Value?> Differentiate(Differential d)
        => [d.Algebra.Apply("GatherGradient", [d[1], d.Gradient], Algebra.Target(d[0].Shape)), null];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}

/// <summary>A table of zeros, to whose rows those of the gradient are added, each to the row that its id chose.</summary>
internal sealed class GatherGradient : Operator
{
    public override string Name => "GatherGradient";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Gather.Gradient({count}, {rows}, {width}, {0}, {1}, {y})",
        "AddRows({0}, {1})",
        (node, operands) => Gather.Sizes(node.Shape, operands[0]));

    public override Shape Infer(Operands operands) => operands.Target;

    public override Dim Flops(Node node, Func<int, Node> operand) => operand(1).Shape.Size;
}
