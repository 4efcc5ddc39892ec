using System.Runtime.CompilerServices;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// docs/generated-code.md shows all that is generated for the TwoLayerNet of samples/Spiral, and README.md a part of it: as it
/// is, not as it was. With NNGEN_UPDATE_DOCS=1 the blocks that differ are rewritten.
/// </summary>
[Collection("README.md")] // which two classes may update, one after the other
public sealed class GeneratedCodePageTests
{
    private const string Update = "NNGEN_UPDATE_DOCS";
    private const string Definition = "csharp definition";
    private const string Generated = "csharp generated ";
    private const string StepsOf = "steps of ";

    private static readonly Lazy<(string Definition, string Generated)> TwoLayerNet = new(() =>
    {
        string definition = File.ReadAllText(PathOf("samples/Spiral/TwoLayerNet.cs")).ReplaceLineEndings("\n").TrimStart('\uFEFF');
        GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), definition).AssertNoWarnings();
        return (definition.TrimEnd(), run.Sources["NNGen.Samples.Spiral.TwoLayerNet.g.cs"]);
    });

    [Theory]
    [InlineData("docs/generated-code.md")]
    [InlineData("README.md")]
    public void Code_on_the_page_is_the_code_of_the_sample_and_of_the_generator(string path)
    {
        MarkdownBlocks page = Page(path);
        Dictionary<MarkdownBlock, string> shown = page.Blocks
            .Where(block => block.Info == Definition || block.Info.StartsWith(Generated, StringComparison.Ordinal))
            .ToDictionary(block => block, Expected);
        Assert.NotEmpty(shown);

        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(PathOf(path), page.With(shown));
            return;
        }

        foreach (var (block, text) in shown)
            if (block.Text != text) Assert.Fail($"In {path}, {block} should be:\n\n{text}\n\n{Update}=1 writes it; read what the page says about it.");
    }

    [Fact]
    public void The_page_shows_the_whole_file_in_its_order()
    {
        var file = new GeneratedFile(TwoLayerNet.Value.Generated);
        int next = 0;
        foreach (MarkdownBlock block in Page("docs/generated-code.md").Blocks.Where(block => block.Info.StartsWith(Generated, StringComparison.Ordinal)))
        {
            (int first, int count, _) = file.Find(block.Words.Skip(2).ToArray());
            Assert.True(first == next, $"{block} comes where the file goes on with \"{file.Parts[next].Name}\".");
            next = first + count;
        }

        Assert.True(next == file.Parts.Count, $"The page ends before the file does: \"{string.Join(' ', file.Parts.Skip(next).Select(part => part.Name))}\" is missing.");
    }

    private static string Expected(MarkdownBlock block)
    {
        (string definition, string generated) = TwoLayerNet.Value;
        if (block.Info == Definition) return definition;

        string which = block.Info[Generated.Length..];
        return which.StartsWith(StepsOf, StringComparison.Ordinal)
            ? GeneratedExcerpt.Find(which, new Dictionary<string, string> { ["TwoLayerNet.g.cs"] = generated })
            : new GeneratedFile(generated).Find(block.Words.Skip(2).ToArray()).Text;
    }

    private static MarkdownBlocks Page(string path) => MarkdownBlocks.Parse(File.ReadAllText(PathOf(path)));

    private static string PathOf(string path, [CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));
}
