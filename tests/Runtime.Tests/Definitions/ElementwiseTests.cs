using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class ElementwiseTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    [Fact]
    public void Exp_has_its_known_values()
        => Values(Exp(Row(0, 1, Math.Log(3), 1000, -Inf, NaN)), new(6), 1, Math.E, 3, Inf, 0, NaN);

    [Fact]
    public void Log_has_its_known_values() => Values(Log(Row(1, Math.E, 0, Inf, -1)), new(5), 0, 1, -Inf, Inf, NaN);

    [Fact]
    public void Sqrt_and_Rsqrt_have_their_known_values()
    {
        Values(Sqrt(Row(9, 0.25, 0, Inf, -1)), new(5), 3, 0.5, 0, Inf, NaN);
        Values(Rsqrt(Row(4, 0.25, 0, Inf, -1)), new(5), 0.5, 2, Inf, 0, NaN);
    }

    [Fact]
    public void Square_and_Abs_have_their_known_values()
    {
        Values(Square(Row(-3, 0.5, -Inf, NaN)), new(4), 9, 0.25, Inf, NaN);
        Values(Abs(Row(-3, 0, 2, -Inf, NaN)), new(5), 3, 0, 2, Inf, NaN);
    }

    // tanh(ln 2) = (2 − ½)/(2 + ½); sigmoid(ln 3) = 3/(3 + 1).
    [Fact]
    public void Tanh_and_Sigmoid_have_their_known_values()
    {
        Values(Tanh(Row(0, Math.Log(2), -Math.Log(2), Inf, -Inf, NaN)), new(6), 0, 0.6, -0.6, 1, -1, NaN);
        Values(Sigmoid(Row(0, Math.Log(3), -Math.Log(3), Inf, -Inf, -1000, NaN)), new(7), 0.5, 0.75, 0.25, 1, 0, 0, NaN);
    }

    [Fact]
    public void Sigmoid_keeps_its_relative_precision_far_below_zero()
        => Assert.Equal(1, Sigmoid(-50).ToArray()[0] / Math.Exp(-50), 1e-14);

    [Fact]
    public void Relu_keeps_what_is_positive_and_does_not_hide_NaN()
        => Values(Relu(Row(-1, 0, 2, Inf, -Inf, NaN)), new(6), 0, 0, 2, Inf, 0, NaN);

    [Fact]
    public void The_shape_is_that_of_the_argument()
    {
        Assert.Equal(new Shape(2, 0, 3), Relu(Var.From([], 2, 0, 3)).Shape);
        Assert.Equal(new Shape(2, 3), Exp(Counting(2, 3)).Shape);
        Scalar(Tanh(0), 0);
    }
}
