using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class MovingTests
{
    private readonly Var _x = Counting(2, 3);

    [Fact]
    public void Permute_gives_axis_d_the_named_axis_as_NumPy_transposes()
    {
        Values(Permute(_x, 1, 0), new(3, 2), 0, 3, 1, 4, 2, 5);
        Values(Permute(Counting(2, 2, 3), 2, 0, 1), new(3, 2, 2), 0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11);
        Values(Permute(Counting(2, 1, 3), -1, 0, -2), new(3, 2, 1), 0, 3, 1, 4, 2, 5);
        Values(Permute(7), default, 7);
        Values(Permute(Var.From([], 0, 3), 1, 0), new(3, 0));
    }

    [Fact]
    public void Permute_wants_every_axis_once()
    {
        Message<ShapeException>("Permute: each axis of (2, 3) should be named once, but the axes are (0, 0).", () => Permute(_x, 0, 0));
        Message<ShapeException>("Permute: each axis of (2, 3) should be named once, but the axes are (1).", () => Permute(_x, 1));
        Message<ArgumentOutOfRangeException>("Permute: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => Permute(_x, 0, 2));
    }

    [Fact]
    public void Slice_takes_entries_of_an_axis()
    {
        Values(Slice(_x, 1, 1, 2), new(2, 2), 1, 2, 4, 5);
        Values(Slice(_x, -2, 1, 1), new(1, 3), 3, 4, 5);
        Values(Slice(_x, 1, 3, 0), new(2, 0));
        Values(Slice(Var.From([], 0, 3), 1, 0, 2), new(0, 2));
    }

    [Fact]
    public void Slice_names_what_is_not_there()
    {
        Message<ShapeException>("Slice: 3 entries from 1 on do not lie in axis 1 of (2, 3), which has 3.", () => Slice(_x, 1, 1, 3));
        Message<ShapeException>("Slice: 1 entries from -1 on do not lie in axis 0 of (2, 3), which has 2.", () => Slice(_x, 0, -1, 1));
        Message<ShapeException>("Slice: -1 entries from 1 on do not lie in axis 0 of (2, 3), which has 2.", () => Slice(_x, 0, 1, -1));
        Message<ArgumentOutOfRangeException>("Slice: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => Slice(_x, 2, 0, 1));
    }

    [Fact]
    public void Pad_adds_a_value_before_and_after()
    {
        Values(Pad(_x, 1, 1, 2), new(2, 6), 0, 0, 1, 2, 0, 0, 0, 3, 4, 5, 0, 0);
        Values(Pad(Row(1, 2), 0, 0, 1, -1.5f), new(3), 1, 2, -1.5);
        Values(Pad(Var.From([], 0, 2), 0, 1, 0, 3), new(1, 2), 3, 3);
        Message<ArgumentOutOfRangeException>("Pad: the entries before cannot be negative, but are -1. (Parameter 'before')", () => Pad(_x, 0, -1, 0));
        Message<ArgumentOutOfRangeException>("Pad: the entries after cannot be negative, but are -2. (Parameter 'after')", () => Pad(_x, 0, 0, -2));
    }

    [Fact]
    public void Flip_turns_an_axis_around()
    {
        Values(Flip(_x, 1), new(2, 3), 2, 1, 0, 5, 4, 3);
        Values(Flip(_x, 0), new(2, 3), 3, 4, 5, 0, 1, 2);
        Message<ArgumentOutOfRangeException>("Flip: there is no axis -3 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => Flip(_x, -3));
    }

    [Fact]
    public void Concat_joins_along_an_axis()
    {
        Values(Concat(1, _x, Var.From([10, 20], 2, 1)), new(2, 4), 0, 1, 2, 10, 3, 4, 5, 20);
        Values(Concat(-2, _x, Counting(1, 3)), new(3, 3), 0, 1, 2, 3, 4, 5, 0, 1, 2);
        Values(Concat(0, Row(1), Row(), Row(2, 3)), new(3), 1, 2, 3);
    }

    [Fact]
    public void Concat_names_what_cannot_be_joined()
    {
        Message<ShapeException>("Concat: (2, 3) and (3, 3) cannot be joined along axis 1: the other dims should be the same.", () => Concat(1, _x, Counting(3, 3)));
        Message<ShapeException>("Concat: (2, 3) and (3) cannot be joined along axis 0: the other dims should be the same.", () => Concat(0, _x, Row(1, 2, 3)));
        Message<ShapeException>("Concat: there is nothing to join.", () => Concat(0));
        Message<ArgumentOutOfRangeException>("Concat: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')", () => Concat(2, _x));
    }

    [Fact]
    public void Stack_makes_a_new_axis()
    {
        Values(Stack(0, Row(1, 2), Row(3, 4)), new(2, 2), 1, 2, 3, 4);
        Values(Stack(-1, Row(1, 2), Row(3, 4), Row(5, 6)), new(2, 3), 1, 3, 5, 2, 4, 6);
        Values(Stack(0, 1, 2), new(2), 1, 2);
        Message<ShapeException>("Stack: (2, 3) and (3) are not of one shape.", () => Stack(0, _x, Row(1, 2, 3)));
        Message<ShapeException>("Stack: there is nothing to stack.", () => Stack(0));
    }

    [Fact]
    public void Brackets_take_an_index_or_a_range_of_each_axis()
    {
        Var x = Counting(2, 3, 4);
        Values(x[1, 2, 3], default, 23);
        Values(x[.., 1..3, ^1], new(2, 2), 7, 11, 19, 23);
        Values(x[0, ^1], new(4), 8, 9, 10, 11);
        Values(x[^1, 0, 1..^1], new(2), 13, 14);
        Values(x[.., 3.., 0], new(2, 0));
        Assert.Equal(x.ToArray(), x[..].ToArray());
        Assert.Equal(new Shape(1, 3, 4), x[1..].Shape);
    }

    [Fact]
    public void Brackets_name_what_is_not_there()
    {
        Message<ShapeException>("x[2]: 2 does not lie in axis 0 of (2, 3), which has 2.", () => _x[2]);
        Message<ShapeException>("x[0, ^4]: ^4 does not lie in axis 1 of (2, 3), which has 3.", () => _x[0, ^4]);
        Message<ShapeException>("x[0..^0, 2..1]: 2..1 does not lie in axis 1 of (2, 3), which has 3.", () => _x[.., 2..1]);
        Message<ShapeException>("x[0, 0, 0]: there are 3 items for the 2 axes of (2, 3).", () => _x[0, 0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _x[-1]);
    }

    [Fact]
    public void Items_of_brackets_are_equal_where_they_take_the_same()
    {
        AxisItem one = 1, range = 1..1;
        Assert.True(one == 1);
        Assert.True(one != range);
        Assert.Equal(((AxisItem)(^1)).GetHashCode(), ((AxisItem)(^1)).GetHashCode());
    }
}
