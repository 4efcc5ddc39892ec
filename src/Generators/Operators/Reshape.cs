using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>The same elements, in the same order, under another shape.</summary>
internal sealed class Reshape : Operator
{
    public override string Name => "Reshape";

    public override OperatorForm Form { get; } = new OperatorForm.View();

    public override IEnumerable<Function> Functions =>
    [
        new("Reshape", (algebra, arguments) => To(arguments.Tensor("x"), arguments.Sizes("shape"), algebra.Facts), LeadingUse.Elements),
        new("Flatten", (_, arguments) =>
        {
            Value x = arguments.Tensor("x");
            int start = arguments.Axis("startAxis", x.Shape);
            return x.Reshape(new(x.Shape.Dims.Take(start).Append(new Shape(x.Shape.Dims.Skip(start)).Size)));
        }),
        new("ExpandDims", (_, arguments) =>
        {
            Value x = arguments.Tensor("x");
            int axis = arguments.Axis("axis", new(x.Shape.Dims.Append(Dim.Constant(1))));
            return x.Reshape(new(x.Shape.Dims.Take(axis).Append(Dim.Constant(1)).Concat(x.Shape.Dims.Skip(axis))));
        }, LeadingUse.NewAxis),
        new("Squeeze", (_, arguments) =>
        {
            Value x = arguments.Tensor("x");
            int axis = arguments.Axis("axis", x.Shape);
            if (!x.Shape[axis].Equals(Dim.Constant(1)))
                throw new ShapeProblem($"axis {axis} of {x.Shape} has size {x.Shape[axis]}; only an axis of size 1 can be squeezed away");
            return x.Reshape(new(x.Shape.Dims.Take(axis).Concat(x.Shape.Dims.Skip(axis + 1))));
        }),
    ];

    public override ElementType TypeOf(IReadOnlyList<Node> operands) => operands[0].Type;

    public override Shape Infer(Operands operands)
    {
        Shape target = operands.Target;
        Shape x = operands[0];
        if (Unification.Compare(x.Size, target.Size, operands.Facts) == Agreement.Equal) return target;

        // A dim that both have need not be looked at: (N, I) to (N, D) fails at I and D, whatever N is.
        List<Dim> left = [.. x.Dims], right = [.. target.Dims];
        left.RemoveAll(dim => target.Dims.Contains(dim) && right.Remove(dim));
        ShapeRules.Same(
            new Shape(left).Size, new Shape(right).Size, operands,
            () => $"{ShapeRules.Describe(operands.Nodes[0])} has shape {x}, which cannot be reshaped to {target}; {x.Size} elements are not {target.Size}");
        return target;
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [d.Gradient.Reshape(d[0].Shape)];

    /// <summary>Reshapes to sizes of which one may be −1: whatever is left.</summary>
    private static Value To(Value x, IReadOnlyList<Dim> sizes, Facts facts)
    {
        Dim open = Dim.Constant(-1);
        int count = sizes.Count(size => size.Equals(open));
        if (count > 1) throw new ShapeProblem("only one size of a reshape can be -1");
        if (count == 0) return x.Reshape(new(sizes));
        Dim known = new Shape(sizes.Where(size => !size.Equals(open))).Size;
        Dim rest = Dim.FloorDivide(x.Shape.Size, known);
        if (Unification.Compare(rest * known, x.Shape.Size, facts) == Agreement.Never)
            throw new ShapeProblem($"{ShapeRules.Describe(x.Node)} has shape {x.Shape}, and its {x.Shape.Size} elements are not a multiple of {known}, so -1 has no answer");
        return x.Reshape(new(sizes.Select(size => size.Equals(open) ? rest : size)));
    }
}
