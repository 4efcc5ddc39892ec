using System.Runtime.CompilerServices;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// Compiles and runs every block of docs/tour.md, so that the page cannot go stale. With NNGEN_UPDATE_DOCS=1 in the environment the
/// outputs and excerpts of the page are rewritten first.
/// </summary>
public sealed class TourTests(TourTests.Tour tour) : IClassFixture<TourTests.Tour>
{
    private const string Update = "NNGEN_UPDATE_DOCS";

    [Fact]
    public void Every_block_is_of_a_kind_that_is_checked() => AssertNone(tour.Page.UncheckedBlocks);

    [Fact]
    public void The_layers_of_the_page_have_no_mistakes() => AssertNone(tour.Page.Complaints);

    [Fact]
    public void What_a_block_prints_is_what_the_page_says_it_prints() => AssertNone(tour.Page.StaleOutputs);

    [Fact]
    public void What_the_page_says_is_refused_is_refused_in_those_words() => AssertNone(tour.Page.StaleRefusals);

    [Fact]
    public void Generated_code_is_quoted_as_it_is() => AssertNone(tour.Page.StaleExcerpts);

    private static void AssertNone(IEnumerable<string> mistakes)
    {
        string text = string.Join("\n", mistakes);
        if (text.Length > 0) Assert.Fail($"{text}\n{Update}=1 rewrites outputs and excerpts; the words around them are yours.");
    }

    /// <summary>The page, built once for all tests.</summary>
    public sealed class Tour : IAsyncLifetime
    {
        private const string ShortPath = "docs/tour.md";

        internal GuidePage Page { get; private set; } = null!; // set before the first test

        public async ValueTask InitializeAsync()
        {
            string path = FullPath(), text = File.ReadAllText(path);
            Page = await GuidePage.Build(ShortPath, text);
            if (Environment.GetEnvironmentVariable(Update) != "1" || Page.Refreshed == text.ReplaceLineEndings("\n")) return;

            File.WriteAllText(path, Page.Refreshed);
            Page = await GuidePage.Build(ShortPath, Page.Refreshed);
        }

        public ValueTask DisposeAsync() => default;

        private static string FullPath([CallerFilePath] string here = "") =>
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ShortPath));
    }
}
