using NNGen.Runtime.Tests.Definitions;
using NNGen.Verification;
using static NNGen.Ops;

namespace NNGen.Runtime.Tests.Verification;

public class GradientCheckTests
{
    [Fact]
    public void The_error_is_relative_to_the_larger_gradient_and_the_worst_element_is_told()
    {
        GradientComparison worst = GradientCheck.Compare("W", [1f, 2f, 4f], [1.0, 2.5, 4.5]);
        Assert.Equal(new GradientComparison("W", new(3), 1, 2, 2.5, 0.2), worst);
    }

    [Fact]
    public void A_small_gradient_is_measured_against_the_largest_of_its_tensor()
        => Assert.Equal(1e-6 / (0.01 * 10), GradientCheck.Compare("W", [1e-6f, 10], [0.0, 10]).RelativeError, 1e-10);

    [Fact]
    public void Gradients_of_next_to_nothing_are_measured_against_the_floor()
        => Assert.Equal(1e-8 / GradientCheck.AbsoluteFloor, GradientCheck.Compare("W", [1e-8f], [0.0]).RelativeError, 1e-10);

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(float.NaN, double.NaN)]
    [InlineData(float.PositiveInfinity, double.PositiveInfinity)]
    public void What_is_not_finite_is_infinitely_wrong(float analytic, double numerical)
        => Assert.Equal(double.PositiveInfinity, GradientCheck.Compare("W", [1, analytic, 1], [1, numerical, 1]).RelativeError);

    [Fact]
    public void There_are_as_many_of_the_one_as_of_the_other()
        => Expect.Message<ShapeException>(
            "GradientCheck: W has 2 gradients and 3 numerical ones.", () => GradientCheck.Compare("W", [1, 2], [1.0, 2, 3]));

    [Fact]
    public void Nothing_to_compare_is_no_error()
        => Assert.Equal((-1, 0.0), (GradientCheck.Compare("W", [], []).Worst, GradientCheck.Compare("W", [], []).RelativeError));

    [Fact]
    public void A_layer_with_the_right_gradients_passes_and_a_wrong_one_is_found()
    {
        var net = new TinyNet();
        Var Loss() => net.Params.Select(p => Sum(Square(p))).Aggregate((a, b) => a + b);
        foreach (Parameter p in net.Params)
            for (int i = 0; i < p.GradBlock.Length; i++) p.GradBlock.Span[i] = 2 * p.ValueBlock.Span[i];

        GradientReport right = GradientCheck.Of(net, Loss);
        Assert.Equal(["W", "Hidden.W", "Hidden.Inner.S", "B"], right.Comparisons.Select(c => c.Name));
        Assert.InRange(right.WorstError, 0, 1e-6);

        net.Params[1].GradBlock.Span[7] += 1;
        GradientReport wrong = GradientCheck.Of(net, Loss);
        GradientComparison worst = wrong.Comparisons.MaxBy(c => c.RelativeError)!;
        Assert.Equal(("Hidden.W", new Shape(4, 5), 7), (worst.Name, worst.Shape, worst.Worst));
        Assert.Equal(worst.RelativeError, wrong.WorstError);
    }

    [Fact]
    public void The_report_is_a_table()
        => Assert.Equal(
            """
            parameter  shape   worst error  analytic  numerical
            Hidden.W   (2, 3)  2.5e-07      0.125     0.125
            x          ()      Infinity     NaN       1

            """,
            new GradientReport(
                new GradientComparison("Hidden.W", new(2, 3), 0, 0.125, 0.125, 2.5e-7),
                new GradientComparison("x", default, 0, double.NaN, 1, double.PositiveInfinity)).ToString());

    [Fact]
    public void An_empty_report_has_no_error() => Assert.Equal(0, new GradientReport().WorstError);
}
