using System.Runtime.CompilerServices;

namespace NNGen.Generators.Tests.Docs;

/// <summary>The README of the package: its layer compiles, and its program prints what it says.</summary>
public sealed class PackageReadmeTests
{
    [Fact]
    public async Task Its_blocks_compile_and_print_what_it_says()
    {
        GuidePage page = await GuidePage.Build("src/Runtime/README.md", await File.ReadAllTextAsync(FullPath()));

        Assert.Empty(page.Complaints.Concat(page.UncheckedBlocks).Concat(page.StaleOutputs));
    }

    private static string FullPath([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Runtime", "README.md"));
}
