using System.Runtime.CompilerServices;
using NNGen.Samples.NativeAot;
using NNGen.Samples.Spiral;

namespace NNGen.Runtime.Tests.Samples;

/// <summary>The parts of samples/NativeAot, file for file as they are published.</summary>
public class NativeAotTests
{
    [Fact]
    public void The_weights_in_the_program_put_96_of_100_points_into_the_right_arm()
    {
        int right = Training.CountRight(TrainedNet.Load(), new SpiralData(seed: 1984));

        Assert.True(right >= 0.96 * SpiralData.Count, $"Only {right} of {SpiralData.Count} points are right: write samples/NativeAot/Weights.cs anew, as its README says.");
    }

    [Fact]
    public void The_file_of_the_weights_is_what_the_program_would_write()
        => Assert.Equal(File.ReadAllText(WeightsOfTheSample()).ReplaceLineEndings("\n"), WeightsFile.Of(TrainedNet.Load()));

    [Fact]
    public void What_it_trains_predicts_as_well_as_what_it_carries()
        => Assert.True(Training.CountRight(TrainedNet.Train(), new SpiralData(seed: 1984)) >= 0.96 * SpiralData.Count);

    [Fact]
    public void Points_are_read_two_numbers_at_a_time()
    {
        Assert.True(Points.TryParse(["0.5", "-0.25", "1", "1e-1"], out float[]? points, out _));
        Assert.Equal([0.5f, -0.25f, 1, 0.1f], points);
    }

    [Theory]
    [InlineData("'north' is not a number", "0.5", "north")]
    [InlineData("'NaN' is not a number", "NaN", "1")]
    [InlineData("3 has no second", "1", "2", "3")]
    public void Nonsense_is_told_in_a_sentence(string sentence, params string[] arguments)
    {
        Assert.False(Points.TryParse(arguments, out _, out string? problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    private static string WeightsOfTheSample([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples", "NativeAot", "Weights.cs"));
}
