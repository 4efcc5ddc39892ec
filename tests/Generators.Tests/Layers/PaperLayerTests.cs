namespace NNGen.Generators.Tests.Layers;

/// <summary>Whole networks from papers: generated against the reference, on every vector width.</summary>
[Collection(nameof(VectorWidths))]
public sealed class PaperLayerTests
{
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of([.. PaperLayers.Sources]));

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Generated_code_agrees_with_the_definition(int width)
        => CompiledLayers.AllAgree(width, Layers.Value.Models.Select(model => Layers.Value[model.FullName] with
        {
            // Small, because the definition runs twice for each element that is differentiated.
            Batches = [3, 2],
            Sizes = new Dictionary<string, int> { ["D"] = 6, ["Heads"] = 3, ["T"] = 4, ["MaxT"] = 5, ["V"] = 7, ["C"] = 2, ["F"] = 3, ["O"] = 3, ["H"] = 4, ["W"] = 5, ["K"] = 3 },
            MostDifferences = 12,
        }));
}
