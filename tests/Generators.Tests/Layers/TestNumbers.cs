namespace NNGen.Generators.Tests.Layers;

/// <summary>Numbers that look random and are the same in every run, on every machine (a linear congruential generator).</summary>
internal sealed class TestNumbers(int stream)
{
    private ulong _state = ((ulong)stream * 0x9E3779B97F4A7C15) ^ 0x2545F4914F6CDD1D;

    /// <summary>The next number, at least <paramref name="low"/> and below <paramref name="high"/>; exactly a float.</summary>
    public float Next(float low, float high)
    {
        _state = unchecked(_state * 6364136223846793005 + 1442695040888963407);
        return low + (high - low) * ((_state >> 40) / (float)(1 << 24));
    }
}
