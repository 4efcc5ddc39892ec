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
        string Message() => $"{ShapeRules.Describe(operands.Nodes[0])} has shape {x}, which does not stretch to {target}; only a dim of 1 stretches, and missing ones in front";
        if (x.Rank > target.Rank) throw new ShapeProblem(Message());
        for (int axis = -1; -axis <= x.Rank; axis--)
        {
            if (Broadcasting.IsOne(x[axis], operands.Facts)) continue;
            Agreement agreement = target[axis].Equals(Dim.One) ? Agreement.Never : Unification.Compare(x[axis], target[axis], operands.Facts);
            if (agreement == Agreement.Never) throw new ShapeProblem(Message());
            if (agreement == Agreement.Undecided) operands.Guards.Add(new(x[axis], target[axis]));
        }

        return target;
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [d.Gradient.SumTo(d[0].Shape)];
}
