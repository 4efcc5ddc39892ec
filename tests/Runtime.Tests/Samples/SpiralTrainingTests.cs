using NNGen.Samples.Spiral;

namespace NNGen.Runtime.Tests.Samples;

/// <summary>The spiral sample, file for file as it runs.</summary>
public class SpiralTrainingTests
{
    private const int Epochs = 300;

    [Theory]
    [InlineData(1984)]
    [InlineData(1)]
    [InlineData(2)]
    public void Training_puts_96_of_100_points_into_the_right_arm(int seed)
    {
        (TwoLayerNet net, SpiralData data, float[] losses) = Train(seed, Epochs);
        int right = Training.CountRight(net, data);

        Assert.True(right >= 0.96 * SpiralData.Count, $"With seed {seed} only {right} of {SpiralData.Count} points are right.");
        Assert.True(losses[^1] < 0.2 * losses[0], $"With seed {seed} the loss fell from {losses[0]} to {losses[^1]} only.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
        => Assert.Equal(Train(seed: 7, epochs: 5).Losses, Train(seed: 7, epochs: 5).Losses);

    [Fact]
    public void Another_seed_gives_another_run()
        => Assert.NotEqual(Train(seed: 7, epochs: 1).Losses, Train(seed: 8, epochs: 1).Losses);

    [Fact]
    public void Every_arm_starts_in_the_middle_and_winds_outwards()
    {
        var data = new SpiralData(seed: 3);
        float[] radii = [.. data.All.Select(point => MathF.Sqrt((point.X * point.X) + (point.Y * point.Y)))];

        for (int i = 0; i < SpiralData.Count; i++) Assert.Equal((i % SpiralData.PointsPerArm) / 100f, radii[i], 1e-6f);
        Assert.Equal(Enumerable.Repeat(SpiralData.PointsPerArm, SpiralData.Arms), data.All.CountBy(point => point.Label).Select(arm => arm.Value));
    }

    private static (TwoLayerNet Net, SpiralData Data, float[] Losses) Train(int seed, int epochs)
    {
        var data = new SpiralData(seed);
        var net = new TwoLayerNet(I: 2, H: 10, O: SpiralData.Arms, seed: seed);
        return (net, data, [.. Training.Run(net, data, epochs, seed)]);
    }
}
