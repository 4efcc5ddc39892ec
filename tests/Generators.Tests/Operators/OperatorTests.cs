using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.Operators;

/// <summary>Every operator, generated against the reference: values and gradients, on every vector width.</summary>
[Collection(nameof(VectorWidths))]
public sealed class OperatorTests
{
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of([.. OperatorCases.All.Select(one => one.Source)]));

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Generated_code_agrees_with_the_definition(int width)
        => CompiledLayers.AllAgree(width, OperatorCases.All.Select(one => one.Range is { } range ? Layers.Value[one.Name] with { Range = range } : Layers.Value[one.Name]));
}
