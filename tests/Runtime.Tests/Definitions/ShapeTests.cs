namespace NNGen.Runtime.Tests.Definitions;

public class ShapeTests
{
    [Fact]
    public void Prints_its_dims_in_brackets()
    {
        Assert.Equal("(2, 3)", new Shape(2, 3).ToString());
        Assert.Equal("(3)", new Shape(3).ToString());
        Assert.Equal("()", new Shape().ToString());
        Assert.Equal("()", default(Shape).ToString());
    }

    [Fact]
    public void Is_equal_when_the_dims_are()
    {
        Assert.Equal(new Shape(2, 3), new Shape(2, 3));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
        Assert.True(default == new Shape());
        Assert.True(new Shape(2, 3) != new Shape(3, 2));
        Assert.True(new Shape(2) != new Shape(2, 1));
        Assert.False(new Shape(2).Equals("(2)"));
    }

    [Fact]
    public void Counts_negative_axes_from_the_end()
    {
        Shape shape = new(2, 3, 4);
        Assert.Equal(4, shape[2]);
        Assert.Equal(4, shape[-1]);
        Assert.Equal(2, shape[-3]);
    }

    [Fact]
    public void Names_axis_and_rank_when_there_is_no_such_axis()
    {
        Expect.Message<ArgumentOutOfRangeException>(
            "Shape: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => new Shape(2, 3)[2]);
        Expect.Message<ArgumentOutOfRangeException>(
            "Shape: there is no axis 0 in (); a scalar has no axes. (Parameter 'axis')", () => new Shape()[0]);
    }

    [Fact]
    public void Has_the_product_of_its_dims_as_size()
    {
        Assert.Equal(24, new Shape(2, 3, 4).Size);
        Assert.Equal(1, default(Shape).Size);
        Assert.Equal(0, new Shape(100_000, 100_000, 100_000, 0).Size);
    }

    [Fact]
    public void Does_not_let_its_size_overflow()
    {
        Assert.Throws<OverflowException>(() => new Shape(65_536, 65_536).Size);
        Assert.Throws<OverflowException>(() => new Shape(65_536, 65_536, 65_536, 65_536, 65_536).Size);
    }

    [Fact]
    public void Has_no_negative_dims()
        => Expect.Message<ArgumentOutOfRangeException>("A dim cannot be negative: (2, -3). (Parameter 'dims')", () => new Shape(2, -3));

    [Fact]
    public void Does_not_change_with_the_array_it_came_from()
    {
        int[] dims = [2, 3];
        Shape shape = dims;
        dims[0] = 7;
        shape.ToArray()[1] = 7;
        Assert.Equal(new Shape(2, 3), shape);
    }

    [Fact]
    public void Can_be_taken_apart()
    {
        new Shape(1).Deconstruct(out int only);
        var (a, b) = new Shape(1, 2);
        var (c, d, e) = new Shape(1, 2, 3);
        var (f, g, h, i) = new Shape(1, 2, 3, 4);
        var (j, k, l, m, n) = new Shape(1, 2, 3, 4, 5);
        var (o, p, q, r, s, t) = new Shape(1, 2, 3, 4, 5, 6);
        Assert.Equal([1, 1, 2, 1, 2, 3], [only, a, b, c, d, e]);
        Assert.Equal([1, 2, 3, 4, 1, 2, 3, 4, 5], [f, g, h, i, j, k, l, m, n]);
        Assert.Equal([1, 2, 3, 4, 5, 6], [o, p, q, r, s, t]);
    }

    [Fact]
    public void Says_so_when_it_is_taken_apart_into_another_number_of_dims()
        => Expect.Message<ShapeException>(
            "The shape (2, 3) has 2 dims and cannot be taken apart into 3.",
            () =>
            {
                var (n, t, d) = new Shape(2, 3);
                return n + t + d;
            });
}
