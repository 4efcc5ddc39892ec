namespace NNGen.Runtime.Tests.Definitions;

public class ShapeExceptionTests
{
    [Fact]
    public void Names_layer_argument_expected_shape_with_bindings_and_actual_shape()
    {
        var exception = ShapeException.Argument("TwoLayerNet.Forward", "x", "(N, I)", [30, 3], ("I", 2));
        Assert.Equal("TwoLayerNet.Forward: x should have shape (N, I) with I = 2, but has (30, 3).", exception.Message);
        Assert.Equal("x", exception.ParamName);
    }

    [Fact]
    public void Lists_several_bindings()
        => Assert.Equal(
            "Net.Forward: h should have shape (N, H) with N = 30, H = 10, but has ().",
            ShapeException.Argument("Net.Forward", "h", "(N, H)", [], ("N", 30), ("H", 10)).Message);

    [Fact]
    public void Leaves_bindings_out_where_there_are_none()
        => Assert.Equal(
            "Net.Forward: t should have shape (N), but has (3, 1).",
            ShapeException.Argument("Net.Forward", "t", "(N)", [3, 1]).Message);

    [Fact]
    public void Is_an_ArgumentException() => Assert.IsAssignableFrom<ArgumentException>(new ShapeException("x"));
}
