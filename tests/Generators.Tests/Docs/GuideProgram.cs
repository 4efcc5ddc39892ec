using System.Globalization;
using System.Text;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// The program that a page of the guide is: its <c>csharp layer</c> blocks are the types of one project, and the
/// <c>csharp run</c> blocks under one heading are the statements of one method, from top to bottom.
/// </summary>
internal sealed class GuideProgram
{
    // Instead of the process's console, which every test shares: it stands nearer to the page's code than System does.
    private const string Console = """
        internal static class Console
        {
            private static readonly System.IO.StringWriter Printed = new(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };

            public static void Write(object? text) => Printed.Write(text);

            public static void WriteLine(object? text) => Printed.WriteLine(text);

            public static void WriteLine() => Printed.WriteLine();

            public static string Take()
            {
                string text = Printed.ToString();
                Printed.GetStringBuilder().Clear();
                return text;
            }
        }
        """;

    private readonly IGrouping<string, MarkdownBlock>[] _sections;

    public GuideProgram(string path, MarkdownBlocks page)
    {
        Usings = string.Join("\n", page.Blocks.Where(block => block.Info == "csharp usings").Select(block => block.Text));
        _sections = [.. page.Blocks.Where(block => block.Info == "csharp run").GroupBy(block => block.Section)];
        Sources =
        [
            .. page.Blocks.Where(block => block.Info == "csharp layer").Select(block => $"{Usings}\n{Lines(path, block)}"),
            .. _sections.Select((section, index) => Section(path, section, index)),
            Console,
        ];
    }

    /// <summary>What every file of the program begins with.</summary>
    public string Usings { get; }

    public string[] Sources { get; }

    /// <summary>Runs the program and returns what each block printed, without the last line's end.</summary>
    public IReadOnlyDictionary<MarkdownBlock, string> Run(LoadedAssembly program)
    {
        var printed = new Dictionary<MarkdownBlock, string>();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            foreach (var (index, section) in _sections.Index())
            {
                string[] texts = program.Invoke<string[]>($"Section{index}", "Run");
                foreach (var (block, text) in section.Zip(texts)) printed.Add(block, text.ReplaceLineEndings("\n").TrimEnd());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        return printed;
    }

    private string Section(string path, IEnumerable<MarkdownBlock> blocks, int index)
    {
        var source = new StringBuilder();
        source.Append(CultureInfo.InvariantCulture, $"{Usings}\ninternal static class Section{index}\n{{\npublic static string[] Run()\n{{\nvar printedByBlock = new List<string>();\n");
        foreach (MarkdownBlock block in blocks) source.Append(CultureInfo.InvariantCulture, $"{Lines(path, block)}printedByBlock.Add(Console.Take());\n");
        return source.Append("return [.. printedByBlock];\n}\n}\n").ToString();
    }

    // A mistake is reported where it stands on the page.
    private static string Lines(string path, MarkdownBlock block) =>
        string.Create(CultureInfo.InvariantCulture, $"#line {block.FirstLine + 1} \"{path}\"\n{block.Text}\n#line default\n");
}
