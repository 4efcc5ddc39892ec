using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// The mean over all rows of −log softmax(scores)[label]. Its gradient is (y − t) / N, from the softmax y that the same pass gives.
/// </summary>
internal sealed class CrossEntropy : Operator
{
    public override string Name => "CrossEntropy";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "CrossEntropy.OfLabels({rows}, {classes}, {0}, {1}, {y})",
        "CrossEntropy({0}, {1})",
        AxisSizes.RowsAndClasses,
        new("Softmax", "CrossEntropy.OfLabels({rows}, {classes}, {0}, {1}, {y}, {z})", Softmax.IsAlongLast) { Lanes = "LaneScores.CrossEntropy({0}, {classes}, {1}, {z})" })
    {
        Lanes = "LaneScores.CrossEntropy({0}, {classes}, {1})",
        IsMeanOfRows = true,
    };

    // Both overloads of Ops.CrossEntropy: labels, or one-hot (or soft) targets.
    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) => arguments.Has("labels")
            ? arguments.Tensor("scores").Apply(Name, arguments.Tensor("labels"))
            : arguments.Tensor("scores").Apply("CrossEntropyOfTargets", arguments.Tensor("targets")), LeadingUse.ByOperand),
    ];

    public override Shape Infer(Operands operands)
    {
        ShapeRules.IndexOf(operands[0], operands[1], "labels", operands);
        ShapeRules.NotEmpty("mean", AxisSizes.RowCount(operands[0]));
        return Shape.Scalar;
    }

    public override (int Operand, Dim Classes, string Noun)? Indices(Node node, IReadOnlyList<Shape> operands) => (1, operands[0][-1], "label");

    public override Dim? NeedsElements(Node node, IReadOnlyList<Shape> operands) => AxisSizes.RowCount(operands[0]);

    public override IReadOnlyList<Value?> Differentiate(Differential d)
        => [Softmax.OfLastAxis(d.Algebra, d[0]).Apply("CrossEntropyGradient", d[1], d.Gradient), null];

    public override Dim Flops(Node node, Func<int, Node> operand) => 13 * operand(0).Shape.Size;
}

/// <summary>(y − t)·dL / N, for the softmax y and labels t.</summary>
internal sealed class CrossEntropyGradient : Operator
{
    public override string Name => "CrossEntropyGradient";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "CrossEntropy.OfLabelsGradient({rows}, {classes}, {0}, {1}, {2:float}, {y})",
        "({0} − OneHot({1})) / {rows} · {2}",
        AxisSizes.RowsAndClasses)
    {
        Lanes = "LaneScores.CrossEntropyGradient({0}, {classes}, {1}, {2:vector} * {perRow}, {y})",
    };

    public override Shape Infer(Operands operands) => operands[0];

    public override Dim Flops(Node node, Func<int, Node> operand) => 2 * node.Shape.Size;
}
