using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

/// <summary>Values from outside: sums written out by hand, and what must come of special kernels.</summary>
public class ImageTests
{
    private static readonly Var s_image = Counting(1, 1, 4, 4);

    [Fact]
    public void Conv2D_multiplies_a_window_with_the_kernel_as_it_is()
    {
        // A Sobel kernel over a ramp of slope 1 along the row and 4 along the column: 8 times the slope.
        Var alongRow = Var.From([-1, 0, 1, -2, 0, 2, -1, 0, 1], 1, 1, 3, 3), alongColumn = Var.From([-1, -2, -1, 0, 0, 0, 1, 2, 1], 1, 1, 3, 3);
        Values(Conv2D(s_image, alongRow), new(1, 1, 2, 2), 8, 8, 8, 8);
        Values(Conv2D(s_image, alongColumn), new(1, 1, 2, 2), 32, 32, 32, 32);
        // Not turned around: the kernel's first place is over the window's first.
        Values(Conv2D(s_image, Var.From([1, 0, 0, 0], 1, 1, 2, 2)), new(1, 1, 3, 3), 0, 1, 2, 4, 5, 6, 8, 9, 10);
    }

    [Fact]
    public void Conv2D_pads_with_zeros_on_both_sides()
        => Values(Conv2D(Counting(1, 1, 2, 2), Ones(1, 1, 2, 2), padding: 1), new(1, 1, 3, 3), 0, 1, 1, 2, 6, 4, 2, 5, 3);

    [Fact]
    public void Conv2D_steps_by_the_stride_and_leaves_what_does_not_fill_a_window()
    {
        Values(Conv2D(s_image, Ones(1, 1, 2, 2), stride: 2), new(1, 1, 2, 2), 0 + 1 + 4 + 5, 2 + 3 + 6 + 7, 8 + 9 + 12 + 13, 10 + 11 + 14 + 15);
        Values(Conv2D(s_image, Ones(1, 1, 2, 2), stride: 3), new(1, 1, 1, 1), 0 + 1 + 4 + 5);
        Values(Conv2D(Counting(1, 1, 3, 3), Ones(1, 1, 1, 1), stride: 2), new(1, 1, 2, 2), 0, 2, 6, 8);
    }

    [Fact]
    public void Conv2D_dilates_the_kernel()
        => Values(Conv2D(s_image, Ones(1, 1, 2, 2), dilation: 2), new(1, 1, 2, 2), 0 + 2 + 8 + 10, 1 + 3 + 9 + 11, 4 + 6 + 12 + 14, 5 + 7 + 13 + 15);

    [Fact]
    public void Conv2D_sums_over_channels_and_gives_each_output_its_kernels()
        // A convolution of one place is a matrix product over the channels.
        => Values(
            Conv2D(Var.From([1, 2, 10, 20], 1, 2, 1, 2), Var.From([1, 1, 1, -1, 0, 3], 3, 2, 1, 1)), new(1, 3, 1, 2),
            11, 22, -9, -18, 30, 60);

    [Fact]
    public void Conv2D_in_groups_gives_each_output_the_channels_of_its_group()
    {
        Var x = Var.From([1, 2, 3, 4], 1, 4, 1, 1);
        Values(Conv2D(x, Var.From([1, 10, 100, 1000], 2, 2, 1, 1), groups: 2), new(1, 2, 1, 1), 1 + 20, 300 + 4000);
        // As many groups as channels: each channel by itself, here with two outputs each.
        Values(Conv2D(Var.From([5, 7], 1, 2, 1, 1), Var.From([1, 10, 100, 1000], 4, 1, 1, 1), groups: 2), new(1, 4, 1, 1), 5, 50, 700, 7000);
    }

    [Fact]
    public void Conv2D_takes_images_one_by_one()
        => Values(Conv2D(Var.From([1, 2, 3, 4], 2, 1, 1, 2), Var.From([1, -1], 1, 1, 1, 2)), new(2, 1, 1, 1), -1, -1);

    [Fact]
    public void Conv2D_takes_nothing()
    {
        Values(Conv2D(Var.From([], 0, 1, 3, 3), Ones(2, 1, 2, 2)), new(0, 2, 2, 2));
        Values(Conv2D(Var.From([], 1, 0, 2, 2), Var.From([], 1, 0, 2, 2)), new(1, 1, 1, 1), 0);
    }

    [Fact]
    public void Conv2D_says_what_does_not_fit()
    {
        Message<ShapeException>(
            "Conv2D: x should have shape (N, C, H, W) and w (O, C/groups, KH, KW), but they have (3, 3) and (1, 1, 2, 2).",
            () => Conv2D(Counting(3, 3), Ones(1, 1, 2, 2)));
        Message<ShapeException>("Conv2D: x (1, 3, 4, 4) and w (2, 2, 2, 2): the 3 channels of x are not 2, the second dim of w.", () => Conv2D(Counting(1, 3, 4, 4), Ones(2, 2, 2, 2)));
        Message<ShapeException>(
            "Conv2D: x (1, 3, 4, 4) and w (2, 2, 2, 2): the 3 channels of x are not 2 groups of 2, the second dim of w.", () => Conv2D(Counting(1, 3, 4, 4), Ones(2, 2, 2, 2), groups: 2));
        Message<ShapeException>("Conv2D: x (1, 2, 4, 4) and w (3, 1, 2, 2): the 3 outputs of w do not go into 2 groups.", () => Conv2D(Counting(1, 2, 4, 4), Ones(3, 1, 2, 2), groups: 2));
        Message<ShapeException>("Conv2D: x (1, 1, 4, 4): a window of 5 does not fit in 4.", () => Conv2D(s_image, Ones(1, 1, 5, 5)));
        Message<ShapeException>(
            "Conv2D: x (1, 1, 4, 4): a window of 4 that are 2 apart, 7 together, does not fit in 4 with a padding of 1 on both sides.",
            () => Conv2D(s_image, Ones(1, 1, 4, 4), padding: 1, dilation: 2));
        Assert.StartsWith("Conv2D: the stride should be at least 1, but is 0.", Assert.Throws<ArgumentOutOfRangeException>(() => Conv2D(s_image, Ones(1, 1, 2, 2), stride: 0)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Conv2D: the groups should be at least 1, but is -1.", Assert.Throws<ArgumentOutOfRangeException>(() => Conv2D(s_image, Ones(1, 1, 2, 2), groups: -1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conv1D_slides_along_a_series()
    {
        Var x = Var.From([1, 2, 4, 8, 16], 1, 1, 5);
        Values(Conv1D(x, Var.From([-1, 1], 1, 1, 2)), new(1, 1, 4), 1, 2, 4, 8);
        Values(Conv1D(x, Var.From([1, 1, 1], 1, 1, 3), padding: 1), new(1, 1, 5), 3, 7, 14, 28, 24);
        Values(Conv1D(x, Var.From([1, 1], 1, 1, 2), stride: 2), new(1, 1, 2), 3, 12);
        Values(Conv1D(x, Var.From([1, 1], 1, 1, 2), dilation: 3), new(1, 1, 2), 9, 18);
        Values(Conv1D(Var.From([1, 2, 3, 4], 1, 2, 2), Var.From([1, 10], 2, 1, 1), groups: 2), new(1, 2, 2), 1, 2, 30, 40);
        Values(Conv1D(Var.From([1, 2, 3, 4], 1, 2, 2), Var.From([1, 10], 1, 2, 1)), new(1, 1, 2), 31, 42);
    }

    [Fact]
    public void Conv1D_says_what_does_not_fit()
    {
        Message<ShapeException>(
            "Conv1D: x should have shape (N, C, T) and w (O, C/groups, K), but they have (1, 1, 4, 4) and (1, 1, 2).", () => Conv1D(s_image, Ones(1, 1, 2)));
        Message<ShapeException>("Conv1D: x (1, 1, 2): a window of 3 does not fit in 2.", () => Conv1D(Counting(1, 1, 2), Ones(1, 1, 3)));
    }

    [Fact]
    public void MaxPool2D_takes_the_largest_of_each_window()
    {
        Values(MaxPool2D(s_image, 2), new(1, 1, 2, 2), 5, 7, 13, 15);
        Values(MaxPool2D(s_image, 2, stride: 1), new(1, 1, 3, 3), 5, 6, 7, 9, 10, 11, 13, 14, 15);
        Values(MaxPool2D(s_image, 3), new(1, 1, 1, 1), 10);
        // Padding is below everything, also below negative values.
        Values(MaxPool2D(-s_image, 2, stride: 2, padding: 1), new(1, 1, 3, 3), 0, -1, -3, -4, -5, -7, -12, -13, -15);
        Values(MaxPool2D(Var.From([1, double.NaN, 3, 4], 1, 1, 2, 2), 2), new(1, 1, 1, 1), double.NaN);
        Values(MaxPool2D(Counting(2, 2, 1, 1), 1), new(2, 2, 1, 1), 0, 1, 2, 3);
    }

    [Fact]
    public void AvgPool2D_takes_the_mean_of_each_window()
    {
        Values(AvgPool2D(s_image, 2), new(1, 1, 2, 2), 2.5, 4.5, 10.5, 12.5);
        Values(AvgPool2D(s_image, 4), new(1, 1, 1, 1), 7.5);
        // Padding counts: a corner of one element in four.
        Values(AvgPool2D(Ones(1, 1, 2, 2), 2, stride: 1, padding: 1), new(1, 1, 3, 3), 0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 0.25);
    }

    [Fact]
    public void Pooling_says_what_does_not_fit()
    {
        Message<ShapeException>("MaxPool2D: x should have shape (N, C, H, W), but has (3, 3).", () => MaxPool2D(Counting(3, 3), 2));
        Message<ShapeException>("AvgPool2D: x (1, 1, 4, 4): a window of 7 does not fit in 4 with a padding of 1 on both sides.", () => AvgPool2D(s_image, 7, 1, 1));
        Assert.StartsWith(
            "MaxPool2D: a padding of 2 should be below the size of 2, or a window would see padding alone.",
            Assert.Throws<ArgumentOutOfRangeException>(() => MaxPool2D(s_image, 2, 1, 2)).Message, StringComparison.Ordinal);
    }

    private static Var Ones(params int[] shape) => Full(1, shape);
}
