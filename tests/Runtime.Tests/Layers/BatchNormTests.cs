using System.Numerics.Tensors;
using NNGen.Layers;

namespace NNGen.Runtime.Tests.Layers;

/// <summary>Batch normalisation by numbers that are worked out by hand.</summary>
public class BatchNormTests
{
    [Fact]
    public void Training_normalises_by_the_batch_and_follows_it()
    {
        var layer = new BatchNorm(C: 2, epsilon: 0, momentum: 0.25f, seed: 1);

        // Columns (1, 3, 5) and (2, 2, 8): means 3 and 4, variances 8/3 and 8, of a sample 4 and 12.
        float[] y = [.. layer.Forward(Tensor.Create([1f, 2, 3, 2, 5, 8], [3, 2]))];
        float a = MathF.Sqrt(1.5f), b = 1 / MathF.Sqrt(2);
        Assert.Equal([-a, -b, 0, -b, a, 2 * b], y, Near);
        Assert.Equal([0.75f, 1], layer.Mean.ValueBlock.Span.ToArray(), Near);
        Assert.Equal([1.75f, 3.75f], layer.Variance.ValueBlock.Span.ToArray(), Near);
        Assert.Equal(["Mean", "Variance"], layer.States.Select(state => state.Name));
    }

    [Fact]
    public void Inference_normalises_by_the_running_values_and_leaves_them()
    {
        var layer = new BatchNorm(C: 2, epsilon: 0, seed: 1);
        layer.Mean.Load(1, -1);
        layer.Variance.Load(4, 0.25f);
        layer.Gamma.Load(2, 3);
        layer.Beta.Load(0, 10);
        Assert.Equal([2f, 16], [.. layer.Infer(Tensor.Create([3f, 0], [1, 2]))], Near);
        Assert.Equal([1, -1], layer.Mean.ValueBlock.Span.ToArray());
        Assert.Equal([4, 0.25f], layer.Variance.ValueBlock.Span.ToArray());
    }

    [Fact]
    public void A_batch_of_one_is_its_own_mean_and_does_not_spoil_the_running_variance()
    {
        var layer = new BatchNorm(C: 1, momentum: 0.5f, seed: 1);
        Assert.Equal([0f], [.. layer.Forward(Tensor.Create([7f], [1, 1]))]);
        Assert.Equal([3.5f], layer.Mean.ValueBlock.Span.ToArray(), Near);
        Assert.Equal([0.5f], layer.Variance.ValueBlock.Span.ToArray(), Near);
    }

    [Fact]
    public void A_batch_of_nothing_can_be_inferred_and_not_trained_on()
    {
        var layer = new BatchNorm(C: 2, seed: 1);
        Assert.Equal(0, layer.Infer(Tensor.Create<float>([], [0, 2])).FlattenedLength);
        Assert.Throws<ShapeException>(() => layer.Forward(Tensor.Create<float>([], [0, 2])));
        Assert.Equal([0f, 0], layer.Mean.ValueBlock.Span.ToArray());
    }

    [Fact]
    public void Images_are_normalised_channel_by_channel()
    {
        float[] pixels = [.. Enumerable.Range(0, 2 * 3 * 4).Select(i => MathF.Sin(i * 3.7f))];
        var images = new BatchNorm2D(C: 3, seed: 1);
        float[] y = [.. images.Forward(Tensor.Create(pixels, [2, 3, 2, 2]))];

        // The same numbers with the channels last, as rows.
        var rows = new BatchNorm(C: 3, seed: 1);
        float[] z = [.. rows.Forward(Tensor.Create([.. Enumerable.Range(0, 24).Select(i => pixels[Pixel(i)])], [8, 3]))];
        for (int i = 0; i < 24; i++) Assert.Equal(z[i], y[Pixel(i)], 1e-5f);
        Assert.Equal(rows.Mean.ValueBlock.Span.ToArray(), images.Mean.ValueBlock.Span.ToArray(), Near);
        Assert.Equal(rows.Variance.ValueBlock.Span.ToArray(), images.Variance.ValueBlock.Span.ToArray(), Near);

        static int Pixel(int i) => i / 3 / 4 * 12 + i % 3 * 4 + i / 3 % 4;
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 1e-5f * Math.Max(1, Math.Abs(a));
}
