using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class ProbabilityTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    // The scores are logarithms, so that the probabilities are fractions: 1 2 5 of 8, and 3 3 2 of 8.
    private readonly Var _scores = Log(Var.From([1, 2, 5, 3, 3, 2], 2, 3));

    [Fact]
    public void Softmax_gives_the_share_of_each_exponential()
    {
        Values(Softmax(_scores), new(2, 3), 0.125, 0.25, 0.625, 0.375, 0.375, 0.25);
        Values(Softmax(_scores, 0), new(2, 3), 0.25, 0.4, 5 / 7.0, 0.75, 0.6, 2 / 7.0);
        Values(Softmax(_scores, 1), new(2, 3), Softmax(_scores).ToArray());
    }

    [Fact]
    public void LogSoftmax_is_its_logarithm()
    {
        Values(LogSoftmax(_scores), new(2, 3), [.. new[] { 0.125, 0.25, 0.625, 0.375, 0.375, 0.25 }.Select(v => Math.Log(v))]);
        Values(LogSoftmax(_scores, -2), new(2, 3), [.. new[] { 0.25, 0.4, 5 / 7.0, 0.75, 0.6, 2 / 7.0 }.Select(v => Math.Log(v))]);
    }

    [Fact]
    public void Softmax_and_LogSoftmax_do_not_overflow()
    {
        Values(Softmax(Row(1000, 1000, -1000)), new(3), 0.5, 0.5, 0);
        Values(LogSoftmax(Row(1000, 0)), new(2), 0, -1000);
        Values(Softmax(Row(0, -Inf)), new(2), 1, 0);
        Values(LogSoftmax(Row(0, -Inf)), new(2), 0, -Inf);
    }

    [Fact]
    public void Softmax_and_LogSoftmax_let_NaN_pass_along_their_row_alone()
    {
        Var x = Var.From([NaN, 0, 0, 0], 2, 2);
        Values(Softmax(x), new(2, 2), NaN, NaN, 0.5, 0.5);
        Values(LogSoftmax(x), new(2, 2), NaN, NaN, -Math.Log(2), -Math.Log(2));
        Values(Softmax(Row(Inf, 0)), new(2), NaN, NaN);
    }

    /// <summary>Probabilities of 1/2, 1/4 and 3/4 against 1, 0 and 1/2: −log 1/2, −log 3/4 and −(log 3/4 + log 1/4)/2.</summary>
    [Fact]
    public void BinaryCrossEntropy_is_the_mean_of_both_logarithms_weighted_by_the_target()
    {
        double expected = (Math.Log(2) - Math.Log(0.75) - (Math.Log(0.75) + Math.Log(0.25)) / 2) / 3;
        Values(BinaryCrossEntropy(Row(0, -Math.Log(3), Math.Log(3)), Row(1, 0, 0.5)), new(), expected);
        Values(BinaryCrossEntropy(Row(1000, -1000), Row(1, 0)), new(), 0);
        Values(BinaryCrossEntropy(Row(1000, -1000), Row(0, 1)), new(), 1000);
        Message<ShapeException>(
            "BinaryCrossEntropy: scores (2) and targets (3) should have the same shape: axis -1 is 2 and 3.", () => BinaryCrossEntropy(Row(1, 2), Row(1, 2, 3)));
    }

    [Fact]
    public void Softmax_of_nothing_is_nothing()
    {
        Values(Softmax(Var.From([], 0, 3)), new(0, 3));
        Values(LogSoftmax(Var.From([], 2, 0)), new(2, 0));
    }

    [Fact]
    public void Softmax_and_LogSoftmax_name_axis_and_rank_when_there_is_no_such_axis()
    {
        Message<ArgumentOutOfRangeException>(
            "Softmax: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => Softmax(_scores, 2));
        Message<ArgumentOutOfRangeException>("LogSoftmax: there is no axis -1 in (); a scalar has no axes. (Parameter 'axis')", () => LogSoftmax(1));
    }

    [Fact]
    public void CrossEntropy_is_the_mean_of_minus_the_logarithm_of_each_labels_share()
    {
        Scalar(CrossEntropy(_scores, IntVar.From([2, 0], 2)), -(Math.Log(0.625) + Math.Log(0.375)) / 2);
        Scalar(CrossEntropy(Row(0, 0, 0, 0), IntVar.From([3])), Math.Log(4));
        Scalar(CrossEntropy(Reshape(_scores, 2, 1, 3), IntVar.From([2, 0], 2, 1)), -(Math.Log(0.625) + Math.Log(0.375)) / 2);
        Scalar(CrossEntropy(Row(0, 5000), IntVar.From([0])), 5000);
    }

    [Fact]
    public void CrossEntropy_of_one_hot_targets_is_that_of_the_labels()
    {
        IntVar labels = IntVar.From([2, 0], 2);
        Scalar(CrossEntropy(_scores, OneHot(labels, 3)), -(Math.Log(0.625) + Math.Log(0.375)) / 2);
    }

    [Fact]
    public void CrossEntropy_of_soft_targets_weighs_the_logarithms()
        => Scalar(
            CrossEntropy(Row(Math.Log(1), Math.Log(3)), Row(0.5, 0.25)), -(0.5 * Math.Log(0.25) + 0.25 * Math.Log(0.75)));

    [Fact]
    public void CrossEntropy_does_not_hide_NaN()
        => Scalar(CrossEntropy(Var.From([NaN, 0, 0, 0], 2, 2), IntVar.From([1, 1], 2)), NaN);

    [Fact]
    public void CrossEntropy_names_the_row_and_the_label_that_is_out_of_range()
    {
        Message<ArgumentOutOfRangeException>(
            "CrossEntropy: row 3: label 7 is not in 0..2. (Parameter 'labels')",
            () => CrossEntropy(Counting(5, 3), IntVar.From([0, 1, 2, 7, 0], 5)));
        Message<ArgumentOutOfRangeException>(
            "CrossEntropy: row (0, 1): label -1 is not in 0..2. (Parameter 'labels')",
            () => CrossEntropy(Counting(1, 2, 3), IntVar.From([0, -1], 1, 2)));
    }

    [Fact]
    public void CrossEntropy_names_both_shapes_when_they_do_not_fit()
    {
        Message<ShapeException>(
            "CrossEntropy: scores (2, 3) asks for labels (2), its shape without the last axis, but labels is (3): axis -1 is 2 and 3.",
            () => CrossEntropy(_scores, IntVar.From([0, 0, 0], 3)));
        Message<ShapeException>(
            "CrossEntropy: scores (2, 3) and targets (2, 4) should have the same shape: axis -1 is 3 and 4.",
            () => CrossEntropy(_scores, Counting(2, 4)));
        Message<ShapeException>(
            "CrossEntropy: scores (2, 3) and targets (3) should have the same shape: the ranks are 2 and 1.",
            () => CrossEntropy(_scores, Counting(3)));
        Message<ShapeException>("CrossEntropy: scores () should have at least one dim.", () => CrossEntropy(1, 1));
    }

    [Fact]
    public void CrossEntropy_of_no_rows_has_no_mean()
    {
        const string Expected = "CrossEntropy: there is no mean of no rows; scores is (0, 3).";
        Var none = Var.From([], 0, 3);
        Message<ShapeException>(Expected, () => CrossEntropy(none, IntVar.From([], 0)));
        Message<ShapeException>(Expected, () => CrossEntropy(none, none));
    }
}
