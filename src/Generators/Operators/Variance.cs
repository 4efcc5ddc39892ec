using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// The variance of a population, the mean of (x − mean(x))², over all axes or over one. dx = dy·2/n·(x − mean(x)): that the mean moves
/// too changes nothing, because the differences from it add up to zero.
/// </summary>
internal sealed class Variance : Operator
{
    public override string Name => "Variance";

    public override OperatorForm Form { get; } = new OperatorForm.Composite();

    public override IEnumerable<Function> Functions => [Reduction.FunctionOf(Name)];

    public override Shape Infer(Operands operands)
    {
        int axis = operands.Int("axis"), count = operands.Int("count");
        if (Reduction.Terms(axis, count, operands[0]).TryConstant(out long terms) && terms == 0)
            throw new ShapeProblem($"there is no variance of no elements: the value has shape {operands[0]}");
        return Reduction.Reduced(operands[0], axis, count, operands.Flag("keepDims"));
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        int axis = d.Node.Int("axis"), count = d.Node.Int("count");
        Value x = d[0];
        Value scale = 2 * d.Gradient / d.Algebra.Number(Reduction.Terms(axis, count, x.Shape));
        return [scale.Reshape(Reduction.Reduced(x.Shape, axis, count, keepDims: true)) * (x - x.Reduce("Mean", axis, count, keepDims: true))];
    }

    /// <summary>Two passes, so that a mean far from zero costs no digits.</summary>
    public override Value? Lower(Node node, IReadOnlyList<Value> operands)
    {
        int axis = node.Int("axis"), count = node.Int("count");
        Value x = operands[0];
        return (x - x.Reduce("Mean", axis, count, keepDims: true)).Apply("Square").Reduce("Mean", axis, count, node.Flag("keepDims"));
    }

    public override Dim? NeedsElements(Node node, IReadOnlyList<Shape> operands) => Reduction.Terms(node, operands[0]);

    public override Dim Flops(Node node, Func<int, Node> operand) => 4 * operand(0).Shape.Size;
}
