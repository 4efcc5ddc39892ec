using System.Globalization;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Random well-shaped programs: what is generated from them does what they say.</summary>
[Collection(nameof(VectorWidths))]
public sealed class RandomProgramTests
{
    private const int InOneCompilation = 100;
    private const int MostShrunk = 3;

    [Fact]
    public void Generated_code_agrees_with_the_definition()
    {
        int[] widths = [.. VectorWidths.All.Select(width => width.Data)];
        var failures = new List<Failure>();
        foreach (int[] numbers in RunSettings.Groups(percent: 100, InOneCompilation))
        {
            failures.AddRange(ProgramTrial.Try([.. numbers.Select(number => ProgramMaker.Make(RunSettings.Seed, number))], widths));
            if (failures.Count > 0) break;
        }

        if (failures.Count == 0) return;
        IEnumerable<string> shrunk = failures.Take(MostShrunk).Select(failure => Describe(failure, Shrinker.Shrink(failure, programs => ProgramTrial.Try(programs, widths))));
        Assert.Fail($"{failures.Count} random programs fail, of seed {RunSettings.Seed}: {string.Join(", ", failures.Select(failure => failure.Program.Name))}\n\n{string.Join("\n\n", shrunk)}");
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
}
