using Microsoft.CodeAnalysis;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Tests.Reading;

namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Every mistake, with the text that is underlined and the message that has to be enough to mend it.</summary>
public sealed class WrongProgramTests
{
    private static readonly Dictionary<string, WrongProgram> All =
        WrongDeclarations.All.Concat(WrongDefinitions.All).Concat(WrongShapes.All).Concat(WrongGradients.All).Concat(WrongHabits.All).ToDictionary(program => program.About);

    public static TheoryData<string> Programs => new(All.Keys);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_wrong_program_is_explained(string about)
    {
        WrongProgram program = All[about];
        string source = MarkedSource.Parse(program.Source).Text;
        Diagnostic[] csharp = [.. TestCompilation.Create(source, Definitions.Usings).GetDiagnostics()
            .Where(one => one.Severity == DiagnosticSeverity.Error && one.Id is not "CS9248")];
        Assert.True(program.IsNoCSharp == csharp.Length > 0, $"Is it C#? {string.Join("\n", csharp.Select(one => one.ToString()))}");

        IReadOnlyList<Squiggle> found = await AnalyzerRun.Check(new LayerAnalyzer(), program.Source, Definitions.Usings);
        string expected = string.Join("\n", program.Messages), actual = string.Join("\n", found.Select(one => one.Message));
        Assert.True(expected == actual, $"The messages are\n{actual}");
        if (program.Related is { } related) Assert.Equal(related, found[0].Related);
        if (csharp.Length == 0) AssertAlone(source, found);
    }

    /// <summary>With the generated members in place C# has nothing to add: the error stays alone.</summary>
    private static void AssertAlone(string source, IReadOnlyList<Squiggle> found)
    {
        // Where no code can be added, C# misses the other half of every partial property.
        bool isWithoutCode = found.Any(one => one.Id is "NN0001" or "NN0002");
        IEnumerable<Diagnostic> added = TestCompilation.Generate(new LayerGenerator(), source, Definitions.Usings).Output.GetDiagnostics()
            .Where(one => one.Severity == DiagnosticSeverity.Error && !(isWithoutCode && one.Id == "CS9248"));
        Assert.True(!added.Any(), $"C# adds to it:\n{string.Join("\n", added.Select(one => one.ToString()))}");
    }

    [Fact]
    public async Task A_dim_that_became_a_property_is_still_no_number_of_the_definition()
    {
        IReadOnlyList<Squiggle> found = await AnalyzerRun.Check(
            new LayerAnalyzer(),
            [new GeneratedDim()],
            UserProject.Default,
            "[Layer] public partial class Net { [Param(\"H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"H\")] Var x) => x * W / {|NN0008:H|}; }",
            Definitions.Usings);
        Assert.Equal("'H' cannot stand in a definition: to use a dim as a number in the definition, declare it: '[Dim] public partial int H { get; }'", Assert.Single(found).Message);
    }

    [Fact]
    public void Every_rule_has_a_wrong_program()
    {
        string[] tested = [.. All.Values.SelectMany(program => MarkedSource.Parse(program.Source).Marks).Select(mark => mark.Id).Distinct()];
        string[] missing = [.. Rules.All.Select(rule => rule.Id).Except(tested).Where(id => id != Rules.Internal.Id)];
        Assert.True(missing.Length == 0, $"Add a wrong program to the table for {string.Join(", ", missing)}.");
    }

    /// <summary>Adds the property of a dim, as the real generator does.</summary>
    private sealed class GeneratedDim : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterPostInitializationOutput(post => post.AddSource("Net.g.cs", "partial class Net { public int H => 1; }"));
    }
}
