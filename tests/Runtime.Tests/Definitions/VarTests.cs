namespace NNGen.Runtime.Tests.Definitions;

public class VarTests
{
    [Fact]
    public void Holds_values_row_major_in_a_shape()
    {
        Var x = Var.From([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal(new Shape(2, 3), x.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], x.ToArray());
        Assert.Equal(3, x.Size(1));
        Assert.Equal(2, x.Size(-2));
    }

    [Fact]
    public void Without_dims_is_a_scalar() => Expect.Scalar(Var.From([5]), 5);

    [Fact]
    public void Does_not_change_with_the_arrays_it_came_from_or_gave()
    {
        double[] values = [1, 2];
        Var x = Var.From(values, 2);
        values[0] = 7;
        x.ToArray()[1] = 7;
        Assert.Equal([1, 2], x.ToArray());
    }

    [Fact]
    public void Needs_as_many_values_as_its_shape_has_elements()
    {
        Expect.Message<ShapeException>(
            "Var.From: the shape (2, 3) has 6 elements, but there are 5 values.", () => Var.From([1, 2, 3, 4, 5], 2, 3));
        Expect.Message<ShapeException>(
            "Var.From: the shape () has 1 elements, but there are 2 values.", () => Var.From([1, 2]));
        Expect.Message<ShapeException>(
            "IntVar.From: the shape (2) has 2 elements, but there are 3 values.", () => IntVar.From([1, 2, 3], 2));
    }

    [Fact]
    public void Names_axis_and_rank_when_there_is_no_such_axis()
    {
        const string Message = "Size: there is no axis 2 in (2, 3); rank 2 has axes -2..1. (Parameter 'axis')";
        Var x = Expect.Counting(2, 3);
        Expect.Message<ArgumentOutOfRangeException>(Message, () => x.Size(2));
        Expect.Message<ArgumentOutOfRangeException>(Message, () => IntVar.From(new int[6], 2, 3).Size(2));
        Expect.Message<ArgumentOutOfRangeException>(Message, () => (x < 1).Size(2));
    }

    [Fact]
    public void Is_what_a_float_or_an_int_converts_to()
    {
        Var fromFloat = 0.5f, fromInt = 3;
        Expect.Scalar(fromFloat, 0.5);
        Expect.Scalar(fromInt, 3);
    }

    [Fact]
    public void Prints_its_shape_and_first_values()
    {
        Assert.Equal("Var (2): [0.5, -1]", Var.From([0.5, -1], 2).ToString());
        Assert.Equal("Var (10): [0, 1, 2, 3, 4, 5, 6, 7, …]", Expect.Counting(10).ToString());
        Assert.Equal("IntVar (2): [4, 5]", IntVar.From([4, 5], 2).ToString());
        Assert.Equal("Mask (3): 1 of 3 true", (Expect.Counting(3) < 1).ToString());
    }

    [Fact]
    public void Integers_are_held_likewise()
    {
        int[] values = [1, 2, 3, 4];
        IntVar t = IntVar.From(values, 2, 2);
        values[0] = 7;
        t.ToArray()[1] = 7;
        Assert.Equal([1, 2, 3, 4], t.ToArray());
        Assert.Equal(new Shape(2, 2), t.Shape);
        Assert.Equal(2, t.Size(-1));
    }
}
