using NNGen.Generators.Emission;
using VerifyXunit;

namespace NNGen.Generators.Tests.Layers;

/// <summary>What comes many times in a row is written as one loop: that it is, how it reads, and that it computes what was meant.</summary>
[Collection(nameof(VectorWidths))]
public sealed class RepeatedBlockTests
{
    private const string Tower = """
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        namespace Towers;

        [Layer]
        public sealed partial class Residual
        {
            [Param("I")] public partial Parameter Gain { get; }
            [Sub("I", "I")] public partial Affine Inner { get; }
            [return: Shape("N", "I")]
            public Var Forward([Shape("N", "I")] Var x) => x + Softmax(Inner.Forward(x / (1 + Square(x))) * Gain, -1);
        }

        [Layer]
        public sealed partial class Plain
        {
            [Sub("I", Count = 9)] public partial SubList<Residual> Blocks { get; }
            public Var Forward([Shape("N", "I")] Var x)
            {
                foreach (var block in Blocks) x = block.Forward(x);
                return x;
            }
        }
        """;

    private const string Others = """
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        namespace Towers;

        // Random numbers, states, and a table that all share; the last block is another.
        [Layer]
        public sealed partial class Noisy
        {
            [Sub("I", Count = 12)] public partial SubList<BatchNorm> Norms { get; }
            [Sub("I", Count = 12), Set("Rate", 0.25f)] public partial SubList<Dropped> Drops { get; }
            [Param("I", "I")] public partial Parameter Table { get; }
            public Var Forward([Shape("N", "I")] Var x, [Shape("N")] IntVar labels)
            {
                for (int i = 0; i < Norms.Count; i++) x = x + Tanh(MatMul(Drops[i].Forward(Norms[i].Forward(x)), Table)) + Gather(Table, labels);
                return CrossEntropy(x, labels);
            }
        }

        [Layer]
        public sealed partial class Dropped
        {
            [Param("I")] public partial Parameter Shift { get; }
            [Setting(0.5f)] public partial float Rate { get; }
            [return: Shape("N", "I")]
            public Var Forward([Shape("N", "I")] Var x) => Dropout(x + Shift, Rate);
        }

        // One cell, unrolled over time: the same parameters at every step, another part of the input at each.
        [Layer]
        public sealed partial class Recurrent
        {
            [Sub("I", "H")] public partial RnnCell Cell { get; }
            public Var Forward([Shape("N", "14", "I")] Var x, [Shape("N", "H")] Var h)
            {
                for (int t = 0; t < 14; t++) h = Cell.Forward(Squeeze(Slice(x, 1, t, 1), 1), h);
                return h;
            }
        }

        // Integers between the blocks, and every value read once more at the end, so that many are kept.
        [Layer]
        public sealed partial class Choosing
        {
            [Sub("I", Count = 9)] public partial SubList<Residual> Blocks { get; }
            public Var Forward([Shape("N", "I")] Var x)
            {
                Var sum = 0.1f * x;
                foreach (var block in Blocks)
                {
                    IntVar best = ArgMax(x, -1);
                    x = block.Forward(x) + OneHot(best, x.Size(-1)) * 0.2f;
                    sum = sum + x * sum;
                }

                return sum;
            }
        }
        """;

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(Tower, Others));

    [Theory]
    [InlineData("Plain")]
    [InlineData("Noisy")]
    [InlineData("Recurrent")]
    [InlineData("Choosing")]
    public void Each_pass_is_a_loop(string layer)
    {
        string code = LayerEmission.Emit(Layers.Value.Model("Towers." + layer), out _);
        foreach (string pass in new[] { "RunForward", "RunInfer", "RunBackward" })
        {
            string body = code[code.IndexOf($"private void {pass}(", StringComparison.Ordinal)..];
            Assert.True(body[..body.IndexOf("\n        }\n", StringComparison.Ordinal)].Contains(" times the same\n", StringComparison.Ordinal), $"{pass} of {layer} should be written as a loop:\n{body}");
        }
    }

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void It_computes_what_was_meant(int width)
        => CompiledLayers.AllAgree(width, Layers.Value.Models.Select(model => Layers.Value[model.FullName] with
        {
            Batches = [3, 5],
            Sizes = new Dictionary<string, int> { ["I"] = 4, ["H"] = 3 },
            MostDifferences = 12,
        }));

    [Fact]
    public Task The_source_of_a_tower() => Verifier.Verify(TestCompilation.Generate(new LayerGenerator(), Tower).Driver);
}
