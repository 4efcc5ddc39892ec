using System.Globalization;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Random well-shaped programs: what is generated from them does what they say.</summary>
/// <remarks>
/// The same programs in every run. <c>NNGEN_RANDOM_PROGRAMS=20000</c> tries more of them, <c>NNGEN_RANDOM_FIRST</c> begins elsewhere, and
/// <c>NNGEN_RANDOM_SEED</c> makes others.
/// </remarks>
[Collection(nameof(VectorWidths))]
public sealed class RandomProgramTests
{
    private const int InOneCompilation = 100;
    private const int MostShrunk = 3;

    [Fact]
    public void Generated_code_agrees_with_the_definition()
    {
        int first = (int)Setting("NNGEN_RANDOM_FIRST", 0), count = (int)Setting("NNGEN_RANDOM_PROGRAMS", 1000);
        ulong seed = Setting("NNGEN_RANDOM_SEED", 1984);
        int[] widths = [.. VectorWidths.All.Select(width => width.Data)];
        var failures = new List<Failure>();
        for (int from = first; from < first + count && failures.Count == 0; from += InOneCompilation)
        {
            RandomProgram[] programs = [.. Enumerable.Range(from, Math.Min(InOneCompilation, first + count - from)).Select(number => ProgramMaker.Make(seed, number))];
            failures.AddRange(ProgramTrial.Try(programs, widths));
        }

        if (failures.Count == 0) return;
        IEnumerable<string> shrunk = failures.Take(MostShrunk).Select(failure => Describe(failure, Shrinker.Shrink(failure, programs => ProgramTrial.Try(programs, widths))));
        Assert.Fail($"{failures.Count} random programs fail, of seed {seed}: {string.Join(", ", failures.Select(failure => failure.Program.Name))}\n\n{string.Join("\n\n", shrunk)}");
    }

    [Fact]
    public void A_number_makes_the_same_program_again()
        => Assert.All(Enumerable.Range(0, 50), number => Assert.Equal(ProgramMaker.Make(7, number).Source, ProgramMaker.Make(7, number).Source));

    [Fact]
    public void Every_row_of_the_grammar_comes_up()
    {
        HashSet<string> used = [.. Enumerable.Range(0, 600).SelectMany(number => ProgramMaker.Make(1984, number).Steps).Select(step => step.Operation.Name)];
        Assert.Empty(Grammar.All.Select(row => row.Name).Except(used));
    }

    private static string Describe(Failure failure, Failure shrunk) => string.Create(CultureInfo.InvariantCulture, $"""
        {failure.Program.Name}, with {string.Join(", ", shrunk.Program.Sizes.Select(size => $"{size.Key} = {size.Value}"))}, N = {string.Join(", then ", shrunk.Program.Batches)}:
        {shrunk.Message}

        {shrunk.Program.Source}
        """);

    private static ulong Setting(string name, ulong otherwise)
        => ulong.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out ulong given) ? given : otherwise;
}
