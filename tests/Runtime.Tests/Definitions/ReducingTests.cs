using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class ReducingTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    // 1 2 6
    // 4 0 5
    private readonly Var _x = Var.From([1, 2, 6, 4, 0, 5], 2, 3);

    private static readonly Var NoRows = Var.From([], 0, 3);

    [Fact]
    public void Everything_reduces_to_a_scalar()
    {
        Scalar(Sum(_x), 18);
        Scalar(Mean(_x), 3);
        Scalar(Max(_x), 6);
        Scalar(Min(_x), 0);
        Scalar(LogSumExp(Log(_x)), Math.Log(18));
        Scalar(Sum(7), 7);
    }

    [Fact]
    public void An_axis_is_dropped()
    {
        Values(Sum(_x, 0), new(3), 5, 2, 11);
        Values(Sum(_x, 1), new(2), 9, 9);
        Values(Mean(_x, 0), new(3), 2.5, 1, 5.5);
        Values(Mean(_x, -1), new(2), 3, 3);
        Values(Max(_x, 0), new(3), 4, 2, 6);
        Values(Max(_x, -1), new(2), 6, 5);
        Values(Min(_x, -2), new(3), 1, 0, 5);
        Values(Min(_x, 1), new(2), 1, 0);
        Values(LogSumExp(Log(_x), 1), new(2), Math.Log(9), Math.Log(9));
        Values(Sum(Row(1, 2), 0), default, 3);
    }

    [Fact]
    public void An_axis_is_kept_as_one_with_keepDims()
    {
        Values(Sum(_x, 0, keepDims: true), new(1, 3), 5, 2, 11);
        Values(Mean(_x, 1, keepDims: true), new(2, 1), 3, 3);
        Values(Max(_x, -1, keepDims: true), new(2, 1), 6, 5);
        Values(Min(_x, 0, keepDims: true), new(1, 3), 1, 0, 5);
        Values(LogSumExp(Log(_x), -1, keepDims: true), new(2, 1), Math.Log(9), Math.Log(9));
    }

    [Fact]
    public void A_middle_axis_reduces()
        => Values(Sum(Counting(2, 3, 2), 1), new(2, 2), 0 + 2 + 4, 1 + 3 + 5, 6 + 8 + 10, 7 + 9 + 11);

    // Of 2, 4, 4, 4, 5, 5, 7, 9 the mean is 5 and the variance 4.
    [Fact]
    public void The_variance_is_that_of_the_population()
    {
        Var x = Row(2, 4, 4, 4, 5, 5, 7, 9);
        Scalar(Variance(x), 4);
        Scalar(Variance(7), 0);
        Values(Variance(x, 0), default, 4);
        Values(Variance(_x, 0), new(3), 2.25, 1, 0.25);
        Values(Variance(_x, -1, keepDims: true), new(2, 1), 14.0 / 3, 14.0 / 3);
        Scalar(Variance(x + 1e9f), 4);
        Scalar(Variance(Row(1, NaN)), NaN);
    }

    [Fact]
    public void CumSum_adds_up_along_an_axis()
    {
        Values(CumSum(_x, 1), new(2, 3), 1, 3, 9, 4, 4, 9);
        Values(CumSum(_x, 0), new(2, 3), 1, 2, 6, 5, 2, 11);
        Values(CumSum(Counting(2, 2, 2), -2), new(2, 2, 2), 0, 1, 2, 4, 4, 5, 10, 12);
        Values(CumSum(NoRows, 0), new(0, 3));
        Values(CumSum(Row(1, Inf, 2, NaN, 3), 0), new(5), 1, Inf, Inf, NaN, NaN);
    }

    [Fact]
    public void ArgMax_finds_the_first_of_the_largest()
    {
        Assert.Equal("IntVar (2): [2, 2]", ArgMax(_x, 1).ToString());
        Assert.Equal([1, 0, 0], ArgMax(_x, 0).ToArray());
        Assert.Equal([1], ArgMax(Row(1, 5, 5, -Inf, 5), -1).ToArray());
        Assert.Equal(default, ArgMax(Row(1, 5), 0).Shape);
        Assert.Equal([2, 0], ArgMax(Var.From([1, Inf, NaN, NaN, NaN, Inf], 2, 3), 1).ToArray());
        Assert.Equal([0], ArgMax(Row(-Inf, -Inf), 0).ToArray());
        Assert.Equal(new Shape(0), ArgMax(NoRows, 1).Shape);
        Message<ShapeException>("ArgMax: there is no largest element of no elements; x is (0, 3), and axis 0 is empty.", () => ArgMax(NoRows, 0));
    }

    [Fact]
    public void NaN_and_infinity_pass()
    {
        Var x = Var.From([1, NaN, Inf, 1, 2, -Inf], 2, 3);
        Values(Sum(x, 1), new(2), NaN, -Inf);
        Values(Mean(x, 1), new(2), NaN, -Inf);
        Values(Max(x, 1), new(2), NaN, 2);
        Values(Min(x, 1), new(2), NaN, -Inf);
        Values(Max(x, 0), new(3), 1, NaN, Inf);
        Scalar(Sum(x), NaN);
        Scalar(Max(x), NaN);
    }

    [Fact]
    public void LogSumExp_neither_overflows_nor_underflows()
    {
        Scalar(LogSumExp(Row(1000, 1000)), 1000 + Math.Log(2));
        Scalar(LogSumExp(Row(-1000, -1000)), -1000 + Math.Log(2));
        Scalar(LogSumExp(Row(-Inf, 3)), 3);
        Scalar(LogSumExp(Row(-Inf, -Inf)), -Inf);
        Scalar(LogSumExp(Row(Inf, 3)), Inf);
        Scalar(LogSumExp(Row(NaN, 3)), NaN);
    }

    [Fact]
    public void Over_no_elements_a_sum_is_zero_and_a_LogSumExp_minus_infinity()
    {
        Scalar(Sum(NoRows), 0);
        Values(Sum(NoRows, 0), new(3), 0, 0, 0);
        Values(Sum(NoRows, 1), new(0));
        Scalar(LogSumExp(NoRows), -Inf);
    }

    [Fact]
    public void Over_no_elements_there_is_no_mean_maximum_or_minimum()
    {
        Message<ShapeException>("Mean: there is no mean of no elements; x is (0, 3).", () => Mean(NoRows));
        Message<ShapeException>("Max: there is no maximum of no elements; x is (0, 3).", () => Max(NoRows));
        Message<ShapeException>("Min: there is no minimum of no elements; x is (0, 3).", () => Min(NoRows));
        Message<ShapeException>("Variance: there is no variance of no elements; x is (0, 3).", () => Variance(NoRows));
        Message<ShapeException>("Variance: there is no variance of no elements; x is (0, 3), and axis 0 is empty.", () => Variance(NoRows, 0));
        Message<ShapeException>("Mean: there is no mean of no elements; x is (0, 3), and axis 0 is empty.", () => Mean(NoRows, 0));
        Message<ShapeException>("Max: there is no maximum of no elements; x is (0, 3), and axis -2 is empty.", () => Max(NoRows, -2));
        Message<ShapeException>("Min: there is no minimum of no elements; x is (0, 3), and axis 0 is empty.", () => Min(NoRows, 0));
    }

    [Fact]
    public void Of_no_rows_the_mean_of_each_row_is_empty()
    {
        Values(Mean(NoRows, 1), new(0));
        Values(Max(NoRows, 1, keepDims: true), new(0, 1));
    }

    [Fact]
    public void Names_operator_axis_and_rank_when_there_is_no_such_axis()
    {
        foreach (var (name, reduce) in new (string, Func<object>)[]
        {
            ("Sum", () => Sum(_x, 2)), ("Mean", () => Mean(_x, 2)), ("Max", () => Max(_x, 2)), ("Min", () => Min(_x, 2)), ("LogSumExp", () => LogSumExp(_x, 2)),
            ("Variance", () => Variance(_x, 2)), ("CumSum", () => CumSum(_x, 2)), ("ArgMax", () => ArgMax(_x, 2)),
        })
            Message<ArgumentOutOfRangeException>($"{name}: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", reduce);
        Message<ArgumentOutOfRangeException>("Sum: there is no axis -1 in (); a scalar has no axes. (Parameter 'axis')", () => Sum(1, -1));
    }
}
