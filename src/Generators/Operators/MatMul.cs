using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// The matrix product over the last two axes; leading axes are broadcast. Attributes transposeA and transposeB say that an operand
/// is read transposed. dA = dC·Bᵀ and dB = Aᵀ·dC: a matrix and its gradient have the same shape. A vector becomes a matrix of one row
/// or one column before there is a node of it, so every node has matrices on both sides.
/// </summary>
internal sealed class MatMul : Operator
{
    public override string Name => "MatMul";

    public override OperatorForm Form { get; } = new OperatorForm.Product();

    public override IEnumerable<Function> Functions =>
    [
        new("MatMul", (algebra, arguments) =>
        {
            Value a = arguments.Tensor("a"), b = arguments.Tensor("b");

            // Checked as the user wrote them; below the shapes are those of the loop.
            Shape result = ShapeRules.MatrixProduct(a.Shape, b.Shape, false, false, new([a.Node, b.Node], [], algebra.Facts, []));
            if (a.Shape.Rank == 1) a = a.Reshape(a.Shape.Insert(0, 1));
            if (b.Shape.Rank == 1) b = b.Reshape(b.Shape.Insert(1, 1));

            // Rows of all leading axes against one matrix: a single product, and so are its gradients.
            if (a.Shape.Rank > 2 && b.Shape.Rank == 2) a = a.Reshape(new([AxisSizes.RowCount(a.Shape), a.Shape[-1]]));
            return Product(algebra, a, b, false, false).Reshape(result);
        }, LeadingUse.Product),
    ];

    public static Value Product(Algebra algebra, Value a, Value b, bool transposeA, bool transposeB) => algebra.Apply(
        "MatMul", [a, b], NodeAttribute.Flags(("transposeA", transposeA), ("transposeB", transposeB)));

    public override Shape Infer(Operands operands) => ShapeRules.MatrixProduct(
        operands[0], operands[1], operands.Flag("transposeA"), operands.Flag("transposeB"), operands);

    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        bool ta = d.Node.Flag("transposeA"), tb = d.Node.Flag("transposeB");
        Value a = d[0], b = d[1], dc = d.Gradient;
        Value da = ta ? Product(d.Algebra, b, dc, tb, true) : Product(d.Algebra, dc, b, false, !tb);
        Value db = tb ? Product(d.Algebra, dc, a, true, ta) : Product(d.Algebra, a, dc, !ta, false);
        return [da.SumTo(a.Shape), db.SumTo(b.Shape)];
    }

    public override Dim Flops(Node node, Func<int, Node> operand)
        => 2 * node.Shape.Size * Inner(node, operand(0).Shape);

    /// <summary>The size that a product sums over.</summary>
    public static Dim Inner(Node node, Shape a) => a[a.Rank - (node.Flag("transposeA") ? 2 : 1)];
}
