using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.Stages;

/// <summary>What becomes one loop: asked of the loops, not of the text that is written for them.</summary>
public sealed class FusionTests
{
    private static readonly string[] Sources =
    [
        TinyLayer.Of("Chain", "x(N, H), b(H)", "Tanh(Exp(-Square(x + b)) * 3 - 1) / 2"),
        TinyLayer.Of("Hidden", "x(N, I), param W(I, O), param B(O)", "Sigmoid(MatMul(x, W) + B)"),
        TinyLayer.Of("FixedInput", "nograd x(N, I), param W(I, O), param B(O)", "Sigmoid(MatMul(x, W) + B)"),
        TinyLayer.Of("Loss", "x(N, C), labels t(N)", "CrossEntropy(x, t)"),
        TinyLayer.Of("WrittenLoss", "x(N, C), labels t(N)", "-Mean(Log(Pick(Softmax(x), t)))"),
        TinyLayer.Of("SumOfChain", "x(N, H)", "Sum(Square(Tanh(x) - 1), 1)"),
        TinyLayer.Of("MeanSquare", "x(N, H), t(N, H)", "Mean(Square(x - t))"),
        TinyLayer.Of("ManyLeadingDims", "x(B, T, I), param W(I, O), param C(O)", "Relu(MatMul(x, W) + C)"),
        TinyLayer.Of("Heads", "x(B, T, H, I), y(B, N, H, I), z(B, N, H, O)", "Permute(MatMul(MatMul(Permute(x, 0, 2, 1, 3), Transpose(Permute(y, 0, 2, 1, 3))), Permute(z, 0, 2, 1, 3)), 0, 2, 1, 3)"),
        TinyLayer.Of("Around", "x(N, H)", "{ var e = Exp(x); return e * Sum(e, 1, keepDims: true); }"),
        TinyLayer.Of("TooMany", "a(N), b(N), c(N), d(N), e(N), f(N), g(N), h(N), i(N), j(N), k(N), l(N), m(N), n(N)", "a * b + c * d + e * f + g * h + i * j + k * l + m * n"),
        SubLayers.Source, SubLayers.TwoLayerNet,
    ];

    private static readonly Lazy<TinyModels> Models = new(() => TinyModels.Of(Sources));

    [Theory]
    [InlineData("Chain", "Elementwise", "Elementwise Reduction", "a chain of elementwise functions is one pass; the gradient of what was stretched is summed up")]
    [InlineData("Hidden", "Product", "Elementwise Product Product Reduction", "a product, its bias and its activation are one product; so are the gradients but for that of the activation")]
    [InlineData("FixedInput", "Product", "Elementwise Product Reduction", "of an input that wants no gradient none is computed")]
    [InlineData("Loss", "Kernel", "Kernel", "softmax and cross entropy are one kernel, which leaves the softmax for the gradient")]
    [InlineData("WrittenLoss", "Kernel", "Kernel", "the same loss in other words is the same kernel")]
    [InlineData("MeanSquare", "Elementwise Reduction", "Elementwise", "both gradients come from one pass")]
    [InlineData("ManyLeadingDims", "Product", "Elementwise Product Product Reduction", "rows of all leading dims are the rows of one product")]
    [InlineData("Heads", "Product Product", "Product Product Product Product", "heads that are split and put side by side again are strides of the products")]
    public void Loops_are_joined(string layer, string forward, string backward, string because)
    {
        FusedGraph fused = Training(Models.Value[layer]);
        Assert.True(forward == Kinds(fused.Forward), $"{layer}, forward: {because}; but there are {Kinds(fused.Forward)}.\n{GraphText.Print(fused.Graph)}");
        Assert.True(backward == Kinds(fused.Backward, sorted: true), $"{layer}, backward: {because}; but there are {Kinds(fused.Backward, sorted: true)}.\n{GraphText.Print(fused.Graph)}");
    }

    [Theory]
    [InlineData("SumOfChain")]
    [InlineData("MeanSquare")]
    public void A_reduction_takes_in_the_chain_that_feeds_it(string layer)
        => Assert.Equal("Reduction", Kinds(LayerCompiler.Compile(Models.Value[layer]).Methods.Single().Inference.Fused.Forward));

    [Fact]
    public void A_value_that_comes_back_through_a_reduction_divides_two_loops()
        => Assert.Equal("Elementwise Reduction Elementwise", Kinds(Training(Models.Value["Around"]).Forward));

    [Fact]
    public void No_loop_has_more_operands_than_the_core_can_take()
    {
        foreach (string layer in new[] { "TooMany", "Chain", "TwoLayerNet", "Nested" })
        {
            FusedGraph fused = Training(Models.Value[layer]);
            var kinds = new NodeKinds(fused.Graph);
            foreach (Step step in fused.Forward.Concat(fused.Backward).Where(step => step is Step.Elementwise))
            {
                int operands = step.Nodes.SelectMany(id => fused.Graph[id].Operands).Where(id => !step.Nodes.Contains(id) && !kinds.IsNumber(id)).Distinct().Count();
                Assert.InRange(operands + step.Outputs.Count, 1, Fuser.MostOperands);
            }
        }
    }

    [Fact]
    public void The_two_layer_net_is_five_products_a_kernel_and_what_sums_up_the_biases()
    {
        FusedGraph fused = Training(Models.Value["TwoLayerNet"]);
        Assert.Equal("Product Product Kernel", Kinds(fused.Forward));
        Assert.Equal("Kernel Product Product Product Reduction Reduction", Kinds(fused.Backward, sorted: true));
    }

    [Fact]
    public void Inference_keeps_no_softmax()
    {
        CompiledMethod forward = LayerCompiler.Compile(Models.Value["Loss"]).Methods.Single();
        Assert.Equal(["CrossEntropy"], forward.Inference.Fused.Forward.SelectMany(step => step.Nodes).Select(id => forward.Inference.Fused.Graph[id].Operator));
        Assert.Empty(forward.Inference.Fused.Backward);
    }

    [Fact]
    public void An_elementwise_pass_writes_over_an_operand_that_nobody_reads_again()
    {
        CompiledMethod forward = LayerCompiler.Compile(Models.Value["Around"]).Methods.Single();
        Assert.True(forward.Inference.Plan.Slots.Count < forward.Inference.Fused.Forward.Sum(step => step.Outputs.Count) + 1, "Some loop should have written in place.");
    }

    private static FusedGraph Training(LayerModel model) => LayerCompiler.Compile(model).Methods.Single(method => method.Method.IsForward).Training!.Fused;

    private static string Kinds(IEnumerable<Step> steps, bool sorted = false)
    {
        IEnumerable<string> kinds = steps.Select(step => step.GetType().Name);
        return string.Join(" ", sorted ? kinds.Order(StringComparer.Ordinal) : kinds);
    }
}
