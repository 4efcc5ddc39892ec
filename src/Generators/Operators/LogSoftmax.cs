using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>y = x − log Σ exp(x) along an axis. dx = dy − exp(y)·Σ dy.</summary>
internal sealed class LogSoftmax : Operator
{
    public override string Name => "LogSoftmax";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Softmax.Log({outer}, {axis}, {inner}, {0}, {y})", "LogSoftmax({0})", AxisSizes.Around)
    {
        Lanes = "LaneScores.LogSoftmax({0}, {axis}, {y})",
    };

    public override IEnumerable<Function> Functions => [new("LogSoftmax", (algebra, arguments) => Softmax.Along(Name, algebra, arguments))];

    public override Shape Infer(Operands operands) => operands[0];

    public override IReadOnlyList<Value?> Differentiate(Differential d)
        => [d.Gradient - d.Result.Apply("Exp") * d.Gradient.Sum(d.Node.Int("axis"), keepDims: true)];

    public override Dim Flops(Node node, Func<int, Node> operand) => 13 * node.Shape.Size;
}
