using NNGen.Runtime.Tests.Definitions;
using NNGen.Verification;
using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Verification;

/// <summary>Also verifies the gradient formulas that the documentation of <see cref="Ops"/> gives.</summary>
public class NumericalGradientTests
{
    private const double Tolerance = 2e-9;

    private readonly Var _x = Var.From([0.3, -1.2, 0.7, 2.1, -0.4, 1.5], 2, 3);
    private readonly Var _dy = Var.From([1, -2, 0.5, 3, 0.25, -1], 2, 3);

    public static TheoryData<string, Func<Var, Var>, Func<double, double>> Elementwise => new()
    {
        { "Exp", Exp, Math.Exp },
        { "Log of square", x => Log(Square(x)), x => 2 / x },
        { "Sqrt of square plus one", x => Sqrt(Square(x) + 1), x => x / Math.Sqrt(x * x + 1) },
        { "Rsqrt of square plus one", x => Rsqrt(Square(x) + 1), x => -x * Math.Pow(x * x + 1, -1.5) },
        { "Square", Square, x => 2 * x },
        { "Abs", Abs, x => Math.Sign(x) },
        { "Tanh", Tanh, x => 1 / (Math.Cosh(x) * Math.Cosh(x)) },
        { "Sigmoid", Sigmoid, x => 1 / (2 + 2 * Math.Cosh(x)) },
        { "Relu", Relu, x => x > 0 ? 1 : 0 },
        { "Maximum", x => Maximum(x, 1), x => x > 1 ? 1 : 0 },
        { "Minimum", x => Minimum(x, 1), x => x < 1 ? 1 : 0 },
        { "Where", x => Where(x < 0.5f, x * 3, x * 5), x => x < 0.5 ? 3 : 5 },
        { "negation", x => -x, _ => -1 },
        { "division", x => 1 / x, x => -1 / (x * x) },
    };

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Of_a_function_of_one_element_is_its_derivative(string name, Func<Var, Var> f, Func<double, double> derivative)
    {
        Var gradient = NumericalGradient.Of(x => Sum(f(x) * _dy), _x);
        double[] expected = [.. _x.ToArray().Zip(_dy.ToArray(), (x, dy) => dy * derivative(x))];
        Near(gradient, Var.From(expected, 2, 3), name);
    }

    [Fact]
    public void Of_a_product_of_matrices_is_a_product_with_a_transpose()
    {
        Var w = Var.From([0.1, 0.2, -0.3, 0.4, 0.5, -0.6], 3, 2), dy = Var.From([1, -2, 0.5, 3], 2, 2);
        Near(NumericalGradient.Of(x => Sum(MatMul(x, w) * dy), _x), MatMul(dy, Transpose(w)));
        Near(NumericalGradient.Of(v => Sum(MatMul(_x, v) * dy), w), MatMul(Transpose(_x), dy));
    }

    [Fact]
    public void Of_what_was_stretched_is_the_sum_over_the_stretch()
    {
        Var b = Row(1, 2, 3);
        Near(NumericalGradient.Of(v => Sum((_x + v) * _dy), b), Sum(_dy, 0));
        Near(NumericalGradient.Of(v => Sum((_x * v) * _dy), b), Sum(_dy * _x, 0));
        Near(NumericalGradient.Of(v => Sum(BroadcastTo(v, 2, 3) * _dy), b), Sum(_dy, 0));
        Near(NumericalGradient.Of(v => Sum(Repeat(v, 2, 0) * _dy), Var.From([1, 2, 3], 1, 3)), Sum(_dy, 0, keepDims: true));
    }

    [Fact]
    public void Of_reductions_spreads_the_gradient_of_the_result()
    {
        Near(NumericalGradient.Of(Sum, _x), Full(1, 2, 3));
        Near(NumericalGradient.Of(Mean, _x), Full(1, 2, 3) / 6);
        Near(NumericalGradient.Of(Max, _x), Var.From([0, 0, 0, 1, 0, 0], 2, 3));
        Near(NumericalGradient.Of(Min, _x), Var.From([0, 1, 0, 0, 0, 0], 2, 3));
        Near(NumericalGradient.Of(LogSumExp, _x), Exp(_x - LogSumExp(_x)));
        Near(NumericalGradient.Of(x => Sum(Mean(x, 1) * Row(1, 2)), _x), Var.From([1, 1, 1, 2, 2, 2], 2, 3) / 3);
    }

    [Fact]
    public void Of_a_softmax_is_as_documented()
    {
        Var y = Softmax(_x);
        Near(NumericalGradient.Of(x => Sum(Softmax(x) * _dy), _x), y * (_dy - Sum(_dy * y, -1, keepDims: true)));
        Near(NumericalGradient.Of(x => Sum(LogSoftmax(x) * _dy), _x), _dy - y * Sum(_dy, -1, keepDims: true));
    }

    [Fact]
    public void Of_a_cross_entropy_is_softmax_minus_target_over_rows()
    {
        IntVar labels = IntVar.From([2, 0], 2);
        Near(NumericalGradient.Of(x => CrossEntropy(x, labels), _x), (Softmax(_x) - OneHot(labels, 3)) / 2);
        Var t = Var.From([0.1, 0.2, 0.3, 0.5, 0.5, 1], 2, 3);
        Near(NumericalGradient.Of(x => CrossEntropy(x, t), _x), (Softmax(_x) * Sum(t, -1, keepDims: true) - t) / 2);
        Near(NumericalGradient.Of(v => CrossEntropy(_x, v), t), -LogSoftmax(_x) / 2);
    }

    [Fact]
    public void Of_a_pick_is_one_at_the_entry()
        => Near(NumericalGradient.Of(x => Sum(Pick(x, IntVar.From([1, 2], 2))), _x), Var.From([0, 1, 0, 0, 0, 1], 2, 3));

    [Fact]
    public void Of_a_parameter_perturbs_it_in_double_precision_and_leaves_its_floats_alone()
    {
        var net = new TinyNet();
        float[] before = net.W.ValueBlock.Span.ToArray();
        Near(NumericalGradient.Of(() => Sum(Square(net.W) * net.W), net.W), 3 * Square(net.W));
        Assert.Equal(before, net.W.ValueBlock.Span.ToArray());
        Expect.Values(net.W, new(2, 3), [.. before.Select(v => (double)v)]);
    }

    [Fact]
    public void A_parameter_is_itself_again_when_the_loss_throws()
    {
        var net = new TinyNet();
        Assert.Throws<ShapeException>(() => NumericalGradient.Of(() => net.W + Counting(7), net.W));
        net.W.Load(1, 2, 3, 4, 5, 6);
        Expect.Values(net.W, new(2, 3), 1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public void The_function_gives_a_scalar()
        => Message<ShapeException>(
            "NumericalGradient: the function should give a scalar, but gave (2, 3).", () => NumericalGradient.Of(Exp, _x));

    private static void Near(Var actual, Var expected, string name = "")
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach (var (a, e) in actual.ToArray().Zip(expected.ToArray()))
            Assert.True(Math.Abs(a - e) <= Tolerance * Math.Max(1, Math.Abs(e)), $"{name}: the derivative should be {e:R}, but the difference quotient is {a:R}.");
    }
}
