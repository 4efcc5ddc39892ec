using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class MatrixTests
{
    [Fact]
    public void MatMul_multiplies_matrices()
        => Values(MatMul(Var.From([1, 2, 3, 4, 5, 6], 2, 3), Var.From([7, 8, 9, 10, 11, 12], 3, 2)), new(2, 2), 58, 64, 139, 154);

    [Fact]
    public void MatMul_multiplies_batches_of_matrices()
        => Values(MatMul(Counting(2, 1, 2), Counting(2, 2, 1)), new(2, 1, 1), 0 * 0 + 1 * 1, 2 * 2 + 3 * 3);

    [Fact]
    public void MatMul_broadcasts_leading_dims()
    {
        Values(MatMul(Counting(2, 1, 2), Var.From([10, 1], 2, 1)), new(2, 1, 1), 1, 23);
        Values(
            MatMul(Var.From([1, 2], 2, 1, 1, 1), Var.From([1, 10, 100], 3, 1, 1)), new(2, 3, 1, 1), 1, 10, 100, 2, 20, 200);
    }

    /// <summary>As numpy.matmul gives them.</summary>
    [Fact]
    public void MatMul_takes_a_vector_for_a_row_on_the_left_and_for_a_column_on_the_right()
    {
        Values(MatMul(Var.From([1, 2, 3], 3), Var.From([7, 8, 9, 10, 11, 12], 3, 2)), new(2), 58, 64);
        Values(MatMul(Var.From([1, 2, 3, 4, 5, 6], 2, 3), Var.From([7, 9, 11], 3)), new(2), 58, 139);
        Values(MatMul(Var.From([1, 2, 3], 3), Var.From([4, 5, 6], 3)), new(), 32);
        Values(MatMul(Var.From([1, 2], 2), Counting(2, 2, 1)), new(2, 1), 2, 8);
        Values(MatMul(Counting(2, 1, 2), Var.From([1, 2], 2)), new(2, 1), 2, 8);
    }

    [Fact]
    public void MatMul_takes_empty_batches_and_empty_sums()
    {
        Values(MatMul(Var.From([], 0, 2), Counting(2, 3)), new(0, 3));
        Values(MatMul(Var.From([], 2, 0), Var.From([], 0, 2)), new(2, 2), 0, 0, 0, 0);
    }

    [Fact]
    public void MatMul_lets_NaN_and_infinity_pass()
        => Values(
            MatMul(Var.From([1, double.NaN, double.PositiveInfinity, 1], 2, 2), Var.From([1, 0], 2, 1)), new(2, 1), double.NaN, double.PositiveInfinity);

    [Fact]
    public void MatMul_names_both_shapes_and_the_dims_that_differ()
    {
        Message<ShapeException>(
            "MatMul: (30, 2) × (3, 10): the last dim of the left, 2, is not the last but one of the right, 3.",
            () => MatMul(Var.From(new double[60], 30, 2), Var.From(new double[30], 3, 10)));
        Message<ShapeException>(
            "MatMul: () × (3, 2): each side should have at least one dim; a number is multiplied with *.", () => MatMul(Counting(), Counting(3, 2)));
        Message<ShapeException>(
            "MatMul: (3) × (2, 3): the last dim of the left, 3, is not the last but one of the right, 2.", () => MatMul(Counting(3), Counting(2, 3)));
        Message<ShapeException>("MatMul: (2, 3) × (2): the last dim of the left, 3, is not the only one of the right, 2.", () => MatMul(Counting(2, 3), Counting(2)));
        Message<ShapeException>(
            "MatMul: (2, 1, 3) × (4, 3, 1): leading dims: the shapes (2) and (4) do not broadcast: axis -1 is 2 and 4.",
            () => MatMul(Counting(2, 1, 3), Counting(4, 3, 1)));
    }

    [Fact]
    public void Transpose_swaps_the_last_two_dims()
    {
        Values(Transpose(Counting(2, 3)), new(3, 2), 0, 3, 1, 4, 2, 5);
        Values(Transpose(Counting(2, 2, 3)), new(2, 3, 2), 0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11);
        Values(Transpose(Var.From([], 0, 3)), new(3, 0));
    }

    [Fact]
    public void Transpose_needs_two_dims()
        => Message<ShapeException>("Transpose: (3) should have at least two dims.", () => Transpose(Counting(3)));
}
