using System.Numerics.Tensors;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Definitions;

public class BoundaryTests
{
    private const string Where = "TwoLayerNet.Forward";

    [Fact]
    public void Labels_in_range_pass()
    {
        Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>([0, 2, 1]), 3);
        Boundary.Indices(Where, "t", "label", ReadOnlyTensorSpan<int>.Empty, 3);
        Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>(Array.Empty<int>(), [0, 4]), 3);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_label_out_of_range_is_named_with_its_row(int label)
        => Refuses($"TwoLayerNet.Forward: row 3: label {label} is not in 0..2. (Parameter 't')", [0, 1, 2, label, 0], [5], 3);

    [Fact]
    public void A_label_of_more_dims_is_named_with_its_full_index()
        => Refuses("TwoLayerNet.Forward: row (1, 0): label 5 is not in 0..2. (Parameter 't')", [0, 1, 2, 5, 0, 0], [2, 3], 3);

    [Fact]
    public void Without_classes_no_label_is_in_range()
        => Refuses("TwoLayerNet.Forward: row 0: label 0 cannot be, since there are no classes. (Parameter 't')", [0], [1], 0);

    // Every second entry is read, so the nines between do not matter.
    [Fact]
    public void Only_the_labels_of_a_strided_tensor_count()
    {
        int[] memory = [0, 9, 1, 9, 7, 9];
        Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>(memory, [2], [2]), 3);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>(memory, [3], [2]), 3));
        Assert.Equal("TwoLayerNet.Forward: row 2: label 7 is not in 0..2. (Parameter 't')", exception.Message);
    }

    [Fact]
    public void The_row_is_that_of_the_tensor_whatever_its_strides()
    {
        int[] memory = [0, 1, 2, 7, 0, 0]; // transposed: 0 7 / 1 0 / 2 0
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>(memory, [3, 2], [1, 3]), 3));
        Assert.Equal("TwoLayerNet.Forward: row (0, 1): label 7 is not in 0..2. (Parameter 't')", exception.Message);
    }

    [Fact]
    public void Labels_are_read_without_allocating()
    {
        int[] labels = [0, 1, 2];
        Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>(labels), 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>(labels), 3);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_is_taken_over_no_elements_is_named()
    {
        Boundary.NotEmpty(Where, "CrossEntropy(y, t)", 1);
        var exception = Assert.Throws<ShapeException>(() => Boundary.NotEmpty(Where, "CrossEntropy(y, t)", 0));
        Assert.Equal("TwoLayerNet.Forward: CrossEntropy(y, t) is taken over no elements, so it has no value.", exception.Message);
    }

    [Fact]
    public void Backward_asks_for_Forward_first()
    {
        Boundary.ForwardFirst("TwoLayerNet", ran: true);
        var exception = Assert.Throws<InvalidOperationException>(() => Boundary.ForwardFirst("TwoLayerNet", ran: false));
        Assert.Equal("TwoLayerNet.Backward: call Forward first; Backward uses the values that the last Forward kept.", exception.Message);
    }

    private static void Refuses(string message, int[] labels, nint[] lengths, int classes)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => Boundary.Indices(Where, "t", "label", new ReadOnlyTensorSpan<int>(labels, lengths), classes));
        Assert.Equal(message, exception.Message);
        Assert.Equal("t", exception.ParamName);
    }
}
