using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

using Shape = NNGen.Generators.Shapes.Shape;

public sealed class ShapeTests
{
    [Fact]
    public void Prints_as_it_is_written_in_mathematics()
    {
        Assert.Equal("()", Generators.Shapes.Shape.Scalar.ToString());
        Assert.Equal("(N)", Shape("N").ToString());
        Assert.Equal("(N, T, H*D)", Shape("N", "T", "D * H").ToString());
        Assert.Equal("(..., I)", Shape("...", "I").ToString());
    }

    [Fact]
    public void Compares_by_its_dims_and_its_leading_mark()
    {
        Assert.Equal(Shape("N", "2*H"), Shape("N", "H+H"));
        Assert.Equal(Shape("N", "2*H").GetHashCode(), Shape("N", "H+H").GetHashCode());
        Assert.NotEqual(Shape("I"), Shape("...", "I"));
        Assert.NotEqual(Shape("N", "I"), Shape("I", "N"));
    }

    [Fact]
    public void Size_is_the_product_of_the_dims()
    {
        Assert.Equal(Parse("N*T*H*D"), Shape("N", "T", "H*D").Size);
        Assert.Equal(Dim.One, Generators.Shapes.Shape.Scalar.Size);
    }

    [Fact]
    public void Axes_count_from_either_end()
    {
        Shape shape = Shape("N", "T", "D");
        Assert.Equal(Dim.Name("N"), shape[0]);
        Assert.Equal(Dim.Name("D"), shape[-1]);
        Assert.Equal(Shape("N", "1", "D"), shape.With(-2, 1));
        Assert.Equal(Shape("N", "D"), shape.Remove(1));
        Assert.Equal(Shape("1", "N", "T", "D"), shape.Insert(0, 1));
        Assert.Equal(Shape("N", "T", "D", "1"), shape.Insert(-1, 1));
        Assert.Equal(Shape("N", "T", "2*K"), shape.Substitute(name => name == "D" ? 2 * Dim.Name("K") : null));
    }

    [Fact]
    public void Names_come_in_order_of_first_appearance() => Assert.Equal(["T", "N", "A", "H"], Shape("T", "N", "A/H", "N").Names);

    [Fact]
    public void Leading_dims_can_be_put_in()
    {
        Assert.Equal(Shape("N", "T", "I"), Shape("...", "I").WithLeading([Dim.Name("N"), Dim.Name("T")]));
        Assert.Equal(Shape("I"), Shape("I").WithLeading([Dim.Name("N")]));
    }

    [Theory]
    [InlineData(1, 2, "expected a name or number after '*'", "N", "2*")]
    [InlineData(2, 0, "\"...\" stands for the leading dims: write it first, and once", "...", "N", "...")]
    [InlineData(0, 0, "a dim cannot be negative, and this one is -2", "3 - 5", "N")]
    [InlineData(0, 0, "a dim is an int, and 2147483648 is too large for one", "2147483648")]
    public void Says_which_argument_is_no_dim(int index, int position, string message, params string[] texts)
    {
        Assert.False(Generators.Shapes.Shape.TryParse(texts, out _, out ShapeError? error));
        Assert.Equal((index, position, message), (error.Index, error.Error.Position, error.Message));
    }
}
