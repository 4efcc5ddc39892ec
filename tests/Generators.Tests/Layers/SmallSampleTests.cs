using VerifyXunit;

namespace NNGen.Generators.Tests.Layers;

/// <summary>A network whose dims are constants and small, so that its samples lie across the lanes: the spiral's.</summary>
[Collection(nameof(VectorWidths))]
public sealed class SmallSampleTests
{
    private static readonly string Source = TinyLayer.Of(
        "SpiralNet",
        "x(N, 2), labels t(N), param W(2, 10), param B(10), param V(10, 3), param C(3)",
        "{ var hidden = Sigmoid(MatMul(x, W) + B); var scores = MatMul(hidden, V) + C; return CrossEntropy(scores, t); }",
        others: "[return: Shape(\"N\", \"3\")] public Var Predict([Shape(\"N\", \"2\")] Var x) => MatMul(Sigmoid(MatMul(x, W) + B), V) + C;");

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(Source));

    [Fact]
    public Task The_source_of_the_network() => Verifier.Verify(TestCompilation.Generate(new LayerGenerator(), Source).Driver);

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void It_agrees_with_its_definition_for_every_batch_and_its_last_lanes(int width)
        => CompiledLayers.AllAgree(width, [Layers.Value["SpiralNet"] with { Batches = [.. Enumerable.Range(1, 40)], MostDifferences = 4 }]);

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void It_remembers_nothing_of_other_batches(int width)
        => CompiledLayers.AllAgree(width, [Layers.Value["SpiralNet"] with { Batches = [17, 3, 33, 16] }], layer => layer.RemembersNothingOfOtherCalls());
}
