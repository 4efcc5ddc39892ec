using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// y = x / (1 − rate) where the mask of the site keeps the element, 0 elsewhere; in inference x itself. The mask is a function of the
/// element's position, so nothing is kept for the gradient: it is the same function of dy.
/// </summary>
internal sealed class Dropout : Operator
{
    public override string Name => "Dropout";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Dropout.Run({elements}, {seed}, {step}, {site}, {1:float}, {0}, {y})",
        "Dropout({0}, {1:float})",
        (node, _) => new Dictionary<string, Dim> { ["elements"] = node.Shape.Size, ["site"] = node.Int("site") });

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (algebra, arguments) =>
        {
            Value x = arguments.Tensor("x"), rate = arguments.Tensor("rate");
            algebra.DependsOnMode = true;
            return algebra.IsTraining ? algebra.Apply(Name, [x, rate], NodeAttribute.Of("site", algebra.NextSite())) : x;
        }),
    ];

    /// <summary>True for what can be divided by 1 − rate.</summary>
    public static bool IsRate(double rate) => rate is >= 0 and < 1;

    public override int? Rate => 1;

    public override Shape Infer(Operands operands)
    {
        if (operands.Nodes[1] is { Operator: "Constant" } rate && !IsRate(rate.Number("value")))
            throw new ArgumentProblem($"the rate of a dropout is at least 0 and below 1, but this is {((float)rate.Number("value")).ToString("R", System.Globalization.CultureInfo.InvariantCulture)}");
        return operands[0];
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [d.Algebra.Apply(Name, [d.Gradient, d[1]], [.. d.Node.Attributes]), null];

    public override Dim Flops(Node node, Func<int, Node> operand) => 2 * node.Shape.Size;
}
