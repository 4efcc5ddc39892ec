using System.Numerics.Tensors;
using NNGen.Layers;

namespace NNGen.Runtime.Tests.Layers;

/// <summary>The layers that NNGen brings, as they run, against values that were computed by hand or stand in closed form.</summary>
public sealed class LayerValueTests
{
    private static Tensor<float> Of(float[] values, params nint[] lengths) => Tensor.Create(values, lengths);

    private static float[] Flat(TensorSpan<float> span)
    {
        float[] values = new float[(int)span.FlattenedLength];
        span.FlattenTo(values);
        return values;
    }

    private static void Near(double[] expected, Tensor<float> actual, double tolerance = 1e-5)
    {
        float[] found = [.. actual];
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) Assert.True(Math.Abs(found[i] - expected[i]) <= tolerance, $"At {i}: {found[i]} should be {expected[i]}.");
    }

    /// <summary>The row 1 3 has the mean 2 and the deviation 1, the row 0 8 the mean 4 and the deviation 4.</summary>
    [Fact]
    public void LayerNorm_centres_each_row_and_scales_it_to_a_deviation_of_one()
    {
        var layer = new LayerNorm(D: 2, epsilon: 0, seed: 1);
        Near([-1, 1, -1, 1], layer.Infer(Of([1, 3, 0, 8], 2, 2)));
        layer.Gain.Value[0] = 2;
        layer.Bias.Value[1] = 5;
        Near([-2, 6], layer.Infer(Of([1, 3], 2)));
    }

    /// <summary>A row of two can only be ±1 after normalisation, so no gradient but that of gain and bias is left.</summary>
    [Fact]
    public void LayerNorm_has_the_gradient_of_its_formula()
    {
        var layer = new LayerNorm(D: 2, epsilon: 0, seed: 1);
        layer.Forward(Of([1, 3], 1, 2));
        Near([0, 0], layer.Backward(Of([1, 10], 1, 2)));
        Assert.Equal([-1f, 10f], Flat(layer.Gain.Grad));
        Assert.Equal([1f, 10f], Flat(layer.Bias.Grad));
    }

    /// <summary>The mean square of 3 and 4 is 12.5, that of 1 and 7 is 25.</summary>
    [Fact]
    public void RmsNorm_divides_each_row_by_the_root_of_its_mean_square()
        => Near([3 / Math.Sqrt(12.5), 4 / Math.Sqrt(12.5), 0.2, 1.4], new RmsNorm(D: 2, seed: 1).Infer(Of([3, 4, 1, 7], 2, 2)));

    /// <summary>Φ(1) = 0.8413447, from a table of the normal distribution.</summary>
    [Fact]
    public void Gelu_is_x_times_the_normal_distribution()
        => Near([-0.1586553, 0, 0.8413447], new Gelu().Infer(Of([-1, 0, 1], 3)));

    /// <summary>σ(ln 3) = 3/4 and σ(−ln 3) = 1/4.</summary>
    [Fact]
    public void Silu_is_x_times_its_sigmoid()
        => Near([0.75 * Math.Log(3), 0, -0.25 * Math.Log(3)], new Silu().Infer(Of([MathF.Log(3), 0, -MathF.Log(3)], 3)));

    [Fact]
    public void LeakyRelu_has_its_slope_on_the_left()
    {
        Near([-0.02, 0, 2], new LeakyRelu().Infer(Of([-2, 0, 2], 3)));
        var layer = new LeakyRelu(slope: 0.5f);
        Near([-1, 0, 2], layer.Forward(Of([-2, 0, 2], 3)));
        Near([0.5, 0.5, 1], layer.Backward(Of([1, 1, 1], 3)));
    }

    /// <summary>e^(−ln 2) − 1 = −1/2.</summary>
    [Fact]
    public void Elu_goes_to_minus_alpha()
    {
        Near([-0.5, 0, 2], new Elu().Infer(Of([-MathF.Log(2), 0, 2], 3)));
        Near([-3, 1], new Elu(alpha: 3).Infer(Of([-100, 1], 2)));
    }

    /// <summary>Scores of 0 and ln 3 are probabilities of 1/2 and 3/4.</summary>
    [Fact]
    public void SigmoidWithLoss_is_the_mean_of_the_logarithms()
    {
        var layer = new SigmoidWithLoss();
        float loss = layer.Forward(Of([0, MathF.Log(3)], 2), Of([1, 0], 2));
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 2, loss, 1e-6);
        Near([-0.25, 0.375], layer.Backward());
        Assert.Equal(500, layer.Infer(Of([1000, -1000], 2), Of([0, 0], 2)), 1e-3);
    }

    [Fact]
    public void MeanSquaredError_is_the_mean_of_the_squares()
    {
        var layer = new MeanSquaredError();
        Assert.Equal(2.5f, layer.Forward(Of([1, 4], 1, 2), Of([2, 2], 1, 2)));
        Near([-1, 2], layer.Backward());
    }

    /// <summary>Errors of 1/2 and −3, of which only the first is squared: 1/8 and 3 − 1/2.</summary>
    [Fact]
    public void Huber_counts_small_errors_squared_and_large_ones_as_they_are()
    {
        var layer = new Huber();
        Assert.Equal((0.125f + 2.5f) / 2, layer.Forward(Of([0.5f, -1], 2), Of([0, 2], 2)), 1e-6f);
        Near([0.25, -0.5], layer.Backward());
        Assert.Equal((0.125f + 4.5f) / 2, new Huber(delta: 3).Infer(Of([0.5f, -1], 2), Of([0, 2], 2)), 1e-6f);
    }

    /// <summary>With all weights 1: tanh(1 + 2 + 0.5) and tanh(1 + 2 + 0.5) from one input and two states.</summary>
    [Fact]
    public void RnnCell_is_the_hyperbolic_tangent_of_both_products()
    {
        var cell = new RnnCell(I: 1, H: 2, seed: 1);
        cell.Wx.Value.Fill(1);
        cell.Wh.Value.Fill(1);
        Near([Math.Tanh(3.5), Math.Tanh(3.5)], cell.Infer(Of([1], 1, 1), Of([2, 0.5f], 1, 2)));
    }

    [Fact]
    public void Layers_with_leading_dims_take_a_single_row()
    {
        var layer = new Affine(I: 2, O: 3, seed: 1);
        Assert.Equal([3], layer.Forward(Of([1, 2], 2)).Lengths.ToArray());
        Assert.Equal([2], layer.Backward(Of([1, 2, 3], 3)).Lengths.ToArray());
        Assert.Equal([3], layer.Forward(Var.From([1, 2], 2)).Shape.Dims.ToArray());
        Assert.Equal([4], new Softmax().Infer(Of([1, 2, 3, 4], 4)).Lengths.ToArray());
    }

    [Fact]
    public void A_tensor_without_dims_is_refused_because_there_is_none_of_one_element()
        => Assert.Equal(
            "Relu.Forward: x should have shape (...) with one leading dim or more: with none there would be a tensor without dims, which Tensor<T> does not have. For a single row pass a leading dim of 1.",
            Assert.Throws<ShapeException>(() => new Relu().Forward(Tensor<float>.Empty)).Message);
}
