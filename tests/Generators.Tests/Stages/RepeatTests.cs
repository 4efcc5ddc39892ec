using NNGen.Generators.Emission;

namespace NNGen.Generators.Tests.Stages;

/// <summary>Where a list of steps repeats itself: steps are letters here, and those that begin a part are capitals.</summary>
public sealed class RepeatTests
{
    private const string Block = "Abcdefghijkl";

    [Theory]
    [InlineData("nothing repeats here", "")]
    [InlineData("Abcdefghijkl Abcdefghijkl", "")] // twice is read as fast
    [InlineData("AbcAbcAbcAbcAbcAbc", "")] // five times three steps saved
    [InlineData("AbcAbcAbcAbcAbcAbcAbc", "0: 3 x 7")]
    [InlineData("xyAbcdefghijklAbcdefghijklAbcdefghijklz", "2: 12 x 3")]
    [InlineData("efghijklAbcdefghijklAbcdefghijklAbcdefghijklAbc", "8: 12 x 3")] // a loop begins where a block does
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa-bcbcbcbcbcbcbcbcbcbcbcbcbcbcbc", "0: 1 x 25; 26: 2 x 15")] // the smallest period, twice over
    public void Runs_are_found(string steps, string expected)
        => Assert.Equal(expected, string.Join("; ", Repeat.Find([.. steps.Select(step => (int)step)], i => char.IsUpper(steps[i])).Select(run => $"{run.Start}: {run.Period} x {run.Count}")));

    [Fact]
    public void Every_step_of_a_run_is_the_one_of_the_first_time()
    {
        var random = new Random(7);
        for (int trial = 0; trial < 300; trial++)
        {
            string steps = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => string.Concat(Enumerable.Repeat(Block[..random.Next(1, Block.Length)], random.Next(1, 9)))));
            int end = 0;
            foreach (Repeat run in Repeat.Find([.. steps.Select(step => (int)step)], _ => false))
            {
                Assert.True(run.Start >= end && run.End <= steps.Length, $"{run} does not lie in its place in {steps}.");
                end = run.End;
                for (int i = run.Start + run.Period; i < run.End; i++) Assert.True(steps[i] == steps[i - run.Period], $"Step {i} of {steps} is not that of {run}.");
            }
        }
    }
}
