using System.Globalization;
using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>The axes in another order: axis d of the result is axis axes[d] of the operand. The gradient has its axes put back.</summary>
internal sealed class Permute : Operator
{
    // The kernel's own limit; the axes of a tensor that people write down are fewer.
    private const int MostAxes = 6;

    public override string Name => "Permute";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Permute.Run([{extents}], [{axes}], {0}, {y})",
        "Permute({0}, {@axes})",
        (_, _) => new Dictionary<string, Dim>())
    {
        Lists = (node, operands) => new Dictionary<string, IReadOnlyList<Dim>>
        {
            ["extents"] = operands[0].Dims,
            ["axes"] = [.. Axes(node).Select(axis => Dim.Constant(axis))],
        },
    };

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) =>
        {
            Value x = arguments.Tensor("x");
            IReadOnlyList<Dim> axes = arguments.Sizes("axes");
            string named = $"({string.Join(", ", axes)})";
            List<int> places = [.. axes.Select(axis => Arguments.Axis(axis, x.Shape))];
            if (places.Count != x.Shape.Rank || places.Distinct().Count() != places.Count)
                throw new ShapeProblem($"{ShapeRules.Describe(x.Node)} has shape {x.Shape}, and each of its axes, 0 to {x.Shape.Rank - 1}, has to be named once, but the axes are {named}");
            return By(x, places);
        }, LeadingUse.FixedRank),
    ];

    public static Value By(Value x, IReadOnlyList<int> axes) => x.Apply(
        "Permute", [], NodeAttribute.Of("axes", string.Join(", ", axes.Select(axis => axis.ToString(CultureInfo.InvariantCulture)))));

    public static IReadOnlyList<int> Axes(Node node) => Axes(node.Text("axes")!);

    /// <summary>
    /// True if matrices stay matrices with their rows as they are, at other strides: a product reads or stores them so, and nothing is moved.
    /// </summary>
    public static bool KeepsRows(Node node) => node.Operator == "Permute" && Axes(node) is { Count: > 2 } axes && axes[axes.Count - 1] == axes.Count - 1;

    public override Shape Infer(Operands operands)
    {
        Shape x = operands[0];
        if (x.Rank > MostAxes) throw new ShapeProblem($"at most {MostAxes} axes can be permuted, and {ShapeRules.Describe(operands.Nodes[0])} has shape {x}; Reshape joins axes that stay together");
        return new(Axes(operands.Text("axes")).Select(axis => x[axis]));
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        IReadOnlyList<int> axes = Axes(d.Node);
        return [By(d.Gradient, [.. Enumerable.Range(0, axes.Count).OrderBy(axis => axes[axis])])];
    }

    private static IReadOnlyList<int> Axes(string text)
        => [.. text.Split([", "], StringSplitOptions.RemoveEmptyEntries).Select(axis => int.Parse(axis, CultureInfo.InvariantCulture))];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
