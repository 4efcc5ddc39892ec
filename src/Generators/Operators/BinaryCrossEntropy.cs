using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// The mean over all elements of −t·log σ(s) − (1 − t)·log(1 − σ(s)) = softplus(s) − t·s, for scores s and targets t.
/// ds = (σ(s) − t) / N and dt = −s / N.
/// </summary>
internal sealed class BinaryCrossEntropy : Operator
{
    public override string Name => "BinaryCrossEntropy";

    public override OperatorForm Form { get; } = new OperatorForm.Composite();

    public override IEnumerable<Function> Functions => [new(Name, (_, arguments) => arguments.Tensor("scores").Apply(Name, arguments.Tensor("targets")), LeadingUse.ByOperand)];

    public override Shape Infer(Operands operands)
    {
        ShapeRules.TargetsOf(operands);
        ShapeRules.NotEmpty("mean", operands[0].Size);
        return Shape.Scalar;
    }

    public override Dim? NeedsElements(Node node, IReadOnlyList<Shape> operands) => operands[0].Size;

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        Value scores = d[0], targets = d[1], share = d.Gradient / d.Algebra.Number(scores.Shape.Size);
        return [(scores.Apply("Sigmoid") - targets) * share, -(scores * share)];
    }

    public override Value? Lower(Node node, IReadOnlyList<Value> operands)
    {
        Value losses = operands[0].Apply("Softplus") - operands[1] * operands[0];
        return losses.Reduce("Mean", 0, losses.Shape.Rank, keepDims: false);
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => 26 * operand(0).Shape.Size;
}
