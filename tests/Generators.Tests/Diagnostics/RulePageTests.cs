using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Tests.Reading;

namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>The pages in docs/rules: one for each rule, with programs that do what the page says.</summary>
public sealed partial class RulePageTests
{
    public static TheoryData<string> Ids => new(Rules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_and_release_notes(string id)
    {
        DiagnosticDescriptor rule = Rules.All.Single(rule => rule.Id == id);
        Assert.StartsWith($"# {id}: {rule.Title}\n\n> ", Page(id), StringComparison.Ordinal);
        Assert.Equal($"docs/rules/{id}.md", rule.HelpLinkUri);
        Assert.Contains($"{id} | NNGen | {rule.DefaultSeverity} | {rule.Title}\n", File.ReadAllText(Path.Combine(Root(), "src/Generators/Diagnostics/AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_programs_of_a_page_are_wrong_and_mended(string id)
    {
        if (id == Rules.Internal.Id) return; // No program brings it about.
        string page = Page(id);
        string message = page.Split('\n').Single(line => line.StartsWith("> ", StringComparison.Ordinal))[2..];
        string[] programs = [.. Block().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.True(programs.Length == 2, $"{id}.md shows a wrong program and the mended one, but has {programs.Length}.");

        IReadOnlyList<Diagnostic> found = await Problems(programs[0]);
        Assert.Equal([(id, message)], found.Select(one => (one.Id, one.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Empty(await Problems(programs[1]));
    }

    [Fact]
    public void Every_page_is_of_a_rule()
        => Assert.Equal(Rules.All.Select(rule => rule.Id + ".md"), Directory.GetFiles(Path.Combine(Root(), "docs/rules"), "NN*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    /// <summary>All that a build says of a program: the analyzer, and C# itself with the generated members.</summary>
    private static async Task<IReadOnlyList<Diagnostic>> Problems(string program)
    {
        CSharpCompilation build = TestCompilation.Generate(new LayerGenerator(), program, Definitions.Usings).Output;
        IReadOnlyList<Diagnostic> found = await AnalyzerRun.Run(new LayerAnalyzer(), build);
        return [.. found, .. build.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error && !(one.Id == "CS9248" && found.Any(IsWithoutCode)))];
    }

    // Where no code can be added, C# misses the other half of every partial property.
    private static bool IsWithoutCode(Diagnostic found) => found.Id == Rules.NotPartial.Id || found.Id == Rules.KindOfType.Id;

    private static string Page(string id) => File.ReadAllText(Path.Combine(Root(), "docs/rules", id + ".md")).ReplaceLineEndings("\n");

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
