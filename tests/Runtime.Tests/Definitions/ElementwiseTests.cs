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

    // ln(1 + x) of 1e−20 is x itself; e^(ln 3) − 1 = 2.
    [Fact]
    public void Log1p_and_Expm1_have_their_known_values_and_do_not_cancel()
    {
        Values(Log1p(Row(0, Math.E - 1, 1, -0.5, -1, -2, Inf, -Inf, NaN)), new(9), 0, 1, Math.Log(2), -Math.Log(2), -Inf, NaN, Inf, NaN, NaN);
        Values(Expm1(Row(0, 1, Math.Log(3), -Math.Log(2), Inf, -Inf, NaN)), new(7), 0, Math.E - 1, 2, -0.5, Inf, -1, NaN);
        Assert.Equal([1e-20, -3e-300], Log1p(Row(1e-20, -3e-300)).ToArray());
        Assert.Equal([1e-20, -3e-300], Expm1(Row(1e-20, -3e-300)).ToArray());
        Assert.Equal(1, Log1p(Row(1e-5)).ToArray()[0] / 9.99995000033333e-6, 1e-14);
        Assert.Equal(1, Expm1(Row(-1e-5)).ToArray()[0] / -9.99995000016667e-6, 1e-14);
    }

    [Fact]
    public void Sign_is_that_of_the_number() => Values(Sign(Row(-3, 0, 1e-300, Inf, -Inf, NaN)), new(6), -1, 0, 1, 1, -1, NaN);

    [Fact]
    public void Sin_and_Cos_have_their_known_values()
    {
        Values(Sin(Row(0, Math.PI / 6, Math.PI / 2, -Math.PI / 4, Inf, NaN)), new(6), 0, 0.5, 1, -Math.Sqrt(0.5), NaN, NaN);
        Values(Cos(Row(0, Math.PI / 3, Math.PI, -Math.PI / 4, -Inf, NaN)), new(6), 1, 0.5, -1, Math.Sqrt(0.5), NaN, NaN);
    }

    // Abramowitz and Stegun, table 7.1, to ten digits; erfc(2) and erfc(3), ibidem, for the tail.
    [Fact]
    public void Erf_has_its_published_values()
    {
        double[] x = [0.1, 0.5, 1, 1.5, 2, -1], published = [0.1124629160, 0.5204998778, 0.8427007929, 0.9661051465, 0.9953222650, -0.8427007929];
        double[] found = Erf(Row(x)).ToArray();
        for (int i = 0; i < x.Length; i++) Assert.Equal(published[i], found[i], 6e-11);
        Values(Erf(Row(0, Inf, -Inf, NaN, 7, -0.0)), new(6), 0, 1, -1, NaN, 1, 0);
    }

    // Φ(1) = 0.8413447461 and Φ(−2) = 0.0227501319 (ibidem, table 26.1), Φ(−5) = 2.866515719e−7, Φ(−10) = 7.619853024e−24.
    [Fact]
    public void Gelu_is_x_times_the_normal_distribution()
    {
        double[] x = [1, -1, -2, -5, -10, 0], published = [0.8413447461, -(1 - 0.8413447461), -2 * 0.0227501319, -5 * 2.866515719e-7, -10 * 7.619853024e-24, 0];
        double[] found = Gelu(Row(x)).ToArray();
        for (int i = 0; i < x.Length; i++) Assert.Equal(published[i], found[i], Math.Max(1e-9 * Math.Abs(published[i]), 2e-10 * (x[i] > -3 ? 1 : 0)));
        Values(Gelu(Row(Inf, -Inf, NaN, 40)), new(4), Inf, 0, NaN, 40);
    }

    // By the formula with tanh, which cancels below zero where the one in use does not.
    [Fact]
    public void GeluTanh_follows_its_formula()
    {
        double[] x = [-3, -1, -0.25, 0, 0.5, 2, 6];
        Values(GeluTanh(Row(x)), new(7), [.. x.Select(v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * Math.Pow(v, 3)))))]);
        Values(GeluTanh(Row(Inf, -Inf, NaN, -1e200)), new(4), Inf, 0, NaN, 0);
        Assert.Equal(0.841192, GeluTanh(1).ToArray()[0], 1e-6);
    }

    // softplus(ln 3) = ln 4; silu(ln 3) = ¾·ln 3.
    [Fact]
    public void Softplus_and_Silu_have_their_known_values()
    {
        Values(Softplus(Row(0, Math.Log(3), -Math.Log(3), 1000, Inf, -Inf, NaN)), new(7), Math.Log(2), Math.Log(4), Math.Log(4.0 / 3), 1000, Inf, 0, NaN);
        Values(Silu(Row(0, Math.Log(3), -Math.Log(3), 1000, Inf, -Inf, NaN)), new(7), 0, 0.75 * Math.Log(3), -0.25 * Math.Log(3), 1000, Inf, 0, NaN);
        Assert.Equal(1, Softplus(-50).ToArray()[0] / Math.Exp(-50), 1e-14);
    }

    [Fact]
    public void LeakyRelu_and_Elu_bend_at_zero()
    {
        Values(LeakyRelu(Row(-2, 0, 3, Inf, -Inf, NaN)), new(6), -2 * (double)0.01f, 0, 3, Inf, -Inf, NaN);
        Values(LeakyRelu(Row(-2, 3), 0.5f), new(2), -1, 3);
        Values(Elu(Row(-Math.Log(2), 0, 3, Inf, -Inf, NaN)), new(6), -0.5, 0, 3, Inf, -1, NaN);
        Values(Elu(Row(-Math.Log(2), 3), alpha: 4), new(2), -2, 3);
    }

    // IEEE 754, 9.2.1: pow.
    [Fact]
    public void Pow_is_right_for_negative_bases_zeros_and_infinities()
    {
        Values(Pow(Row(2, -2, -8, 0.25), 3), new(4), 8, -8, -512, 1.0 / 64);
        Values(Pow(Row(-2, 0, -0.0, NaN, Inf), 0), new(5), 1, 1, 1, 1, 1);
        Values(Pow(Row(9, -4, 0), 0.5f), new(3), 3, NaN, 0);
        Values(Pow(Row(0, -0.0, 2, -2), -1), new(4), Inf, -Inf, 0.5, -0.5);
        Values(Pow(Row(0, -0.0), -2), new(2), Inf, Inf);
        Values(Pow(2, Row(3, -1, 0.5, Inf, -Inf, NaN)), new(6), 8, 0.5, Math.Sqrt(2), Inf, 0, NaN);
        Values(Pow(Row(1, -1), Row(Inf, Inf)), new(2), 1, 1);
        Values(Pow(Var.From([2, 3], 2, 1), Row(1, 2, 3)), new(2, 3), 2, 4, 8, 3, 9, 27);
        Message<ShapeException>("Pow: the shapes (2) and (3) do not broadcast: axis -1 is 2 and 3.", () => Pow(Row(1, 2), Row(1, 2, 3)));
    }

    [Fact]
    public void Clamp_keeps_what_is_between_its_limits()
    {
        Values(Clamp(Row(-2, -1, 0, 3, 5, Inf, -Inf, NaN), -1, 3), new(8), -1, -1, 0, 3, 3, 3, -1, NaN);
        Values(Clamp(Row(0, 2, 9), 5, 1), new(3), 1, 1, 1);
    }

    [Fact]
    public void The_shape_is_that_of_the_argument()
    {
        Assert.Equal(new Shape(2, 0, 3), Relu(Var.From([], 2, 0, 3)).Shape);
        Assert.Equal(new Shape(2, 3), Exp(Counting(2, 3)).Shape);
        Assert.Equal(new Shape(2, 3), Clamp(Counting(2, 3), 0, 1).Shape);
        Assert.Equal(new Shape(2, 3), Pow(Counting(2, 3), 2).Shape);
        Scalar(Tanh(0), 0);
    }
}
