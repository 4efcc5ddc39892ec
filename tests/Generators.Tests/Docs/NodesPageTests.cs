using System.Reflection;
using System.Runtime.CompilerServices;

namespace NNGen.Generators.Tests.Docs;

/// <summary>docs/nodes.md: each layer of the page compiles, and the picture below it is the one that its graph gives.</summary>
public sealed class NodesPageTests
{
    private const string Usings = "using NNGen;\nusing static NNGen.Ops;\n\n";

    [Fact]
    public void Every_picture_of_the_nodes_page_is_what_the_layer_above_it_gives()
    {
        string path = PathOfPage();
        MarkdownBlocks page = MarkdownBlocks.Parse(File.ReadAllText(path));
        List<MarkdownBlock> definitions = [.. page.Blocks.Where(block => block.Info == "csharp")];
        Assert.Equal(6, definitions.Count);

        using LoadedAssembly layers = TestCompilation
            .Generate(new LayerGenerator(), [.. definitions.Select(block => Usings + block.Text + "\n")])
            .AssertNoWarnings()
            .Load();
        var pictures = new Dictionary<MarkdownBlock, string>();
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            if (page.Blocks[i].Info != "csharp") continue;
            MarkdownBlock picture = page.Blocks[i + 1];
            Assert.True(picture.Info == "mermaid" && picture.Adjoins, $"The layer under '{page.Blocks[i].Section}' has no picture directly below it.");
            pictures[picture] = PictureOf(layers, NameOf(page.Blocks[i])).TrimEnd('\n');
        }

        if (Environment.GetEnvironmentVariable("NNGEN_UPDATE_DOCS") == "1") File.WriteAllText(path, page.With(pictures));
        Assert.All(pictures, pair => Assert.True(
            pair.Key.Text == pair.Value,
            $"The picture under '{pair.Key.Section}' is not what the layer gives. Run the test with NNGEN_UPDATE_DOCS=1 to write it, and look at it.\n{pair.Value}"));
    }

    private static string NameOf(MarkdownBlock definition)
        => definition.Text.Split("partial class ")[1].Split('\n', ' ')[0];

    private static string PictureOf(LoadedAssembly layers, string name)
    {
        Type type = layers.Type(name);
        ConstructorInfo constructor = type.GetConstructors().Single(candidate => candidate.GetParameters()[^1].Name == "seed");
        object?[] arguments = [.. constructor.GetParameters().Select(parameter => parameter.Name == "seed" ? null : (object)2)];
        return ((ComputationGraph)type.GetProperty("Graph")!.GetValue(constructor.Invoke(arguments))!).ToMermaid();
    }

    private static string PathOfPage([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "nodes.md");
}
