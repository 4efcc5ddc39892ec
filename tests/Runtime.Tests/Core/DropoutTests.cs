using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public class DropoutTests
{
    private const int Count = 1237; // no multiple of the 16 that are done together

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void It_keeps_bit_for_bit_what_the_mask_keeps_on_every_width(int width)
    {
        using VectorWidths.Restore used = VectorWidths.Use(width);
        foreach (float rate in new[] { 0f, 0.1f, 0.5f, 0.9f, 0.99999994f })
        {
            float[] x = [.. Enumerable.Range(0, Count).Select(i => i - 600.5f)];
            var mask = new DropoutMask(-7, 3, 2, rate);
            float[] expected = [.. x.Select((value, i) => mask.Keeps((ulong)i) ? value * mask.Scale : 0)];
            Assert.Equal(expected, Run(x, -7, 3, 2, rate));
        }
    }

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void What_is_dropped_is_zero_whatever_it_was(int width)
    {
        using VectorWidths.Restore used = VectorWidths.Use(width);
        float[] x = new float[Count];
        Array.Fill(x, float.NaN);
        float[] y = Run(x, 1, 1, 0, 0.5f);
        Assert.All(y, value => Assert.True(value == 0 || float.IsNaN(value)));
        Assert.Contains(y, value => value == 0);
    }

    [Fact]
    public void An_element_is_kept_just_if_its_uniform_number_is_at_least_the_rate()
    {
        // The mapping of positions to words, by the words of Philox as they are published: 4·w + b of each 16 is word w of block b.
        foreach (float rate in new[] { 0.25f, 1f / 3 })
        {
            var mask = new DropoutMask(5, 9, 4, rate);
            for (uint position = 0; position < 64; position++)
            {
                var words = Philox.Block(position / 16 * 4 + position % 4, 0, 4, 9, 5, 1);
                uint word = new[] { words.X0, words.X1, words.X2, words.X3 }[position % 16 / 4];
                Assert.Equal((word >> 8) / (double)(1 << 24) >= rate, mask.Keeps(position));
            }
        }
    }

    [Fact]
    public void About_the_rate_is_dropped_and_the_mean_stays()
    {
        float[] x = new float[100_000];
        Array.Fill(x, 1);
        float[] y = Run(x, 1984, 1, 0, 0.3f);

        // Four standard deviations of the binomial distribution: 4·√(n·0.3·0.7) ≈ 580.
        Assert.InRange(y.Count(value => value == 0), 30_000 - 580, 30_000 + 580);
        Assert.InRange(y.Average(), 0.99, 1.01);
    }

    [Fact]
    public void Another_seed_step_or_site_drops_others()
    {
        float[] x = [.. Enumerable.Repeat(1f, 256)];
        float[][] masks = [Run(x, 1, 1, 0, 0.5f), Run(x, 2, 1, 0, 0.5f), Run(x, 1, 2, 0, 0.5f), Run(x, 1, 1, 1, 0.5f)];
        for (int a = 0; a < masks.Length; a++)
            for (int b = 0; b < a; b++)
                Assert.InRange(masks[a].Zip(masks[b]).Count(pair => pair.First == pair.Second), 90, 166); // half of 256, five deviations
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void A_rate_out_of_range_is_refused(float rate)
        => Assert.Contains("the dropout rate", Assert.Throws<ArgumentOutOfRangeException>(() => Run([1], 1, 1, 0, rate)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_block_that_is_too_short_is_refused()
    {
        var memory = new Arena();
        memory.Reserve(4, 3);
        Assert.Throws<ArgumentException>(() => Dropout.Run(4, 1, 1, 0, 0.5f, memory[0], memory[1]));
        Assert.Throws<ArgumentException>(() => Dropout.Run(4, 1, 1, 0, 0.5f, memory[1], memory[0]));
    }

    private static float[] Run(float[] x, int seed, uint step, int site, float rate)
    {
        var memory = new Arena();
        memory.Reserve(x.Length, x.Length);
        x.CopyTo(memory[0].Span);
        Dropout.Run(x.Length, seed, step, site, rate, memory[0], memory[1]);
        return memory[1].Span.ToArray();
    }
}
