using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

using Broadcasting = NNGen.Generators.Shapes.Broadcasting;
using Shape = NNGen.Generators.Shapes.Shape;

public sealed class BroadcastingTests
{
    [Theory]
    [InlineData("N,I", "N,I", "", "(N, I)")]
    [InlineData("N,I", "I", "", "(N, I)")]
    [InlineData("I", "N,I", "", "(N, I)")]
    [InlineData("N,1", "I", "", "(N, I)")]
    [InlineData("N,1", "1,I", "", "(N, I)")]
    [InlineData("", "N,I", "", "(N, I)")]
    [InlineData("", "", "", "()")]
    [InlineData("N,2*H", "H+H", "", "(N, 2*H)")]
    [InlineData("N,I", "H", "I == H", "(N, I)")]
    [InlineData("N,H/A*A", "H", "H % A == 0", "(N, H)")]
    [InlineData("N,K", "I", "K == 1", "(N, I)")]
    [InlineData("...,I", "I", "", "(..., I)")]
    [InlineData("...,I", "...,I", "", "(..., I)")]
    public void Lines_shapes_up_at_the_right(string a, string b, string facts, string expected)
    {
        var guards = new List<ShapeConflict>();
        Assert.True(Broadcasting.TryBroadcast(Of(a), Of(b), Facts(facts), out Shape? result, out ShapeConflict? conflict, guards));
        Assert.Equal(expected, result.ToString());
        Assert.Null(conflict);
        Assert.Empty(guards);
    }

    [Theory]
    [InlineData("N,I", "H", -1, "I of (N, I) is not H of (H)")]
    [InlineData("N,H", "I,H", -2, "N of (N, H) is not I of (I, H)")]
    [InlineData("N,3", "4", -1, "3 of (N, 3) is not 4 of (4)")]
    [InlineData("H+1", "H", -1, "H + 1 of (H + 1) is not H of (H)")]
    public void Names_the_axis_that_can_never_agree(string a, string b, int axis, string message)
    {
        Assert.False(Broadcasting.TryBroadcast(Of(a), Of(b), Generators.Shapes.Facts.None, out _, out ShapeConflict? conflict));
        Assert.Equal((axis, axis, Agreement.Never), (conflict.LeftAxis, conflict.RightAxis, conflict.Agreement));
        Assert.Equal(message, conflict.ToString());
    }

    [Theory]
    [InlineData("N,H", "3", "(N, 3)", "H of (N, H) is not known to be 3 of (3)")]
    [InlineData("2*H", "K", "(K)", "2*H of (2*H) is not known to be K of (K)")]
    [InlineData("H", "T/2", "(H)", "H of (H) is not known to be T/2 of (T/2)")]
    public void Takes_the_more_specific_dim_where_the_generated_code_has_to_look(string a, string b, string expected, string guard)
    {
        var guards = new List<ShapeConflict>();
        Assert.True(Broadcasting.TryBroadcast(Of(a), Of(b), Generators.Shapes.Facts.None, out Shape? result, out _, guards));
        Assert.Equal(expected, result.ToString());
        Assert.Equal(guard, Assert.Single(guards).ToString());
        Assert.Equal(Agreement.Undecided, guards[0].Agreement);
    }

    [Theory]
    [InlineData("...,I", "N,I", "the ranks of (..., I) and (N, I) do not go together")]
    [InlineData("N,I", "...,I", "the ranks of (N, I) and (..., I) do not go together")]
    [InlineData("...,I", "...,N,I", "the ranks of (..., I) and (..., N, I) do not go together")]
    public void Leading_dims_line_up_with_nothing_but_themselves(string a, string b, string message)
    {
        Assert.False(Broadcasting.TryBroadcast(Of(a), Of(b), Generators.Shapes.Facts.None, out _, out ShapeConflict? conflict));
        Assert.Equal(message, conflict.ToString());
    }

    [Theory]
    [InlineData("N,I", "I,H", false, false, "(N, H)")]
    [InlineData("I,N", "I,H", true, false, "(N, H)")]
    [InlineData("N,I", "H,I", false, true, "(N, H)")]
    [InlineData("I,N", "H,I", true, true, "(N, H)")]
    [InlineData("B,N,I", "I,H", false, false, "(B, N, H)")]
    [InlineData("B,1,N,I", "C,I,H", false, false, "(B, C, N, H)")]
    [InlineData("...,T,D", "D,K", false, false, "(..., T, K)")]
    [InlineData("I", "I,H", false, false, "(H)")]
    [InlineData("N,I", "I", false, false, "(N)")]
    [InlineData("I", "I", false, false, "()")]
    [InlineData("I", "B,I,H", false, false, "(B, H)")]
    [InlineData("B,C,N,I", "I", false, false, "(B, C, N)")]
    public void A_matrix_product_contracts_the_inner_dims(string a, string b, bool transposeA, bool transposeB, string expected)
    {
        Assert.True(MatrixProduct.TryShape(Of(a), Of(b), transposeA, transposeB, Generators.Shapes.Facts.None, out Shape? result, out _));
        Assert.Equal(expected, result.ToString());
    }

    [Theory]
    [InlineData("N,I", "H,O", false, false, -1, -2, "I of (N, I) is not H of (H, O)")]
    [InlineData("N,I", "H,O", true, false, -2, -2, "N of (N, I) is not H of (H, O)")]
    [InlineData("N,I", "H,O", false, true, -1, -1, "I of (N, I) is not O of (H, O)")]
    [InlineData("B,N,I", "C,I,O", false, false, -3, -3, "B of (B, N, I) is not C of (C, I, O)")]
    [InlineData("N", "I,O", false, false, -1, -2, "N of (N) is not I of (I, O)")]
    [InlineData("N,I", "O", false, false, -1, -1, "I of (N, I) is not O of (O)")]
    [InlineData("", "I,O", false, false, 0, 0, "the ranks of () and (I, O) do not go together")]
    [InlineData("I", "I,O", true, false, 0, 0, "the ranks of (I) and (I, O) do not go together")]
    public void A_matrix_product_names_the_dims_that_can_never_agree(
        string a, string b, bool transposeA, bool transposeB, int leftAxis, int rightAxis, string message)
    {
        Assert.False(MatrixProduct.TryShape(Of(a), Of(b), transposeA, transposeB, Generators.Shapes.Facts.None, out _, out ShapeConflict? conflict));
        Assert.Equal((leftAxis, rightAxis), (conflict.LeftAxis, conflict.RightAxis));
        Assert.Equal(message, conflict.ToString());
    }

    [Fact]
    public void A_matrix_product_that_may_fit_leaves_a_guard()
    {
        var guards = new List<ShapeConflict>();
        Assert.True(MatrixProduct.TryShape(Of("N,I"), Of("3,O"), false, false, Generators.Shapes.Facts.None, out Shape? result, out _, guards));
        Assert.Equal("(N, O)", result.ToString());
        Assert.Equal("I of (N, I) is not known to be 3 of (3, O)", Assert.Single(guards).ToString());
    }

    private static Shape Of(string dims) => Shape(dims.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
