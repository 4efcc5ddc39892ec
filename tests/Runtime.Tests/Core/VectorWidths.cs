using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>The tests that set the vector width, which the whole process shares: they run alone.</summary>
[CollectionDefinition(nameof(VectorWidths), DisableParallelization = true)]
public sealed class VectorWidths
{
    /// <summary>The widths that this machine's hardware has.</summary>
    public static TheoryData<int> All => [.. Hardware];

    /// <summary>The same, to walk in one test.</summary>
    public static IEnumerable<int> Hardware => new[] { 16, 8, 4, 1 }.Where(lanes => lanes <= VectorWidth.Hardware);

    /// <summary>Sizes around the borders of vectors and tiles.</summary>
    public static int[] Sizes => [0, 1, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 100];

    /// <summary>Uses a width until the result is disposed of.</summary>
    internal static Restore Use(int lanes)
    {
        int before = VectorWidth.Current;
        VectorWidth.Current = lanes;
        return new(before);
    }

    internal readonly struct Restore(int lanes) : IDisposable
    {
        public void Dispose() => VectorWidth.Current = lanes;
    }
}
