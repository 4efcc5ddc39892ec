using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Swaps the last two axes. Beside a product it becomes a flag of the product.</summary>
internal sealed class Transpose : Operator
{
    public override string Name => "Transpose";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Transpose.Run({batch}, {rows}, {columns}, {0}, {y})",
        "{0}ᵀ",
        (_, operands) =>
        {
            Shape x = operands[0];
            return new Dictionary<string, Dim>
            {
                ["batch"] = new Shape(x.Dims.Take(x.Rank - 2)).Size,
                ["rows"] = x[x.Rank - 2],
                ["columns"] = x[x.Rank - 1],
            };
        });

    public override IEnumerable<Function> Functions =>
    [
        new("Transpose", (_, arguments) => arguments.Tensor("x").Apply("Transpose"), LeadingUse.LastTwoAxes),
    ];

    public override Shape Infer(Operands operands)
    {
        Shape x = operands[0];
        if (x.Rank < 2) throw new ShapeProblem($"a transpose swaps the last two axes, but {x} has {(x.Rank == 0 ? "none" : "only one")}");
        return new([.. x.Dims.Take(x.Rank - 2), x[x.Rank - 1], x[x.Rank - 2]]);
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [d.Gradient.Apply("Transpose")];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
