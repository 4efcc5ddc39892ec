namespace NNGen;

/// <content>Products and transposes of matrices: the last two dims of a tensor.</content>
public static partial class Ops
{
    /// <summary>
    /// The matrix product of a (…, M, K) and b (…, K, N): (…, M, N), yᵢⱼ = Σₖ aᵢₖ·bₖⱼ. Leading dims broadcast. A vector on the left is a
    /// row and one on the right a column, without the dim of 1 in the result: (K) × (…, K, N) is (…, N), (…, M, K) × (K) is (…, M),
    /// (K) × (K) is a scalar. Gradients: da = dy·bᵀ, db = aᵀ·dy, summed over leading dims that were stretched.
    /// </summary>
    /// <exception cref="ShapeException">A side is a scalar, the inner dims differ, or the leading dims do not broadcast.</exception>
    public static Var MatMul(Var a, Var b)
    {
        if (a.Shape.Rank == 0 || b.Shape.Rank == 0)
            throw new ShapeException($"MatMul: {a.Shape} × {b.Shape}: each side should have at least one dim; a number is multiplied with *.");
        int inner = a.Size(-1), innerOfRight = b.Size(b.Shape.Rank == 1 ? -1 : -2);
        if (inner != innerOfRight)
        {
            string where = b.Shape.Rank == 1 ? "only one" : "last but one";
            throw new ShapeException($"MatMul: {a.Shape} × {b.Shape}: the last dim of the left, {inner}, is not the {where} of the right, {innerOfRight}.");
        }

        if (a.Shape.Rank == 1) return Squeeze(MatMul(ExpandDims(a, 0), b), b.Shape.Rank == 1 ? -1 : -2);
        if (b.Shape.Rank == 1) return Squeeze(MatMul(a, ExpandDims(b, 1)), -1);
        int rows = a.Size(-2), columns = b.Size(-1);

        Shape leadingA = new(a.Shape.Dims[..^2]), leadingB = new(b.Shape.Dims[..^2]);
        Shape leading = Broadcasting.Of($"MatMul: {a.Shape} × {b.Shape}: leading dims", leadingA, leadingB);
        Shape shape = leading.Replace(leading.Rank, leading.Rank, rows, columns);

        var x = a.Data;
        var y = b.Data;
        double[] result = new double[shape.Size];
        for (int batch = 0; batch < leading.Size; batch++)
        {
            int startA = Broadcasting.Source(leadingA, leading, batch) * rows * inner;
            int startB = Broadcasting.Source(leadingB, leading, batch) * inner * columns;
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    double sum = 0;
                    for (int k = 0; k < inner; k++) sum += x[startA + i * inner + k] * y[startB + k * columns + j];
                    result[(batch * rows + i) * columns + j] = sum;
                }
            }
        }

        return new(shape, result);
    }

    /// <summary>x (…, M, N) with its last two dims swapped: (…, N, M). Gradient: dx = dyᵀ.</summary>
    /// <exception cref="ShapeException">x has fewer than two dims.</exception>
    public static Var Transpose(Var x)
    {
        if (x.Shape.Rank < 2) throw new ShapeException($"Transpose: {x.Shape} should have at least two dims.");
        var (rows, columns) = (x.Size(-2), x.Size(-1));
        Shape shape = x.Shape.Replace(x.Shape.Rank - 2, x.Shape.Rank, columns, rows);
        var data = x.Data;
        double[] result = new double[data.Length];
        for (int i = 0; i < data.Length; i++)
        {
            var (matrix, row, column) = (i / columns / rows, i / columns % rows, i % columns);
            result[(matrix * columns + column) * rows + row] = data[i];
        }

        return new(shape, result);
    }
}
