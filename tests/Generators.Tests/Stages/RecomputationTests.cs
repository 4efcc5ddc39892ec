using NNGen.Generators.Emission;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Planning;
using NNGen.Generators.Reading;
using NNGen.Generators.Recomputation;
using NNGen.Generators.Simplification;
using NNGen.Generators.Tests.Layers;
using NNGen.Generators.Tests.Operators;

namespace NNGen.Generators.Tests.Stages;

/// <summary>Which values of the forward pass are kept for the backward pass, which are computed again, and what both cost.</summary>
public sealed class RecomputationTests
{
    private static readonly IReadOnlyList<OperatorCase> Cases = [.. OperatorCases.All, .. CompositionCases.All];

    private static readonly string[] Sources =
    [
        TinyLayer.Of("SigmoidLayer", "x(N, I), param W(I, O), param B(O)", "{ var z = MatMul(x, W) + B; var y = Sigmoid(z); return y * 2; }"),
        TinyLayer.Of("TanhLayer", "x(N, I), param W(I, O)", "Tanh(MatMul(x, W))"),
        TinyLayer.Of("SoftmaxLayer", "x(N, I), param W(I, O)", "Softmax(MatMul(x, W))"),
        TinyLayer.Of("GeluNet", "x(N, I), param W(I, H), param V(H, O)", "{ var h = MatMul(x, W); var a = Gelu(h); return MatMul(a, V); }"),
        TinyLayer.Of("SwishNet", "x(N, I), param W(I, H), param V(H, O)", "{ var h = MatMul(x, W); var s = Sigmoid(1.7f * h); return MatMul(h * s, V); }"),
        TinyLayer.Of("NormNet", "x(N, I), param G(I), param C(I), param W(I, O)", "{ var d = x - Mean(x, -1, true); var r = Rsqrt(Mean(Square(d), -1, true) + 1e-2f); var n = d * r; return MatMul(n * G + C, W); }"),
        TinyLayer.Of("TwoFunctions", "x(N, I), y(N, H), param W(I, H)", "{ var h = MatMul(x, W); var e = Erf(Sin(h)); return e * y * h; }"),
        TinyLayer.Of("Loss", "x(N, C), labels t(N)", "CrossEntropy(x, t)"),
        .. Cases.Select(one => one.Source),
    ];

    private static readonly Lazy<TinyModels> Models = new(() => TinyModels.Of(Sources));

    [Theory]
    [InlineData("SigmoidLayer", "y", "", "y is its own gradient's only operand, and the product is not kept")]
    [InlineData("TanhLayer", "y", "", "so is that of tanh")]
    [InlineData("SoftmaxLayer", "y", "", "and that of softmax")]
    [InlineData("GeluNet", "h a", "", "the gradient of GELU needs its input, and the product after it its output")]
    [InlineData("SwishNet", "h multiply", "s from h: 11", "the gate is cheaper than its memory, and h is at hand")]
    [InlineData("NormNet", "d r add", "n from d, r: 1", "what is normalized is one product away")]
    [InlineData("TwoFunctions", "h sin e", "multiply from y, e: 1", "a series costs more than a value, a product less")]
    [InlineData("Loss", "softmax", "", "a kernel is never computed again")]
    public void Values_are_kept_or_computed_again_by_what_they_cost(string layer, string kept, string again, string because)
    {
        Routine training = Training(layer);
        Graph graph = training.Fused.Graph;
        string Name(int id) => graph[id].Name.Length > 0 ? graph[id].Name : ValueNames.Camel(graph[id].Operator);
        string nowKept = string.Join(" ", training.Residuals.Kept.Select(one => Name(one.Value)));
        string nowAgain = string.Join(" ", training.Residuals.Recomputed.Select(one => $"{Name(one.Value)} from {string.Join(", ", one.From.Select(Name))}: {one.Operations}"));
        Assert.True(kept == nowKept && again == nowAgain, $"{layer}: {because}; but kept are {nowKept} and computed again {nowAgain}.\n{GraphText.Print(graph)}");
    }

    [Theory]
    [InlineData("SwishNet")]
    [InlineData("NormNet")]
    public void What_is_computed_again_takes_no_memory_and_no_loop(string layer)
    {
        Graph lowered = Lowered(Models.Value[layer]);
        FusedGraph before = Fuser.Fuse(lowered);
        Routine after = Training(layer);
        Assert.Equal(before.Forward.Count + before.Backward.Count, after.Fused.Forward.Count + after.Fused.Backward.Count);
        Assert.True(Bytes(after.Plan) < Bytes(Planner.Plan(before)), $"{layer} should need less than {Planner.Plan(before).Bytes} bytes, but needs {after.Plan.Bytes}.");
    }

    [Theory]
    [InlineData("SigmoidLayer", "// kept y, not z: the gradient of Sigmoid needs only its output")]
    [InlineData("GeluNet", "// kept h: the gradient of Gelu needs it")]
    [InlineData("GeluNet", "// kept a: the gradient of MatMul needs it")]
    [InlineData("SwishNet", "// sAgain is computed again from h: 11 operations an element are cheaper than keeping s (N, H)")]
    [InlineData("NormNet", "// nAgain is computed again from d and r: 1 operation an element is cheaper than keeping n (N, I)")]
    [InlineData("Loss", "// kept softmax, which this loop gives besides: the gradient of CrossEntropy is made of it")]
    public void The_decision_and_its_reason_stand_in_the_generated_code(string layer, string comment)
        => Assert.Contains(comment, LayerEmission.Emit(Models.Value[layer], out _), StringComparison.Ordinal);

    [Fact]
    public void Nothing_but_elementwise_chains_is_computed_again_and_no_value_changes()
    {
        int again = 0;
        foreach (OperatorCase one in Cases)
        {
            LayerModel model = Models.Value[one.Name];
            Graph lowered = Lowered(model);
            (FusedGraph fused, Residuals residuals) = Recomputer.Decide(lowered, TinyModels.FactsOf(model));
            FusedGraph before = Fuser.Fuse(lowered);
            Assert.True(fused.Forward.Count + fused.Backward.Count <= before.Forward.Count + before.Backward.Count, $"{one.Name} has got a loop more.");
            Assert.All(residuals.Recomputed, value => Assert.True(fused.Kinds.IsElementwise(value.Again), $"{one.Name} computes {fused.Graph[value.Again].Operator} again."));
            again += residuals.Recomputed.Count;

            IReadOnlyList<object> expected = Run(lowered), actual = Run(fused.Graph);
            foreach ((int a, int b) in Results(lowered).Zip(Results(fused.Graph)))
                Assert.True(expected[a] is not Var wanted || wanted.ToArray().SequenceEqual(((Var)actual[b]).ToArray()), $"{one.Name}: a result or a gradient has changed.");

            IReadOnlyList<object> Run(Graph graph) => GraphInterpreter.Run(graph, node => TinyModels.Source(model, node, one.Range?.Low ?? -2, one.Range?.High ?? 2), TinyModels.SizeOf);
        }

        Assert.True(again > 5, $"Only {again} values were computed again: the cases try little.");
    }

    private static IEnumerable<int> Results(Graph graph) => graph.Outputs.Concat(graph.Gradients.Select(gradient => gradient.Value));

    private static Graph Lowered(LayerModel model)
    {
        var facts = TinyModels.FactsOf(model);
        return Rewriter.Rewrite(Rewriter.Rewrite(TinyModels.Joint(model), RewriteRules.All, facts), RewriteRules.Lowering, facts);
    }

    private static long Bytes(MemoryPlan plan) => plan.Bytes.Evaluate(TinyModels.SizeOf);

    private static Routine Training(string layer) => LayerCompiler.Compile(Models.Value[layer]).Methods.Single().Training!;
}
