using static NNGen.Ops;

namespace NNGen.Runtime.Tests.Definitions;

public class ParameterTests
{
    private readonly TinyNet _net = new();

    [Fact]
    public void Is_a_Var_that_is_read_at_the_time_of_use()
    {
        Parameter w = _net.W;
        w.Load(1, 2, 3, 4, 5, 6);
        Expect.Values(w * 2, new(2, 3), 2, 4, 6, 8, 10, 12);
        w.Value[0, 1] = -1;
        Expect.Values(MatMul(Var.From([1, 0], 1, 2), w), new(1, 3), 1, -1, 3);
        Assert.Equal(3, w.Size(-1));
    }

    [Fact]
    public void What_was_computed_from_it_does_not_change_with_it()
    {
        _net.B.Load(1, 2, 3, 4, 5);
        Var stopped = StopGradient(_net.B);
        _net.B.Load(0, 0, 0, 0, 0);
        Expect.Values(stopped, new(5), 1, 2, 3, 4, 5);
    }

    [Fact]
    public void Has_value_and_gradient_in_its_shape_over_the_models_memory()
    {
        Assert.Equal([2, 3], [.. _net.W.Value.Lengths]);
        Assert.Equal([2, 3], [.. _net.W.Grad.Lengths]);
        _net.W.Grad[1, 2] = 9;
        Assert.Equal(9, _net.W.GradBlock.Span[5]);
        Assert.Equal(9, _net.Scope.Gradients.Span[5]);
    }

    [Fact]
    public void A_scalar_one_is_a_span_of_one()
    {
        Parameter s = _net.Params[2];
        Assert.Equal(default, s.Shape);
        Assert.Equal(1, s.Value.FlattenedLength);
        Expect.Scalar(s, 1);
        Expect.Scalar(s * 3, 3);
    }

    [Fact]
    public void Loads_as_many_values_as_it_has()
        => Expect.Message<ShapeException>(
            "Hidden.W: the shape (4, 5) has 20 values, but 3 were given.",
            () =>
            {
                _net.Params[1].Load(1, 2, 3);
                return null;
            });

    [Fact]
    public void Prints_its_name_shape_and_first_values()
    {
        _net.B.Load(1, 2, 3, 4, 0.5f);
        Assert.Equal("B (5): [1, 2, 3, 4, 0.5]", _net.B.ToString());
    }
}
