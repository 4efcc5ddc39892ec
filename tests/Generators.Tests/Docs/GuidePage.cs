using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// A page of the guide whose blocks are compiled with the real compiler and run, and what they came to. Its blocks are
/// <list type="bullet">
/// <item><c>csharp usings</c>: what every file begins with;</item>
/// <item><c>csharp layer</c>: types, all in one project;</item>
/// <item><c>csharp run</c>: statements; those under one heading are one method. What they print follows in a <c>text</c> or <c>mermaid</c> block;</item>
/// <item><c>csharp refused</c>: types that the compiler refuses, built alone; what it says follows in a <c>text</c> block;</item>
/// <item><c>csharp generated</c>: an excerpt, see <see cref="GeneratedExcerpt"/>.</item>
/// </list>
/// </summary>
internal sealed class GuidePage
{
    private const string Generated = "csharp generated ";

    private readonly MarkdownBlocks _page;
    private readonly Dictionary<MarkdownBlock, string> _printed = [];
    private readonly Dictionary<MarkdownBlock, string> _refusals = [];
    private readonly Dictionary<MarkdownBlock, string> _excerpts = [];
    private readonly List<string> _missing = [];

    private GuidePage(MarkdownBlocks page) => _page = page;

    /// <summary>What the analyzer has to say about the layers of the page that should be right.</summary>
    public IReadOnlyList<string> Complaints { get; private set; } = [];

    /// <summary>Blocks of a kind that nothing checks.</summary>
    public IEnumerable<string> UncheckedBlocks
    {
        get
        {
            HashSet<MarkdownBlock> shown = [.. _printed.Keys.Concat(_refusals.Keys).Select(OutputOf).OfType<MarkdownBlock>()];
            foreach (MarkdownBlock block in _page.Blocks)
            {
                if (IsOutput(block) && !shown.Contains(block)) yield return $"{block} shows what was printed or refused, so it has to follow such a block at once.";
                else if (!IsOutput(block) && !IsCode(block) && !IsExcerpt(block)) yield return $"{block} is of no kind that a test checks.";
            }
        }
    }

    /// <summary>Where a program prints something else than the page says.</summary>
    public IEnumerable<string> StaleOutputs => Stale(_printed);

    /// <summary>Where the compiler refuses something in other words than the page says.</summary>
    public IEnumerable<string> StaleRefusals => Stale(_refusals);

    /// <summary>Where the generated source is another than the page says.</summary>
    public IEnumerable<string> StaleExcerpts =>
        _missing.Concat(_excerpts.Where(one => !GeneratedExcerpt.Same(one.Key.Text, one.Value)).Select(one => $"{one.Key} is now:\n\n{one.Value}\n"));

    /// <summary>The page with everything up to date that can be found by itself.</summary>
    public string Refreshed => _page.With(_excerpts
        .Where(one => !GeneratedExcerpt.Same(one.Key.Text, one.Value))
        .Concat(_printed.Concat(_refusals).Where(one => OutputOf(one.Key) is not null).Select(one => KeyValuePair.Create(OutputOf(one.Key)!, one.Value)))
        .ToDictionary());

    /// <summary>Compiles the page and runs it.</summary>
    /// <param name="path">Where the page is, for messages.</param>
    /// <param name="text">The page.</param>
    public static async Task<GuidePage> Build(string path, string text)
    {
        var page = new GuidePage(MarkdownBlocks.Parse(text));
        var program = new GuideProgram(path, page._page);
        GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), program.Sources).AssertNoWarnings();
        page.Complaints = [.. (await AnalyzerRun.Run(new LayerAnalyzer(), run.Output)).Select(Describe)];
        using (LoadedAssembly loaded = run.Load())
        {
            foreach (var (block, printed) in program.Run(loaded)) page._printed.Add(block, printed);
        }

        foreach (MarkdownBlock block in page._page.Blocks)
        {
            if (IsExcerpt(block)) page.FindExcerpt(block, run.Sources);
            if (block.Info == "csharp refused") page._refusals.Add(block, await Refusal($"{program.Usings}\n{block.Text}"));
        }

        return page;
    }

    private static bool IsCode(MarkdownBlock block) => block.Info is "csharp usings" or "csharp layer" or "csharp run" or "csharp refused";

    private static bool IsExcerpt(MarkdownBlock block) => block.Info.StartsWith(Generated, StringComparison.Ordinal);

    private static bool IsOutput(MarkdownBlock block) => block.Info is "text" or "mermaid";

    // One that is no longer there does not keep the others from being refreshed.
    private void FindExcerpt(MarkdownBlock block, IReadOnlyDictionary<string, string> sources)
    {
        try
        {
            _excerpts.Add(block, GeneratedExcerpt.Find(block.Info[Generated.Length..], sources));
        }
        catch (FormatException missing)
        {
            _missing.Add($"{block}: {missing.Message}\n");
        }
    }

    private MarkdownBlock? OutputOf(MarkdownBlock block) =>
        _page.Blocks.SkipWhile(one => one != block).Skip(1).FirstOrDefault() is { Adjoins: true } next && IsOutput(next) ? next : null;

    private IEnumerable<string> Stale(Dictionary<MarkdownBlock, string> texts)
    {
        foreach (var (block, text) in texts)
        {
            MarkdownBlock? output = OutputOf(block);
            if (output is null && text.Length > 0) yield return $"After {block} an output is missing:\n\n{text}\n";
            if (output is not null && output.Text != text) yield return $"{output} should be:\n\n{text}\n";
        }
    }

    /// <summary>All that a build of the source shows: the errors of C# as well, of which there should be none.</summary>
    private static async Task<string> Refusal(string source)
    {
        GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), source);
        var all = (await AnalyzerRun.Run(new LayerAnalyzer(), run.Output)).Concat(run.Output.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error));
        return string.Join("\n", all.Select(Describe));
    }

    private static string Describe(Diagnostic found)
    {
        string head = $"{(found.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)}";
        if (found.Location.SourceTree is not { } tree) return head;

        // The line and its underlining, as far to the left as they go.
        string[] shown = SourceLines.Underline(tree.GetText(), found.Location.SourceSpan).TrimEnd().Split('\n');
        int margin = shown[0].Length - shown[0].TrimStart().Length;
        return string.Join("\n", [head, .. shown.Select(line => $"  {line[margin..]}")]);
    }
}
