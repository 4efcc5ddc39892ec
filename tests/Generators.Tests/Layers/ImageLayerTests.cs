using System.Numerics.Tensors;
using NNGen.Layers;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Networks of convolutions and poolings compile at the first attempt, agree with their definitions, and learn.</summary>
[Collection(nameof(VectorWidths))]
public sealed class ImageLayerTests
{
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(ImageLayers.Source));

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Networks_agree_with_their_definitions(int width)
        => CompiledLayers.AllAgree(width, Layers.Value.Models.Where(model => model.Name != "LeNet").Select(model => Layers.Value[model.FullName]));

    [Fact]
    public void LeNet_has_the_parameters_of_the_paper_and_learns()
    {
        ILayer net = Layers.Value["LeNet"].Make();
        Assert.Equal(61_706, net.Params.Sum(parameter => parameter.Shape.Size));

        // A bright square on one of ten places, and noise.
        const int Images = 20;
        var numbers = new TestNumbers(3);
        float[] pixels = new float[Images * 28 * 28];
        int[] labels = [.. Enumerable.Range(0, Images).Select(image => image % 10)];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int image, int row, int column) = (i / 784, i / 28 % 28, i % 28);
            bool isInside = row / 6 == labels[image] / 5 + 1 && column / 5 == labels[image] % 5;
            pixels[i] = (isInside ? 1 : 0) + 0.1f * numbers.Next(-1, 1);
        }

        Tensor<float> x = Tensor.Create(pixels, [Images, 1, 28, 28]);
        Tensor<int> t = Tensor.Create(labels, [Images]);
        LayerUnderTest lenet = Layers.Value["LeNet"];
        var sgd = new Sgd(learningRate: 0.05f);
        float first = Loss(), last = first;
        for (int step = 0; step < 60; step++)
        {
            lenet.CallRaw(net, "Backward", false);
            sgd.Update(net);
            last = Loss();
        }

        Assert.True(last < 0.2f * first, $"The loss went from {first} to {last}.");

        float Loss() => (float)lenet.CallRaw(net, "Forward", x, t)!;
    }

    [Fact]
    public void A_convolution_is_made_as_users_expect()
    {
        var convolution = new Conv2D(C: 3, O: 16, K: 5, stride: 2, padding: 2, seed: 1);
        Tensor<float> y = convolution.Forward(Tensors.Filled(0, new(2, 3, 32, 32)));
        Assert.Equal([2, 16, 16, 16], y.Lengths.ToArray());
        Assert.Equal([16, 3, 5, 5], convolution.W.Shape.ToArray());
        Assert.Equal([2, 16, 16, 16], new MaxPool2D().Infer(Tensors.Filled(0, new(2, 16, 32, 32))).Lengths.ToArray());
        Assert.Equal([2, 16, 16, 16], new MaxPool2D(size: 3, stride: 2, padding: 1).Infer(Tensors.Filled(0, new(2, 16, 32, 32))).Lengths.ToArray());
        Assert.Equal([2, 16, 30, 30], new AvgPool2D(size: 3, stride: 1).Infer(Tensors.Filled(0, new(2, 16, 32, 32))).Lengths.ToArray());
        Assert.Equal([2, 8, 10], new Conv1D(C: 4, O: 8, K: 3, dilation: 2, groups: 4).Infer(Tensors.Filled(0, new(2, 4, 14))).Lengths.ToArray());
        Assert.Equal([2, 48], new Flatten().Infer(Tensors.Filled(0, new(2, 3, 4, 4))).Lengths.ToArray());
    }

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Layers_agree_with_their_definitions_whatever_their_settings(int width)
        => CompiledLayers.AllAgree(width, [
            BuiltInLayerTests.Image("Conv2D", ("Stride", 2), ("Padding", 1)),
            BuiltInLayerTests.Image("Conv2D", ("Dilation", 2), ("Padding", 2), ("Groups", 2)),
            BuiltInLayerTests.Image("Conv1D", ("Stride", 3), ("Padding", 1), ("Groups", 2)),
            BuiltInLayerTests.Image("MaxPool2D", ("Size", 3), ("Stride", 1), ("Padding", 1)),
            BuiltInLayerTests.Image("AvgPool2D", ("Size", 3), ("Stride", 2), ("Padding", 2)),
        ]);
}
