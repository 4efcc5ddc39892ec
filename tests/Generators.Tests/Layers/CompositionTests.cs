using NNGen.Core;
using NNGen.Generators.Tests.Operators;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Values that meet in every way that a definition can write: generated against the reference, on every vector width.</summary>
[Collection(nameof(VectorWidths))]
public sealed class CompositionTests
{
    private static readonly IReadOnlyList<OperatorCase> Cases = [.. CompositionCases.All, .. UserCases.All];

    private static readonly string[] Sources = [.. Cases.Select(one => one.Source), SubLayers.Source, Programs.Source, SubLayers.TwoLayerNet];

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(Sources));

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Generated_code_agrees_with_the_definition(int width)
        => CompiledLayers.AllAgree(width, Tried);

    [Fact]
    public void Gradients_are_those_of_the_call_alone() => CompiledLayers.AllAgree(VectorWidth.Hardware, Tried, layer => layer.RemembersNothingOfOtherCalls());

    private static IEnumerable<LayerUnderTest> Tried =>
    [
        .. Cases.Select(one => one.Range is { } range ? Layers.Value[one.Name] with { Range = range } : Layers.Value[one.Name]),
        .. SubLayers.Names.Concat(Programs.Names).Select(name => Layers.Value[name]),
    ];
}
