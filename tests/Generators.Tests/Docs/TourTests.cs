using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// Compiles and runs every block of docs/tour.md with the real compiler, so that the page cannot go stale. How the blocks are
/// marked stands in the page itself; with NNGEN_UPDATE_DOCS=1 the texts and excerpts that differ are rewritten instead.
/// </summary>
public sealed class TourTests(TourTests.Tour tour) : IClassFixture<TourTests.Tour>
{
    private const string Update = "NNGEN_UPDATE_DOCS";
    private const string Generated = "csharp generated ";

    private static bool IsCode(MarkdownBlock block) => block.Info is "csharp usings" or "csharp layer" or "csharp run" or "csharp refused";

    private static bool IsExcerpt(MarkdownBlock block) => block.Info.StartsWith(Generated, StringComparison.Ordinal);

    private static bool IsOutput(MarkdownBlock block) => block.Info is "text" or "mermaid";

    [Fact]
    public void Every_block_is_of_a_kind_that_is_checked()
    {
        foreach (MarkdownBlock block in tour.Page.Blocks)
        {
            if (IsOutput(block))
            {
                Assert.True(tour.Outputs.ContainsKey(block), $"{block} shows what was printed or reported, so it has to follow a run or a refused block at once.");
            }
            else
            {
                Assert.True(IsCode(block) || IsExcerpt(block), $"{block} is of no kind that a test checks.");
            }
        }
    }

    [Fact]
    public void What_a_block_prints_is_what_the_page_says_it_prints()
    {
        Assert.NotEmpty(tour.Printed);
        AssertShown(tour.Printed);
    }

    [Fact]
    public void What_the_page_says_is_refused_is_refused_with_those_words()
    {
        Assert.NotEmpty(tour.Refusals);
        AssertShown(tour.Refusals);
    }

    [Fact]
    public void Generated_code_is_quoted_as_it_is()
    {
        Assert.NotEmpty(tour.Excerpts);
        foreach (var (block, text) in tour.Excerpts)
        {
            if (!GeneratedExcerpt.Same(text, block.Text)) Assert.Fail($"{block} is now:\n\n{text}\n\n{Update}=1 writes it.");
        }
    }

    [Fact]
    public void The_layers_of_the_page_have_no_mistakes() => Assert.Empty(tour.Complaints);

    private void AssertShown(IReadOnlyDictionary<MarkdownBlock, string> texts)
    {
        foreach (var (block, text) in texts)
        {
            MarkdownBlock? output = tour.OutputOf(block);
            if (output is null)
            {
                Assert.True(text.Length == 0, $"After {block} a text block is missing, with:\n\n{text}");
            }
            else if (output.Text != text)
            {
                Assert.Fail($"{output} should be:\n\n{text}\n\n{Update}=1 writes it.");
            }
        }
    }

    /// <summary>The page, and all that the compiler and its programs have to say to it: found once for all tests.</summary>
    public sealed class Tour : IAsyncLifetime
    {
        private const string ShortPath = "docs/tour.md";

        internal MarkdownBlocks Page { get; private set; } = MarkdownBlocks.Parse("");

        internal IReadOnlyDictionary<MarkdownBlock, string> Printed { get; private set; } = new Dictionary<MarkdownBlock, string>();

        internal Dictionary<MarkdownBlock, string> Refusals { get; } = [];

        internal Dictionary<MarkdownBlock, string> Excerpts { get; } = [];

        /// <summary>Every block that shows an output, and what it should show.</summary>
        internal Dictionary<MarkdownBlock, string> Outputs { get; } = [];

        internal IReadOnlyList<string> Complaints { get; private set; } = [];

        internal MarkdownBlock? OutputOf(MarkdownBlock block) =>
            Page.Blocks.SkipWhile(one => one != block).Skip(1).FirstOrDefault() is { Adjoins: true } next && IsOutput(next) ? next : null;

        public async ValueTask InitializeAsync()
        {
            await Build(File.ReadAllText(PagePath()));
            if (Environment.GetEnvironmentVariable(Update) != "1") return;

            string written = Page.With(Excerpts.Concat(Outputs).Where(one => one.Key.Text != one.Value).ToDictionary());
            File.WriteAllText(PagePath(), written);
            await Build(written);
        }

        public ValueTask DisposeAsync() => default;

        private async Task Build(string text)
        {
            Refusals.Clear();
            Excerpts.Clear();
            Outputs.Clear();
            Page = MarkdownBlocks.Parse(text);
            var program = new GuideProgram(ShortPath, Page);
            GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), program.Sources).AssertNoWarnings();
            Complaints = Describe(await AnalyzerRun.Run(new LayerAnalyzer(), run.Output));
            using (LoadedAssembly loaded = run.Load()) Printed = program.Run(loaded);

            foreach (MarkdownBlock block in Page.Blocks.Where(IsExcerpt)) Excerpts.Add(block, GeneratedExcerpt.Find(block.Info[Generated.Length..], run.Sources));
            foreach (MarkdownBlock block in Page.Blocks.Where(block => block.Info == "csharp refused")) Refusals.Add(block, await Refusal(program.Usings, block));
            foreach (var (block, output) in Printed.Concat(Refusals))
            {
                if (OutputOf(block) is { } shown) Outputs.Add(shown, output);
            }
        }

        /// <summary>What a build of the block alone shows: the compiler's own errors as well, of which there should be none.</summary>
        private static async Task<string> Refusal(string usings, MarkdownBlock block)
        {
            GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), $"{usings}\n{block.Text}");
            var all = (await AnalyzerRun.Run(new LayerAnalyzer(), run.Output)).Concat(run.Output.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error));
            return string.Join("\n", Describe(all));
        }

        private static string[] Describe(IEnumerable<Diagnostic> found) =>
            [.. found.Select(one =>
            {
                string head = $"{(one.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {one.Id}: {one.GetMessage(CultureInfo.InvariantCulture)}";
                return one.Location.SourceTree is { } tree ? $"{head}\n{SourceLines.Underline(tree.GetText(), one.Location.SourceSpan).TrimEnd()}" : head;
            })];

        private static string PagePath([CallerFilePath] string file = "") =>
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", ShortPath));
    }
}
