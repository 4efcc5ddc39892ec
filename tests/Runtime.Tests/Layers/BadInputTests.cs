using System.Numerics.Tensors;
using NNGen.Layers;

namespace NNGen.Runtime.Tests.Layers;

/// <summary>What a generated method says of arguments that do not fit, and that it has changed nothing when it says it.</summary>
public sealed class BadInputTests
{
    private static TwoLayerNet Net() => new(I: 2, H: 3, O: 3, seed: 1984);

    private static Tensor<float> Floats(params nint[] lengths)
        => Tensor.Create([.. Enumerable.Range(0, (int)TensorPrimitives.Product<nint>(lengths)).Select(i => 0.1f * (i % 7) - 0.3f)], lengths);

    private static Tensor<int> Ints(params int[] values) => Tensor.Create(values, [values.Length]);

    [Fact]
    public void A_wrong_size_is_named_with_what_was_expected()
        => Refuses("TwoLayerNet.Forward: x should have shape (N, I) with I = 2, but has (4, 3).", "x", () => Net().Forward(Floats(4, 3), Ints(0, 1, 2, 0)));

    [Fact]
    public void A_wrong_rank_is_named_with_what_was_expected()
        => Refuses("TwoLayerNet.Forward: x should have shape (N, I) with I = 2, but has (4).", "x", () => Net().Forward(Floats(4), Ints(0, 1, 2, 0)));

    [Fact]
    public void Arguments_that_do_not_fit_each_other_are_named_with_what_the_first_said()
        => Refuses("TwoLayerNet.Forward: t should have shape (N) with N = 4, but has (3).", "t", () => Net().Forward(Floats(4, 2), Ints(0, 1, 2)));

    [Fact]
    public void The_method_that_was_called_is_named()
    {
        Refuses("TwoLayerNet.Infer: x should have shape (N, I) with I = 2, but has (4, 3).", "x", () => Net().Infer(Floats(4, 3), Ints(0, 1, 2, 0)));
        Refuses("TwoLayerNet.Predict: x should have shape (N, I) with I = 2, but has (4, 3).", "x", () => Net().Predict(Floats(4, 3)));
        Refuses("Affine.Forward: x should have shape (..., I) with I = 2, but has (4, 3).", "x", () => new Affine(I: 2, O: 1).Forward(Floats(4, 3)));
    }

    [Fact]
    public void A_gradient_of_the_wrong_shape_is_refused()
    {
        var layer = new Affine(I: 2, O: 3, seed: 1);
        layer.Forward(Floats(4, 2));
        Assert.Equal("Affine.Backward: dy should have shape (..., O) = (4, 3), but has (4, 2).", Assert.Throws<ShapeException>(() => layer.Backward(Floats(4, 2))).Message);

        // The refusal used nothing up.
        Assert.Equal([4, 2], layer.Backward(Floats(4, 3)).Lengths.ToArray());
    }

    [Fact]
    public void A_destination_of_the_wrong_shape_is_refused()
    {
        var layer = new Affine(I: 2, O: 3, seed: 1);
        Tensor<float> wrong = Floats(3, 4);
        float[] before = [.. wrong];
        Assert.Equal("Affine.Forward: y should have shape (..., O) = (4, 3), but has (3, 4).", Assert.Throws<ShapeException>(() => layer.Forward(Floats(4, 2).AsReadOnlyTensorSpan(), wrong.AsTensorSpan())).Message);
        layer.Forward(Floats(4, 2));
        Assert.Equal("Affine.Backward: dx should have shape (..., I) = (4, 2), but has (3, 4).", Assert.Throws<ShapeException>(() => layer.Backward(Floats(4, 3).AsReadOnlyTensorSpan(), wrong.AsTensorSpan())).Message);
        Assert.Equal(before, wrong.ToArray());
    }

    [Fact]
    public void A_label_out_of_range_is_named_with_its_row()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Net().Forward(Floats(4, 2), Ints(0, 1, 3, 0))).Message;
        Assert.StartsWith("TwoLayerNet.Forward: row 2: label 3 is not in 0..2.", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentOutOfRangeException>(() => Net().Infer(Floats(4, 2), Ints(0, -1, 2, 0))).Message;
        Assert.StartsWith("TwoLayerNet.Infer: row 1: label -1 is not in 0..2.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_call_leaves_the_last_one_as_it_was()
    {
        TwoLayerNet net = Net(), undisturbed = Net();
        foreach (TwoLayerNet each in new[] { net, undisturbed })
        {
            each.Forward(Floats(4, 2), Ints(0, 1, 2, 0));
            each.Backward();
            each.Forward(Floats(5, 2), Ints(0, 1, 2, 0, 1));
        }

        float[][] gradients = Gradients(net);
        Assert.Throws<ShapeException>(() => net.Forward(Floats(400, 3), Ints(0)));
        Assert.Throws<ShapeException>(() => net.Forward(Floats(400, 2), Ints(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Forward(Floats(2, 2), Ints(0, 3)));
        Assert.Equal(gradients, Gradients(net));
        net.Backward();
        undisturbed.Backward();
        Assert.Equal(Gradients(undisturbed), Gradients(net));
    }

    [Fact]
    public void Inference_between_forward_and_backward_changes_nothing()
    {
        TwoLayerNet net = Net(), undisturbed = Net();
        net.Forward(Floats(4, 2), Ints(0, 1, 2, 0));
        undisturbed.Forward(Floats(4, 2), Ints(0, 1, 2, 0));
        net.Infer(Floats(9, 2), Ints(0, 1, 2, 0, 1, 2, 0, 1, 2));
        net.Predict(Floats(3, 2));
        net.Backward();
        undisturbed.Backward();
        Assert.Equal(Gradients(undisturbed), Gradients(net));
    }

    [Fact]
    public void Backward_needs_a_forward_of_its_own()
    {
        TwoLayerNet net = Net();
        const string Message = "TwoLayerNet.Backward: call Forward first; Backward uses the values that the last Forward kept.";
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => net.Backward()).Message);
        net.Infer(Floats(4, 2), Ints(0, 1, 2, 0));
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => net.Backward()).Message);
        net.Forward(Floats(4, 2), Ints(0, 1, 2, 0));
        net.Backward();
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => net.Backward()).Message);
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_result()
    {
        Assert.Equal([0, 3], Net().Predict(Floats(0, 2)).Lengths.ToArray());
        var layer = new Affine(I: 2, O: 3, seed: 1);
        Assert.Equal([0, 3], layer.Forward(Floats(0, 2)).Lengths.ToArray());
        Assert.Equal([0, 2], layer.Backward(Floats(0, 3)).Lengths.ToArray());
        Assert.All(Gradients(layer), gradient => Assert.All(gradient, value => Assert.Equal(0, value)));
        Assert.Equal([0, 4], new Relu().Forward(Floats(0, 4)).Lengths.ToArray());
        Assert.Equal([0, 4], new Softmax().Forward(Floats(0, 4)).Lengths.ToArray());
    }

    [Fact]
    public void A_mean_over_an_empty_batch_is_refused()
    {
        Assert.Equal(
            "TwoLayerNet.Forward: Loss: CrossEntropy(scores, labels) is taken over no elements, so it has no value.",
            Assert.Throws<ShapeException>(() => Net().Forward(Floats(0, 2), Ints())).Message);
        Assert.Equal(
            "Blend.Forward: Mean(Square(x - y)) is taken over no elements, so it has no value.",
            Assert.Throws<ShapeException>(() => new Blend(H: 2).Forward(Floats(0, 2), Floats(0, 2))).Message);
    }

    [Fact]
    public void A_missing_tensor_is_refused()
    {
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Net().Forward(null!, Ints(0))).ParamName);
        Assert.Equal("t", Assert.Throws<ArgumentNullException>(() => Net().Forward(Floats(1, 2), null!)).ParamName);
        var layer = new Affine(I: 2, O: 3);
        layer.Forward(Floats(4, 2));
        Assert.Equal("dy", Assert.Throws<ArgumentNullException>(() => layer.Backward(null!)).ParamName);
    }

    [Fact]
    public void A_dim_below_one_is_refused()
        => Assert.Contains("the dim H should be at least 1, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new TwoLayerNet(I: 2, H: 0, O: 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fact_about_the_call_is_checked_at_the_call()
    {
        Assert.Equal([1, 2], new Halves().Forward(Floats(1, 4)).Lengths.ToArray());
        Assert.Contains("L % 2 == 0", Assert.Throws<ShapeException>(() => new Halves().Forward(Floats(1, 5))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_no_number_passes_through_and_stays_in_its_row(float odd)
    {
        Tensor<float> x = Floats(20, 2);
        x[7, 1] = odd;
        var layer = new Affine(I: 2, O: 3, seed: 1);
        Tensor<float> y = layer.Forward(x);
        for (int row = 0; row < 20; row++)
            for (int column = 0; column < 3; column++)
                Assert.Equal(row != 7, float.IsFinite(y[row, column]));
        layer.Backward(Floats(20, 3));
        Assert.Contains(Gradients(layer)[0], value => !float.IsFinite(value));
        Assert.True(float.IsNaN(new Relu().Forward(Tensor.Create([float.NaN], [1]))[0]));
        Assert.True(float.IsNaN(Net().Forward(Tensor.Create([float.NaN, 0f], [1, 2]), Ints(0))));
    }

    [Fact]
    public void Tensors_that_do_not_lie_row_by_row_are_read_as_what_they_are()
    {
        Tensor<float> dense = Floats(4, 2);
        Tensor<float> transposed = Tensor.PermuteDimensions(dense, [1, 0]);
        Tensor<float> wide = Floats(4, 6);
        for (int row = 0; row < 4; row++)
            for (int column = 0; column < 2; column++)
                wide[row, 2 + column] = dense[row, column];
        ReadOnlyTensorSpan<float> slice = wide.AsReadOnlyTensorSpan().Slice([0..4, 2..4]);
        Assert.False(slice.IsDense);

        var layer = new Affine(I: 2, O: 3, seed: 1);
        float[] expected = [.. layer.Forward(dense)];
        Tensor<float> room = Floats(4, 9);
        TensorSpan<float> destination = room.AsTensorSpan().Slice([0..4, 3..6]);
        layer.Forward(slice, destination);
        for (int row = 0; row < 4; row++)
            for (int column = 0; column < 3; column++)
                Assert.Equal(expected[row * 3 + column], room[row, 3 + column]);

        // What lies beside the destination is not touched.
        Assert.Equal(Floats(4, 9)[1, 2], room[1, 2]);
        Assert.Equal(Floats(4, 9)[1, 6], room[1, 6]);
        Assert.Equal(4, transposed.Lengths[1]);
        Assert.Equal(new Relu().Forward(dense).ToArray(), new Relu().Forward(Tensor.PermuteDimensions(transposed, [1, 0])).ToArray());
    }

    private static float[][] Gradients(ILayer layer) => [.. layer.Params.Select(parameter => parameter.GradBlock.Span.ToArray())];

    private static void Refuses(string message, string argument, Func<object> call)
    {
        var refused = Assert.Throws<ShapeException>(call);
        Assert.Equal(message, refused.Message);
        Assert.Equal(argument, refused.ParamName);
    }
}
