using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>0, 1, 2, … up to a count. No gradient: there is nothing that it comes from.</summary>
internal sealed class Arange : Operator
{
    public override string Name => "Arange";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Arange.Run({count}, {y})", "Arange({count})", (node, _) => new Dictionary<string, Dim> { ["count"] = node.Shape[0] });

    public override bool IsConstant => true;

    public override IEnumerable<Function> Functions => [new(Name, (algebra, arguments) => algebra.Apply(Name, [], NodeAttribute.Of("dim", arguments.Size("count"))))];

    public override Shape Infer(Operands operands)
    {
        Dim count = operands.Size("dim");
        if (count.TryConstant(out long size) && size < 0) throw new ShapeProblem($"there are no {size} numbers");
        return new(count);
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
