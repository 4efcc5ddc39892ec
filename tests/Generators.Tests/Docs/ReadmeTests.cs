using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests.Docs;

/// <summary>README.md: its layer compiles, its program prints what it says, and its mistake is refused in those words.</summary>
[Collection("README.md")]
public sealed class ReadmeTests
{
    private const string Update = "NNGEN_UPDATE_DOCS";

    // Read anew for each test: one that updates the page may have come before.
    private readonly MarkdownBlocks _page = MarkdownBlocks.Parse(File.ReadAllText(PathOf("README.md")));

    [Fact]
    public async Task The_program_prints_what_the_page_says()
    {
        var program = new GuideProgram("README.md", _page);
        GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), program.Sources).AssertNoWarnings();
        Assert.Empty(await AnalyzerRun.Run(new LayerAnalyzer(), run.Output));

        using LoadedAssembly loaded = run.Load();
        foreach (var (block, printed) in program.Run(loaded))
        {
            MarkdownBlock output = _page.Blocks.SkipWhile(one => one != block).ElementAt(1);
            Assert.True(output is { Info: "text", Adjoins: true }, $"After {block} a text block is missing, with:\n\n{printed}");
            Assert.True(output.Text == printed, $"{output} should be:\n\n{printed}");
        }
    }

    [Fact]
    public async Task The_mistake_of_the_sample_is_refused_in_the_words_that_the_page_explains()
    {
        string source = File.ReadAllText(PathOf("samples/CustomLayer/Mistake.cs"));
        GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), source);
        Diagnostic refusal = Assert.Single(await AnalyzerRun.Run(new LayerAnalyzer(), run.Output));
        LinePosition at = refusal.Location.GetLineSpan().StartLinePosition;
        string message = refusal.GetMessage(CultureInfo.InvariantCulture);
        string line = string.Create(CultureInfo.InvariantCulture, $"Mistake.cs({at.Line + 1},{at.Character + 1}): error {refusal.Id}: {message}");

        MarkdownBlock shown = _page.Blocks.Single(block => block.Info == "text refused");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(PathOf("README.md"), _page.With(new Dictionary<MarkdownBlock, string> { [shown] = line }));
        else
            Assert.True(shown.Text == line, $"{shown} should be:\n\n{line}\n\n{Update}=1 writes it; look at the table below it.");

        string[] parts = [.. File.ReadLines(PathOf("README.md")).SkipWhile(text => text != "| part | what it is |").Skip(2).TakeWhile(text => text.StartsWith('|')).Select(text => text.Split('`')[1])];
        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    private static string PathOf(string path, [CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));
}
