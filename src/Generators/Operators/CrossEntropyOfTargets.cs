using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// The mean over all rows of −Σ t·log softmax(scores), for one-hot or soft targets t. The gradient of the scores is (y·Σt − t) / N,
/// which is (y − t) / N where the targets of a row sum to one.
/// </summary>
internal sealed class CrossEntropyOfTargets : Operator
{
    public override string Name => "CrossEntropyOfTargets";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "CrossEntropy.OfTargets({rows}, {classes}, {0}, {1}, {y})",
        "CrossEntropy({0}, {1})",
        AxisSizes.RowsAndClasses,
        new("Softmax", "CrossEntropy.OfTargets({rows}, {classes}, {0}, {1}, {y}, {z})", Softmax.IsAlongLast));

    public override Shape Infer(Operands operands)
    {
        if (operands[0].Rank == 0) throw new ShapeProblem("scores have at least one axis, the classes; these have shape ()");
        ShapeRules.TargetsOf(operands, "labels, a class number for each row, are an IntVar");
        ShapeRules.NotEmpty("mean", AxisSizes.RowCount(operands[0]));
        return Shape.Scalar;
    }

    public override Dim? NeedsElements(Node node, IReadOnlyList<Shape> operands) => AxisSizes.RowCount(operands[0]);

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        Value scores = d[0], targets = d[1];
        Value logarithms = d.Algebra.Apply("LogSoftmax", [scores], NodeAttribute.Of("axis", scores.Shape.Rank - 1));
        Value rows = d.Algebra.Number(AxisSizes.RowCount(scores.Shape));
        return
        [
            Softmax.OfLastAxis(d.Algebra, scores).Apply("CrossEntropyOfTargetsGradient", targets, d.Gradient),
            -(logarithms * (d.Gradient / rows)),
        ];
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => 15 * operand(0).Shape.Size;
}

/// <summary>(y·Σt − t)·dL / N, for the softmax y and targets t.</summary>
internal sealed class CrossEntropyOfTargetsGradient : Operator
{
    public override string Name => "CrossEntropyOfTargetsGradient";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "CrossEntropy.OfTargetsGradient({rows}, {classes}, {0}, {1}, {2:float}, {y})",
        "({0} · Σ{1} − {1}) / {rows} · {2}",
        AxisSizes.RowsAndClasses);

    public override Shape Infer(Operands operands) => operands[0];

    public override Dim Flops(Node node, Func<int, Node> operand) => 4 * node.Shape.Size;
}
