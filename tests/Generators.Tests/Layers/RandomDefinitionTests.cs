namespace NNGen.Generators.Tests.Layers;

/// <summary>Random definitions: generated against the reference.</summary>
[Collection(nameof(VectorWidths))]
public sealed class RandomDefinitionTests
{
    private const int Count = 60;

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of([.. Enumerable.Range(0, Count).Select(number => RandomDefinition.Of(number).Source)]));

    [Fact]
    public void Generated_code_agrees_with_the_definition()
        => CompiledLayers.AllAgree(Core.VectorWidth.Current, Enumerable.Range(0, Count).Select(number => Layers.Value[$"Random{number}"] with { Batches = [3, 18, 1] }));
}
