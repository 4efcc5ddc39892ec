namespace NNGen.Generators.Tests.Docs;

public sealed class MarkdownBlocksTests
{
    private const string Page = """
        # A page

        ```csharp usings
        using NNGen;
        ```

        ## First
        Words.
        ```csharp run
        Print(1);

        Print(2);
        ```

        ```text
        1
        2
        ```
        ### Second
        More words.
        ````markdown
        ```text
        inner
        ```
        ````
        ```text
        ```
        The end.
        """;

    [Fact]
    public void Blocks_come_in_order_with_their_info_text_and_section()
    {
        var blocks = MarkdownBlocks.Parse(Page).Blocks;
        Assert.Equal(
            [
                ("csharp usings", "using NNGen;", "A page"),
                ("csharp run", "Print(1);\n\nPrint(2);", "First"),
                ("text", "1\n2", "First"),
                ("markdown", "```text\ninner\n```", "Second"),
                ("text", "", "Second"),
            ],
            blocks.Select(block => (block.Info, block.Text, block.Section)));
        Assert.Equal([3, 9, 15, 21, 26], blocks.Select(block => block.FirstLine));
    }

    [Fact]
    public void A_block_adjoins_the_one_before_when_only_blank_lines_part_them() =>
        Assert.Equal([false, false, true, false, true], MarkdownBlocks.Parse(Page).Blocks.Select(block => block.Adjoins));

    [Fact]
    public void A_page_put_together_again_is_the_page()
    {
        var page = MarkdownBlocks.Parse(Page);
        Assert.Equal(Page, page.With(new Dictionary<MarkdownBlock, string>()));
    }

    [Fact]
    public void Blocks_can_get_other_text()
    {
        var page = MarkdownBlocks.Parse("a\n```text\nold\n```\nb\n```text\n```\n");
        string changed = page.With(new Dictionary<MarkdownBlock, string> { [page.Blocks[0]] = "", [page.Blocks[1]] = "new\nlines" });
        Assert.Equal("a\n```text\n```\nb\n```text\nnew\nlines\n```\n", changed);
    }

    [Fact]
    public void A_block_that_is_not_closed_is_refused() =>
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => MarkdownBlocks.Parse("a\n```text\nb")).Message, StringComparison.Ordinal);
}
