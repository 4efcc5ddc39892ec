namespace NNGen.Runtime.Tests.Definitions;

public class MaskTests
{
    private readonly Mask _a = Mask.From([true, true, false, false], 4), _b = Mask.From([true, false, true, false], 4);

    [Fact]
    public void Combine_as_truth_values_do()
    {
        Assert.Equal([true, false, false, false], (_a & _b).ToArray());
        Assert.Equal([true, true, true, false], (_a | _b).ToArray());
        Assert.Equal([false, false, true, true], (!_a).ToArray());
    }

    [Fact]
    public void Broadcast()
    {
        Mask column = Mask.From([true, false], 2, 1), scalar = Mask.From([true]);
        Assert.Equal(new Shape(2, 4), (column & _a).Shape);
        Assert.Equal([true, true, false, false, false, false, false, false], (column & _a).ToArray());
        Assert.Equal([true, true, true, true], (scalar | _a).ToArray());
        Expect.Message<ShapeException>("&: the shapes (4) and (3) do not broadcast: axis -1 is 4 and 3.", () => _a & Mask.From([true, true, true], 3));
    }

    [Fact]
    public void Hold_their_values_row_major_in_a_shape()
    {
        bool[] values = [true, false, true, true];
        Mask mask = Mask.From(values, 2, 2);
        values[0] = false;
        Assert.Equal([true, false, true, true], mask.ToArray());
        Assert.Equal("Mask (2, 2): 3 of 4 true", mask.ToString());
        Assert.Equal(2, mask.Size(-1));
        Expect.Message<ShapeException>("Mask.From: the shape (3) has 3 elements, but there are 2 values.", () => Mask.From([true, true], 3));
    }
}
