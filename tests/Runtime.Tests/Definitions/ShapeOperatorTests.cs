using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class ShapeOperatorTests
{
    private readonly Var _x = Counting(2, 3);

    [Fact]
    public void Reshape_keeps_the_elements_in_order()
    {
        Values(Reshape(_x, 3, 2), new(3, 2), 0, 1, 2, 3, 4, 5);
        Values(Reshape(_x, 6), new(6), 0, 1, 2, 3, 4, 5);
        Values(Reshape(Var.From([7], 1, 1)), default, 7);
    }

    [Fact]
    public void Reshape_finds_the_dim_that_is_minus_one()
    {
        Assert.Equal(new Shape(3, 2), Reshape(_x, 3, -1).Shape);
        Assert.Equal(new Shape(6), Reshape(_x, -1).Shape);
        Assert.Equal(new Shape(0, 3), Reshape(Var.From([], 3, 0), -1, 3).Shape);
    }

    [Fact]
    public void Reshape_names_both_shapes_when_they_do_not_fit()
    {
        Message<ShapeException>("Reshape: (2, 3) to (4, 2): there are 6 elements on the one side, 8 on the other.", () => Reshape(_x, 4, 2));
        Message<ShapeException>("Reshape: (2, 3) to (4, -1): 6 elements are not a multiple of 4.", () => Reshape(_x, 4, -1));
        Message<ShapeException>("Reshape: (2, 3) to (-1, -1): only one dim may be -1.", () => Reshape(_x, -1, -1));
        Message<ShapeException>(
            "Reshape: (0, 3) to (0, -1): beside a dim of 0, -1 could be any number.", () => Reshape(Var.From([], 0, 3), 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reshape(_x, -2, -3));
    }

    [Fact]
    public void Flatten_makes_one_dim_of_all_from_an_axis_on()
    {
        Values(Flatten(Counting(2, 1, 3)), new(2, 3), 0, 1, 2, 3, 4, 5);
        Assert.Equal(new Shape(6), Flatten(_x, 0).Shape);
        Assert.Equal(new Shape(2, 3, 20), Flatten(Counting(2, 3, 4, 5), -2).Shape);
        Assert.Equal(new Shape(0, 12), Flatten(Var.From([], 0, 3, 4)).Shape);
        Message<ArgumentOutOfRangeException>(
            "Flatten: there is no axis 1 in (3); rank 1 has axes -1..0. (Parameter 'axis')", () => Flatten(Counting(3)));
    }

    [Fact]
    public void ExpandDims_inserts_a_one()
    {
        Assert.Equal(new Shape(1, 2, 3), ExpandDims(_x, 0).Shape);
        Assert.Equal(new Shape(2, 1, 3), ExpandDims(_x, 1).Shape);
        Values(ExpandDims(_x, -1), new(2, 3, 1), 0, 1, 2, 3, 4, 5);
        Assert.Equal(new Shape(1, 2, 3), ExpandDims(_x, -3).Shape);
        Values(ExpandDims(5, 0), new(1), 5);
        Message<ArgumentOutOfRangeException>(
            "ExpandDims: a dim cannot be inserted into (2, 3) at axis 3; the result has rank 3, with axes -3..2. (Parameter 'axis')",
            () => ExpandDims(_x, 3));
    }

    [Fact]
    public void Squeeze_drops_a_one()
    {
        Values(Squeeze(Counting(2, 1, 3), 1), new(2, 3), 0, 1, 2, 3, 4, 5);
        Assert.Equal(new Shape(1, 2), Squeeze(Counting(1, 2, 1), -1).Shape);
        Message<ShapeException>("Squeeze: axis -1 of (2, 3) is 3, not 1.", () => Squeeze(_x, -1));
        Message<ArgumentOutOfRangeException>(
            "Squeeze: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => Squeeze(_x, 2));
    }

    [Fact]
    public void BroadcastTo_stretches()
    {
        Values(BroadcastTo(Row(1, 2), 2, 2), new(2, 2), 1, 2, 1, 2);
        Values(BroadcastTo(Var.From([1, 2], 2, 1), 2, 3), new(2, 3), 1, 1, 1, 2, 2, 2);
        Values(BroadcastTo(5, 3), new(3), 5, 5, 5);
        Values(BroadcastTo(Row(1), 0), new(0));
    }

    [Fact]
    public void BroadcastTo_names_both_shapes_when_one_does_not_stretch()
    {
        Message<ShapeException>("BroadcastTo: (2, 3) does not stretch to (2, 4): axis -1 is 3 and 4.", () => BroadcastTo(_x, 2, 4));
        Message<ShapeException>("BroadcastTo: (2, 3) does not stretch to (1, 3): axis -2 is 2 and 1.", () => BroadcastTo(_x, 1, 3));
        Message<ShapeException>("BroadcastTo: (2, 3) does not stretch to (3): rank 2 is more than 1.", () => BroadcastTo(_x, 3));
    }

    [Fact]
    public void Repeat_repeats_each_entry_as_NumPy_does()
    {
        Values(Repeat(Row(1, 2), 3, 0), new(6), 1, 1, 1, 2, 2, 2);
        Values(Repeat(Counting(1, 3), 2, 0), new(2, 3), 0, 1, 2, 0, 1, 2);
        Values(Repeat(Counting(2, 2), 2, -1), new(2, 4), 0, 0, 1, 1, 2, 2, 3, 3);
        Values(Repeat(Counting(2, 2), 2, 0), new(4, 2), 0, 1, 0, 1, 2, 3, 2, 3);
        Values(Repeat(Row(1, 2), 0, 0), new(0));
    }

    [Fact]
    public void Repeat_takes_no_negative_count_and_no_axis_that_does_not_exist()
    {
        Message<ArgumentOutOfRangeException>("Repeat: the count cannot be negative, but is -1. (Parameter 'count')", () => Repeat(_x, -1, 0));
        Message<ArgumentOutOfRangeException>(
            "Repeat: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => Repeat(_x, 2, 2));
    }

    [Fact]
    public void Full_is_the_same_everywhere()
    {
        Values(Full(1.5f, 2, 2), new(2, 2), 1.5, 1.5, 1.5, 1.5);
        Values(Full(3), default, 3);
        Values(Full(3, 0), new(0));
        Message<ArgumentOutOfRangeException>("A dim cannot be negative: (-1). (Parameter 'dims')", () => Full(1, -1));
    }

    [Fact]
    public void Arange_counts_from_zero()
    {
        Values(Arange(4), new(4), 0, 1, 2, 3);
        Values(Arange(0), new(0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Arange(-1));
        Assert.Equal([true, false, true, true], (Arange(2) <= ExpandDims(Arange(2), 1)).ToArray());
    }

    [Fact]
    public void StopGradient_is_the_identity() => Values(StopGradient(_x), new(2, 3), 0, 1, 2, 3, 4, 5);
}
