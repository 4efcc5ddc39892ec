using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>y = exp(x) / Σ exp(x) along an axis. dx = y·(dy − Σ dy·y): only the result is needed.</summary>
internal sealed class Softmax : Operator
{
    public override string Name => "Softmax";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Softmax.Run({outer}, {axis}, {inner}, {0}, {y})", "Softmax({0})", AxisSizes.Around)
    {
        Lanes = "LaneScores.Softmax({0}, {axis}, {y})",
    };

    public override IEnumerable<Function> Functions => [new("Softmax", (algebra, arguments) => Along(Name, algebra, arguments))];

    public static Value Along(string name, Algebra algebra, Arguments arguments)
    {
        Value x = arguments.Tensor("x");
        return algebra.Apply(name, [x], NodeAttribute.Of("axis", arguments.Axis("axis", x.Shape)));
    }

    public static Value OfLastAxis(Algebra algebra, Value x)
        => algebra.Apply("Softmax", [x], NodeAttribute.Of("axis", x.Shape.Rank - 1));

    public override Shape Infer(Operands operands) => operands[0];

    public override IReadOnlyList<Value?> Differentiate(Differential d)
        => [d.Result * (d.Gradient - (d.Gradient * d.Result).Sum(d.Node.Int("axis"), keepDims: true))];

    public override Dim Flops(Node node, Func<int, Node> operand) => 13 * node.Shape.Size;

    /// <summary>Whether a softmax goes along the last axis, as the losses compute theirs.</summary>
    public static bool IsAlongLast(Node loss, Node softmax) => softmax.Int("axis") == softmax.Shape.Rank - 1;
}
