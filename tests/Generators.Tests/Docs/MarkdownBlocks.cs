using System.Text;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// A Markdown page as a test sees it: its fenced code blocks in order, between everything else. A page put together again from
/// its blocks is the page, so that a test can also write one back with other text in some of them.
/// </summary>
/// <remarks>Only what the pages here use: fences of backticks at the start of a line, headings that begin with <c>#</c>.</remarks>
internal sealed class MarkdownBlocks
{
    private const string Fence = "```";

    private readonly string[] _lines;

    private MarkdownBlocks(string[] lines, IReadOnlyList<MarkdownBlock> blocks) => (_lines, Blocks) = (lines, blocks);

    /// <summary>The fenced blocks, from top to bottom.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks { get; }

    /// <exception cref="FormatException">A block is not closed.</exception>
    public static MarkdownBlocks Parse(string page)
    {
        string[] lines = page.ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<MarkdownBlock>();
        string heading = "";
        for (int at = 0; at < lines.Length; at++)
        {
            if (lines[at].TrimStart('#') is [' ', ..] title && title.Length < lines[at].Length) heading = title.Trim();
            if (!lines[at].StartsWith(Fence, StringComparison.Ordinal)) continue;

            string fence = new('`', lines[at].TakeWhile(c => c == '`').Count());
            int end = Array.FindIndex(lines, at + 1, line => line.TrimEnd() == fence);
            if (end < 0) throw new FormatException($"The block that opens on line {at + 1} is not closed.");

            bool adjoins = blocks.Count > 0 && lines[(blocks[^1].LastLine + 1)..at].All(string.IsNullOrWhiteSpace);
            blocks.Add(new MarkdownBlock(
                lines[at][fence.Length..].Trim(), string.Join('\n', lines[(at + 1)..end]), heading, at + 1, end, adjoins));
            at = end;
        }

        return new MarkdownBlocks(lines, blocks);
    }

    /// <summary>The page with other text in its blocks, where there is one for a block.</summary>
    public string With(IReadOnlyDictionary<MarkdownBlock, string> texts)
    {
        var page = new StringBuilder();
        int next = 0;
        foreach (MarkdownBlock block in Blocks)
        {
            Append(_lines[next..block.FirstLine]);
            if (!texts.TryGetValue(block, out string? text)) text = block.Text;
            if (text.Length > 0) page.Append(text).Append('\n');
            next = block.LastLine;
        }

        Append(_lines[next..]);
        return page.ToString(0, page.Length - 1); // the last line had no end of its own

        void Append(string[] lines)
        {
            foreach (string line in lines) page.Append(line).Append('\n');
        }
    }
}

/// <summary>A fenced block of a page.</summary>
/// <param name="Info">What stands behind the opening fence: <c>csharp run</c>.</param>
/// <param name="Text">The lines between the fences, without the last line's end.</param>
/// <param name="Section">The heading, of whatever level, that it stands under; empty above the first.</param>
/// <param name="FirstLine">The number of the first line between the fences, counted from 0: also that of the opening fence, counted from 1.</param>
/// <param name="LastLine">The number of the closing fence's line, counted from 0.</param>
/// <param name="Adjoins">Whether nothing but blank lines stand between this block and the one before it.</param>
internal sealed record MarkdownBlock(string Info, string Text, string Section, int FirstLine, int LastLine, bool Adjoins)
{
    /// <summary>The info string's words: the language, then what a page agrees on with its test.</summary>
    public IReadOnlyList<string> Words { get; } = Info.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The block for a failing test's message: where it stands, and what it is.</summary>
    public override string ToString() => $"the block \"{Info}\" on line {FirstLine}";
}
