using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// The sum along an axis up to each element, yₐ = x₀ + … + xₐ; from each element on, where it is reversed. An element is part of every
/// sum that comes after it, so each of the two directions is the gradient of the other.
/// </summary>
internal sealed class CumSum(string name, string gradient) : Operator
{
    public static IReadOnlyList<Operator> All { get; } = [new CumSum("CumSum", "ReversedCumSum"), new CumSum("ReversedCumSum", "CumSum")];

    public override string Name => name;

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        $"CumSum.{(name == "CumSum" ? "Run" : "Reversed")}({{outer}}, {{axis}}, {{inner}}, {{0}}, {{y}})", $"{name}({{0}})", AxisSizes.Around);

    public override IEnumerable<Function> Functions => name == "CumSum" ? [new(name, (algebra, arguments) => Softmax.Along(name, algebra, arguments))] : [];

    public override Shape Infer(Operands operands) => operands[0];

    public override IReadOnlyList<Value?> Differentiate(Differential d)
        => [d.Algebra.Apply(gradient, [d.Gradient], NodeAttribute.Of("axis", d.Node.Int("axis")))];

    public override Dim Flops(Node node, Func<int, Node> operand) => node.Shape.Size;
}
