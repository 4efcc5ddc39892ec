using NNGen.Samples.CustomLayer;

namespace NNGen.Runtime.Tests.Samples;

/// <summary>The layer of samples/CustomLayer, file for file as it runs.</summary>
public class CustomLayerTests
{
    [Fact]
    public void Its_gradients_agree_with_the_numerical_ones()
    {
        var report = BlockCheck.Run();

        Assert.Equal(["x", "Gate", "Up", "Down", "Scale"], report.Comparisons.Select(comparison => comparison.Name));
        Assert.True(report.WorstError < 1e-4, report.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_network_with_it_learns_to_multiply(int seed)
    {
        var net = new Regressor(I: 2, D: 8, H: 16, seed: seed);
        float[] losses = [.. Products.Train(net, steps: 1000).Select(each => each.Loss)];

        Assert.True(losses[^1] < 0.005f, $"With seed {seed} the mean squared error is still {losses[^1]} after {losses.Length} steps; it was {losses[0]}.");
        Assert.Equal(0.4f, Products.Predict(net, 0.5f, 0.8f), 0.1f);
    }
}
