using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Some entries of an axis, one after another. The gradient is zero at all others.</summary>
internal sealed class Slice : Operator
{
    public override string Name => "Slice";

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        "Slice.Run({outer}, {axis}, {inner}, {start}, {length}, {0}, {y})",
        "Slice({0}, {@axis}, {start}, {length})",
        AxisSizes.AroundWith("start", "length"));

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) =>
        {
            Value x = arguments.Tensor("x");
            return Of(x, arguments.Axis("axis", x.Shape), arguments.Size("start"), arguments.Size("length"));
        }),
    ];

    public static Value Of(Value x, int axis, Dim start, Dim length)
        => x.Apply("Slice", [], NodeAttribute.Of("axis", axis), NodeAttribute.Of("start", start), NodeAttribute.Of("length", length));

    public override Shape Infer(Operands operands)
    {
        Shape x = operands[0];
        int axis = operands.Int("axis");
        Dim start = operands.Size("start"), length = operands.Size("length");
        string shape = $"{ShapeRules.Describe(operands.Nodes[0])} has shape {x}";
        ShapeRules.AtMost(0, start, operands, () => $"{shape}, and a part of axis {axis} cannot start at {start}, before its first entry{FromEnd(operands.Nodes[0], axis, start)}");
        ShapeRules.AtMost(0, length, operands, () => $"{shape}, and a part of axis {axis} cannot have {length} entries: it would start at {start} and end at {start + length}");
        ShapeRules.AtMost(start + length, x[axis], operands, () => $"{shape}, but {(length.Equals(Dim.One) ? "1 entry" : $"{length} entries")} from entry {start} of axis {axis} on would end at {start + length}, and it has only {x[axis]}, counted from 0");
        return x.With(axis, length);
    }

    /// <summary>How an entry is written that was counted from the end.</summary>
    private static string FromEnd(Node x, int axis, Dim start)
        => start.TryConstant(out long number) ? $"; counted from the end it is {ShapeRules.Describe(x)}.Size({axis}) - {-number}" : "";

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        int axis = d.Node.Int("axis");
        Dim start = d.Node.Dim("start");
        return [Pad.With(d.Gradient, axis, start, d[0].Shape[axis] - start - d.Node.Dim("length"), d.Algebra.Constant(0))];
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
