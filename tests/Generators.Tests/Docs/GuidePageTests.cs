namespace NNGen.Generators.Tests.Docs;

/// <summary>That a page which is wrong is found to be wrong.</summary>
public sealed class GuidePageTests
{
    private const string Usings = """
        ```csharp usings
        using NNGen;
        using static NNGen.Ops;
        ```

        """;

    private const string Layer = """
        ```csharp layer
        [Layer]
        public sealed partial class Twice
        {
            [return: Shape("N")]
            public Var Forward([Shape("N")] Var x) => x + x;
        }
        ```

        """;

    private const string Stale = Usings + Layer + """
        # First
        ```csharp run
        int three = 3;
        Console.WriteLine(three);
        ```
        ```text
        4
        ```
        ```csharp run
        Console.WriteLine(three + 2.5);
        ```
        Words.
        ```text
        5.5
        ```
        # Second
        ```csharp run
        int three = 33;
        Console.WriteLine(three);
        ```
        ```text
        33
        ```
        ```csharp generated steps of Twice.RunForward
        y = x * 2;
        ```
        ```csharp refused
        [Layer]
        public sealed partial class Wrong
        {
            [return: Shape("N", "N")]
            public Var Forward([Shape("N")] Var x) => x + x;
        }
        ```
        ```text
        no
        ```
        ```csharp generated Twice.RunFourth
        y = x * 4;
        ```
        ```csharp
        anything
        ```
        """;

    [Fact]
    public async Task What_is_stale_is_found_and_can_be_refreshed()
    {
        GuidePage page = await GuidePage.Build("page.md", Stale);
        Assert.Equal(["3", "5.5"], page.StaleOutputs.Select(one => one.Split("\n\n")[1].Trim()));
        Assert.Contains("error NN0012", Assert.Single(page.StaleRefusals), StringComparison.Ordinal);
        Assert.Collection(
            page.StaleExcerpts,
            missing => Assert.Contains("\"RunFourth\"", missing, StringComparison.Ordinal),
            stale => Assert.Contains("Core::Map.Run", stale, StringComparison.Ordinal));
        Assert.Equal(2, page.UncheckedBlocks.Count());
        Assert.Empty(page.Complaints);

        // What no refresh can mend: the output that follows no block, the excerpt that is not there, and the block of no kind.
        GuidePage refreshed = await GuidePage.Build("page.md", page.Refreshed);
        Assert.Contains("an output is missing", Assert.Single(refreshed.StaleOutputs), StringComparison.Ordinal);
        Assert.Contains("RunFourth", Assert.Single(refreshed.StaleExcerpts), StringComparison.Ordinal);
        Assert.Empty(refreshed.StaleRefusals);
        Assert.Equal(2, refreshed.UncheckedBlocks.Count());
    }

    [Fact]
    public async Task A_mistake_in_a_block_is_reported_at_its_line_of_the_page()
    {
        string page = Usings + "```csharp run\nint three = 3;\nConsole.WriteLine(tree);\n```";
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => GuidePage.Build("page.md", page));
        Assert.Contains("page.md(7,19): error CS0103", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Thrice.RunForward", "Nothing was generated for \"Thrice\"")]
    [InlineData("Twice.RunFourth", "RunForward")]
    [InlineData("Twice.Forward", "2 members")]
    [InlineData("Twice", "Layer.Member")]
    [InlineData("steps of Twice.CheckForward", "no paragraph there begins with a comment")]
    public void An_excerpt_that_is_not_there_says_what_there_is(string which, string message)
    {
        var run = TestCompilation.Generate(new LayerGenerator(), MarkdownBlocks.Parse(Usings + Layer).Blocks.Select(block => block.Text).Aggregate((a, b) => $"{a}\n{b}"));
        Assert.Contains(message, Assert.Throws<FormatException>(() => GeneratedExcerpt.Find(which, run.Sources)).Message, StringComparison.Ordinal);
    }
}
