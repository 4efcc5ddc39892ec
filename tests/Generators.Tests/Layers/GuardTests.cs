namespace NNGen.Generators.Tests.Layers;

/// <summary>What a call has to hold that the compiler could not prove: each mode asks only for what it needs itself.</summary>
public sealed class GuardTests
{
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Undecided("""
        using NNGen;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class PairsInTraining
        {
            [return: Shape("N", "3")]
            public Var Forward([Shape("N", "3")] Var x) => IsTraining ? x * Sum(Max(Reshape(x, -1, 2), 1)) : x * 2;

            [return: Shape("N", "3")]
            public Var Again([Shape("N", "3")] Var x) => Forward(x);
        }

        [Layer]
        public sealed partial class PairsInInference
        {
            [return: Shape("N", "3")]
            public Var Forward([Shape("N", "3")] Var x) => IsTraining ? x * 2 : x * Sum(Max(Reshape(x, -1, 2), 1));
        }

        [Layer]
        public sealed partial class PairsInBoth
        {
            [return: Shape("N", "3")]
            public Var Forward([Shape("N", "3")] Var x) => Dropout(x, 0.5f) * Sum(Max(Reshape(x, -1, 2), 1));
        }

        [Layer]
        public sealed partial class Outer
        {
            [Sub] public partial PairsInTraining Inner { get; }

            [return: Shape("N", "3")]
            public Var Forward([Shape("N", "3")] Var x) => Tanh(Inner.Forward(x));
        }
        """));

    [Theory]
    [InlineData("PairsInTraining", "Forward", true)]
    [InlineData("PairsInTraining", "Infer", false)]
    [InlineData("PairsInTraining", "Again", false)]
    [InlineData("PairsInInference", "Forward", false)]
    [InlineData("PairsInInference", "Infer", true)]
    [InlineData("PairsInBoth", "Forward", true)]
    [InlineData("PairsInBoth", "Infer", true)]
    [InlineData("Outer", "Forward", true)]
    [InlineData("Outer", "Infer", false)]
    public void A_mode_refuses_only_what_it_cannot_compute(string layer, string method, bool refuses)
    {
        LayerUnderTest tried = Layers.Value[layer];
        ILayer made = tried.Make();
        Assert.Single(tried.CallTensors(made, method, [Var.From([1, 2, 3, 4, 5, 6], 2, 3)]));

        void OneRow() => tried.CallTensors(made, method, [Var.From([1, 2, 3], 1, 3)]);
        if (!refuses) OneRow();
        else Assert.Matches("'Reshape\\(x, -1, 2\\)' needs .*, but N = 1\\.$", Assert.Throws<ShapeException>(OneRow).Message);
    }

    [Theory]
    [InlineData("PairsInTraining")]
    [InlineData("PairsInInference")]
    [InlineData("PairsInBoth")]
    [InlineData("Outer")]
    public void It_agrees_with_its_definition(string layer) => (Layers.Value[layer] with { Batches = [2, 4] }).AgreesWithItsDefinition();
}
