using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>A value stretched to a shape, as NumPy does: aligned on the right, 1 stretches.</summary>
internal sealed class BroadcastTo : Operator
{
    public override string Name => "BroadcastTo";

    public override OperatorForm Form { get; } = new OperatorForm.Stretch();

    public override IEnumerable<Function> Functions =>
    [
        new("BroadcastTo", (_, arguments) => arguments.Tensor("x").BroadcastTo(new(arguments.Sizes("shape")))),
        new("Full", (_, arguments) => arguments.Tensor("value").BroadcastTo(new(arguments.Sizes("shape")))),
    ];

    public override ElementType TypeOf(IReadOnlyList<Node> operands) => operands[0].Type;

    public override Shape Infer(Operands operands)
    {
        Shape target = operands.Target;
        if (operands[0].Rank > target.Rank || !ShapeRules.Broadcast(operands[0], target, operands).Equals(target))
            throw new ShapeProblem($"{operands[0]} cannot be stretched to {target}");
        return target;
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [d.Gradient.SumTo(d[0].Shape)];
}
