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
        new("BroadcastTo", (_, arguments) => arguments.Tensor("x").BroadcastTo(new(arguments.Sizes("shape"))), LeadingUse.FixedRank),
        new("Full", (_, arguments) => arguments.Tensor("value").BroadcastTo(new(arguments.Sizes("shape")))),
    ];

    public override ElementType TypeOf(IReadOnlyList<Node> operands) => operands[0].Type;

    public override Shape Infer(Operands operands)
    {
        Shape target = operands.Target;
        Shape x = operands[0];
        var guards = new List<ShapeConflict>();
        if (x.Rank > target.Rank || !Broadcasting.TryBroadcast(x, target, operands.Facts, out Shape? result, out _, guards) || !result.Equals(target))
            throw new ShapeProblem($"{ShapeRules.Describe(operands.Nodes[0])} has shape {x}, which does not stretch to {target}; only a dim of 1 stretches, and missing ones in front");
        operands.Guards.AddRange(guards.Select(conflict => new Guard(conflict.LeftDim!, conflict.RightDim!)));
        return target;
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [d.Gradient.SumTo(d[0].Shape)];
}
