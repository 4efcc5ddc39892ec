using System.Globalization;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>
/// Which random programs a run tries: the same ones in every run, unless <c>NNGEN_RANDOM_PROGRAMS=20000</c> asks for more of them,
/// <c>NNGEN_RANDOM_FIRST</c> to begin elsewhere, or <c>NNGEN_RANDOM_SEED</c> for others.
/// </summary>
internal static class RunSettings
{
    public static int First { get; } = (int)Number("NNGEN_RANDOM_FIRST", 0);

    public static int Programs { get; } = (int)Number("NNGEN_RANDOM_PROGRAMS", 1000);

    public static ulong Seed { get; } = Number("NNGEN_RANDOM_SEED", 1984);

    /// <summary>The numbers of the programs to try, of which a part may be enough, in groups that are compiled together.</summary>
    public static IEnumerable<int[]> Groups(int percent, int size) => Enumerable.Range(First, Math.Max(1, Programs * percent / 100)).Chunk(size);

    private static ulong Number(string name, ulong otherwise)
        => ulong.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out ulong given) ? given : otherwise;
}
