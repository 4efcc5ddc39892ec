using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

public sealed class CumSumTests
{
    [Fact]
    public void Adds_up_to_each_element_and_from_it_on()
    {
        foreach ((int outer, int axis, int inner) in new[] { (1, 1, 1), (3, 7, 1), (2, 5, 3), (4, 1, 9), (2, 33, 64), (1, 6, 65), (2, 3, 200), (0, 3, 2), (2, 0, 3), (3, 2, 0) })
        {
            Guarded x = Guarded.Random(outer * axis * inner, 1), y = new(outer * axis * inner), reversed = new(outer * axis * inner);
            double[] upTo = new double[x.Span.Length], from = new double[x.Span.Length];
            for (int o = 0; o < outer; o++)
                for (int i = 0; i < inner; i++)
                    for (int a = 0; a < axis; a++)
                        for (int b = 0; b < axis; b++)
                        {
                            double term = x.Span[(o * axis + b) * inner + i];
                            if (b <= a) upTo[(o * axis + a) * inner + i] += term;
                            if (b >= a) from[(o * axis + a) * inner + i] += term;
                        }

            CumSum.Run(outer, axis, inner, x.Block, y.Block);
            CumSum.Reversed(outer, axis, inner, x.Block, reversed.Block);
            y.AssertEquals(upTo, 1e-7, $"{outer} × {axis} × {inner}");
            reversed.AssertEquals(from, 1e-7, $"{outer} × {axis} × {inner}, reversed");
        }
    }

    [Fact]
    public void Loses_nothing_over_a_long_axis()
    {
        const int Length = 1_000_000;
        Guarded x = new(Length), y = new(Length);
        x.Span.Fill(0.1f);
        CumSum.Run(1, Length, 1, x.Block, y.Block);
        Assert.Equal((float)((double)0.1f * Length), y.Span[^1]);
    }

    [Fact]
    public void Refuses_blocks_that_are_too_short()
    {
        Guarded short5 = new(5), long6 = new(6);
        Assert.Throws<ArgumentException>("x", () => CumSum.Run(1, 2, 3, short5.Block, long6.Block));
        Assert.Throws<ArgumentException>("y", () => CumSum.Reversed(1, 2, 3, long6.Block, short5.Block));
    }

    [Fact]
    public void Arange_counts_and_writes_nothing_behind()
    {
        Guarded y = new(20);
        Arange.Run(20, y.Block);
        y.AssertEquals([.. Enumerable.Range(0, 20).Select(i => (double)i)], 0, "numbers");
        Assert.Throws<ArgumentException>("y", () => Arange.Run(21, y.Block));
    }
}
