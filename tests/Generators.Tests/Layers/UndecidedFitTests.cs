namespace NNGen.Generators.Tests.Layers;

/// <summary>A layer whose shapes fit for some sizes only: there it computes what it should, gradients included, and elsewhere it refuses the call.</summary>
[Collection(nameof(VectorWidths))]
public sealed class UndecidedFitTests
{
    // W * x needs two equalities, and what follows from both, C == N, the gradients need.
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Undecided("""
        using NNGen;
        using static NNGen.Ops;

        [Layer]
        public partial class TwoEqualities
        {
            [Param("2*K", "C")] public partial Parameter W { get; }

            public Var Forward([Shape("T", "N", "2*K")] Var x) => MatMul(Sum(W * x, -2, keepDims: true), W);
        }
        """));

    [Fact]
    public void A_layer_that_needs_two_equalities_computes_where_both_hold() => At(k: 2, c: 4, n: 4).AgreesWithItsDefinition();

    [Theory]
    [InlineData(2, 4, 3)]
    [InlineData(2, 3, 4)]
    [InlineData(2, 3, 3)]
    public void It_refuses_a_call_where_one_of_them_does_not(int k, int c, int n)
        => Assert.Throws<ShapeException>(At(k, c, n).RunForward);

    private static LayerUnderTest At(int k, int c, int n) => Layers.Value["TwoEqualities"] with
    {
        Batches = [n],
        Sizes = new Dictionary<string, int> { ["T"] = 3, ["K"] = k, ["C"] = c },
    };
}
