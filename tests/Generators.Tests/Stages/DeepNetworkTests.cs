using NNGen.Generators.Differentiation;
using NNGen.Generators.Emission;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;
using NNGen.Generators.Simplification;

namespace NNGen.Generators.Tests.Stages;

/// <summary>
/// A network twice as deep is twice the work, in every stage: measured by what is counted, as no machine has the same clock.
/// Were a stage to look at the whole network for each of its layers, the third network would show it.
/// </summary>
public sealed class DeepNetworkTests
{
    private const string Block = """
        using System;
        using NNGen;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class Norm
        {
            [Param("D")] public partial Parameter Gain { get; }
            [Param("D")] public partial Parameter Shift { get; }
            public Var Forward([Shape("N", "T", "D")] Var x)
            {
                var d = x - Mean(x, -1, keepDims: true);
                return d * Rsqrt(Mean(Square(d), -1, keepDims: true) + 1e-5f) * Gain + Shift;
            }
        }

        [Layer]
        public sealed partial class Linear
        {
            [Param("I", "O")] public partial Parameter W { get; }
            [Param("O")] public partial Parameter B { get; }
            public Var Forward([Shape("N", "T", "I")] Var x) => MatMul(x, W) + B;
        }

        [Layer, Where("D % Heads == 0")]
        public sealed partial class Block
        {
            [Dim] public partial int Heads { get; }
            [Sub("D")] public partial Norm Before { get; }
            [Sub("D", "D")] public partial Linear Q { get; }
            [Sub("D", "D")] public partial Linear K { get; }
            [Sub("D", "D")] public partial Linear V { get; }
            [Sub("D", "D")] public partial Linear Out { get; }
            [Sub("D")] public partial Norm Between { get; }
            [Sub("D", "4*D")] public partial Linear Up { get; }
            [Sub("4*D", "D")] public partial Linear Down { get; }
            public Var Forward([Shape("N", "T", "D")] Var x)
            {
                var (n, t, d) = x.Shape;
                var y = Before.Forward(x);
                var q = Transpose(Reshape(Transpose(Q.Forward(y)), n, Heads, d / Heads, t));
                var k = Transpose(Reshape(Transpose(K.Forward(y)), n, Heads, d / Heads, t));
                var v = Transpose(Reshape(Transpose(V.Forward(y)), n, Heads, d / Heads, t));
                var mixed = MatMul(Softmax(MatMul(q, Transpose(k)) / MathF.Sqrt(d / Heads)), v);
                x = x + Out.Forward(Transpose(Reshape(Transpose(mixed), n, d, t)));
                var h = Up.Forward(Between.Forward(x));
                return x + Down.Forward(h * Sigmoid(1.702f * h));
            }
        }
        """;

    private static readonly int[] Depths = [4, 8, 16];

    private static readonly Lazy<TinyModels> Models = new(() => TinyModels.Of([Block, .. Depths.Select(Network)]));

    [Fact]
    public void The_nodes_that_are_looked_at_grow_with_the_depth()
        => GrowsWithDepth("nodes looked at", model =>
        {
            Facts facts = TinyModels.FactsOf(model);
            Rewriter.Rewrite(TinyModels.Joint(model), RewriteRules.All, facts, out int visits);
            return visits;
        });

    [Fact]
    public void The_loops_grow_with_the_depth()
        => GrowsWithDepth("loops", model => Training(model).Fused.Forward.Count + Training(model).Fused.Backward.Count);

    [Fact]
    public void The_memory_grows_with_the_depth_in_training_and_not_in_inference()
    {
        GrowsWithDepth("slots", model => Training(model).Plan.Slots.Count);
        int[] slots = [.. Depths.Select(depth => LayerCompiler.Compile(Model(depth)).Methods.Single().Inference.Plan.Slots.Count)];
        Assert.True(slots.Distinct().Count() == 1, $"A network that keeps nothing should run in the memory of one block, but has {string.Join(", ", slots)} slots for {string.Join(", ", Depths)} blocks.");
    }

    [Fact]
    public void The_blocks_of_a_network_share_what_is_done_with_each_element()
    {
        int[] structs = [.. Depths.Select(depth => LayerEmission.Emit(Model(depth), out _).Split("private readonly struct").Length - 1)];
        Assert.True(structs.Distinct().Count() == 1, $"There should be as many structs for 16 blocks as for 4, but there are {string.Join(", ", structs)}.");
    }

    private static void GrowsWithDepth(string what, Func<LayerModel, int> count)
    {
        int[] counts = [.. Depths.Select(depth => count(Model(depth)))];
        Assert.True(counts[2] - counts[1] == 2 * (counts[1] - counts[0]), $"{string.Join(", ", Depths)} blocks have {string.Join(", ", counts)} {what}: that does not grow evenly.");
    }

    private static Routine Training(LayerModel model) => LayerCompiler.Compile(model).Methods.Single().Training!;

    private static LayerModel Model(int depth) => Models.Value[$"Deep{depth}"];

    private static string Network(int depth) => $$"""
        using NNGen;
        [Layer, Where("D % Heads == 0")]
        public sealed partial class Deep{{depth}}
        {
            [Sub("Heads", "D", Count = {{depth}})] public partial SubList<Block> Blocks { get; }
            public Var Forward([Shape("N", "T", "D")] Var x)
            {
                foreach (var block in Blocks) x = block.Forward(x);
                return x;
            }
        }
        """;
}
