using NNGen.Core;

namespace NNGen.Runtime.Tests.Definitions;

public class PhiloxTests
{
    // Random123, tests/kat_vectors, the three lines "philox4x32 10".
    [Fact]
    public void Gives_the_published_known_answers()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Block(0, 0, 0, 0, 0, 0));
        const uint Ones = 0xffffffff;
        Assert.Equal((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu), Philox.Block(Ones, Ones, Ones, Ones, Ones, Ones));
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    [Fact]
    public void A_stream_is_the_words_of_its_blocks()
    {
        var random = new Philox(0x299f31d0_a4093822, 0x03707344_13198a2e);
        const ulong Block = 0x85a308d3_243f6a88 & ulong.MaxValue >> 2; // the counter's upper bits do not fit a word's number
        var expected = Philox.Block(0x243f6a88, 0x05a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0);
        Assert.Equal(expected, (random.Word(4 * Block), random.Word(4 * Block + 1), random.Word(4 * Block + 2), random.Word(4 * Block + 3)));
    }

    [Fact]
    public void Uniform_numbers_are_the_upper_bits_of_the_words()
    {
        var random = new Philox(1984, 0);
        double[] words = [0.5208881101571023, 0.035663560731336474, 0.5339072667993605, 0.5968745725695044];
        for (int n = 0; n < words.Length; n++) Assert.Equal(Math.Floor(words[n] * (1 << 24)) / (1 << 24), random.Uniform((ulong)n));
    }

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var random = new Philox(7, 3);
        double sum = 0, squares = 0;
        const int Count = 20_000;
        for (ulong n = 0; n < Count; n++)
        {
            float u = random.Uniform(n);
            Assert.InRange(u, 0, 0.99999994f);
            sum += u;
            squares += u * u;
        }

        // Means 1/2 and 1/3 with standard errors 0.0020 and 0.0021: bounds of four of them.
        Assert.Equal(1.0 / 2, sum / Count, 0.0082);
        Assert.Equal(1.0 / 3, squares / Count, 0.0085);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        var random = new Philox(7, 3);
        double[] moments = new double[5];
        const int Count = 20_000;
        for (ulong n = 0; n < Count; n++)
            for (int power = 1; power <= 4; power++) moments[power] += Math.Pow(random.Normal(n), power) / Count;

        // Moments 0, 1, 0, 3 with standard errors 0.0071, 0.010, 0.027, 0.069: bounds of four of them.
        Assert.Equal(0, moments[1], 0.029);
        Assert.Equal(1, moments[2], 0.040);
        Assert.Equal(0, moments[3], 0.11);
        Assert.Equal(3, moments[4], 0.28);
    }

    [Fact]
    public void Its_own_logarithm_sine_and_cosine_are_exact_to_a_few_ulps()
    {
        for (uint i = 0; i < 2000; i++)
        {
            uint word = unchecked(i * 2_654_435_761u);
            double u = (word + 1.0) / 4294967296.0;
            Assert.Equal(Math.Log(u), Philox.Log(u), 1e-15 * Math.Max(1, -Math.Log(u)));
            Assert.Equal(Math.Sin(2 * Math.PI * (word / 4294967296.0)), Philox.SinOfTurn(word), 2e-15);
            Assert.Equal(Math.Cos(2 * Math.PI * (word / 4294967296.0)), Philox.CosOfTurn(word), 2e-15);
        }

        Assert.Equal(0, Philox.Log(1));
        Assert.Equal((0.0, 1.0), (Philox.SinOfTurn(0), Philox.CosOfTurn(0)));
        Assert.Equal((1.0, 0.0), (Philox.SinOfTurn(1u << 30), Philox.CosOfTurn(1u << 30)));
    }

    [Fact]
    public void The_largest_normal_number_is_finite()
        => Assert.Equal(6.66, Math.Sqrt(-2 * Philox.Log(1 / 4294967296.0)), 0.01);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(40_003)]
    public void A_run_of_normal_numbers_is_the_same_to_the_bit_as_one_by_one(int count)
    {
        var random = new Philox(1984, 5);
        float[] run = new float[count];
        NormalRun.Fill(run, random, deviation: 0.3);

        for (int n = 0; n < count; n++) Assert.Equal(BitConverter.SingleToInt32Bits((float)(0.3 * random.Normal((ulong)n))), BitConverter.SingleToInt32Bits(run[n]));
    }
}
