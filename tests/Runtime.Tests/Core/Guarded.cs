using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>
/// A block between canaries: NaNs of a pattern of their own, on both sides, so that a read outside spoils a result and a
/// write outside is found.
/// </summary>
internal sealed class Guarded
{
    private const int Margin = 40;
    private static readonly float s_canary = BitConverter.Int32BitsToSingle(0x7FC0BEEF);

    private readonly float[] _memory;

    public Guarded(int length)
    {
        _memory = GC.AllocateUninitializedArray<float>(length + 2 * Margin, pinned: true);
        _memory.AsSpan().Fill(s_canary);
        Block = new Block(_memory, Margin, length);
    }

    public Guarded(ReadOnlySpan<float> values) : this(values.Length) => values.CopyTo(Block.Span);

    public Block Block { get; }

    public Span<float> Span => Block.Span;

    /// <summary>Reproducible numbers in [-scale, scale), different for each seed.</summary>
    public static Guarded Random(int length, int seed, float scale = 2)
    {
        var random = new Random(seed);
        var guarded = new Guarded(length);
        foreach (ref float value in guarded.Span) value = scale * (2 * random.NextSingle() - 1);
        return guarded;
    }

    public void AssertCanariesAlive()
    {
        for (int i = 0; i < Margin; i++)
        {
            Assert.True(Bits(i) == 0x7FC0BEEF, $"written {Margin - i} floats before the block");
            Assert.True(Bits(_memory.Length - 1 - i) == 0x7FC0BEEF, $"written {Margin - i} floats behind the block");
        }

        int Bits(int index) => BitConverter.SingleToInt32Bits(_memory[index]);
    }

    /// <summary>Every element equals what was expected, within a tolerance relative to 1 + |expected|, and nothing outside was written.</summary>
    public void AssertEquals(ReadOnlySpan<double> expected, double tolerance, string what)
    {
        AssertCanariesAlive();
        Assert.Equal(expected.Length, Span.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = double.IsFinite(expected[i])
                ? Math.Abs(Span[i] - expected[i]) <= tolerance * (1 + Math.Abs(expected[i]))
                : ((double)Span[i]).Equals(expected[i]);
            Assert.True(same, $"{what}: element {i} of {expected.Length} is {Span[i]:R}, expected {expected[i]:R}");
        }
    }
}
