using VerifyXunit;

namespace NNGen.Generators.Tests.Layers;

/// <summary>
/// The nodes of a computation graph, each as a layer of its own: what it hands forward, what it hands back, in numbers that were
/// computed by hand, and the same against the definition on every vector width.
/// </summary>
[Collection(nameof(VectorWidths))]
public sealed class NodeTests
{
    /// <summary>The nodes, by name.</summary>
    internal static IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>
    {
        ["AddNode"] = TinyLayer.Of("AddNode", "x(N, D), y(N, D)", "x + y"),
        ["MultiplyNode"] = TinyLayer.Of("MultiplyNode", "x(N, D), y(N, D)", "x * y"),
        ["BranchNode"] = TinyLayer.Of("BranchNode", "x(N, D)", "(x, x)", "(Var A, Var B)"),
        ["RepeatNode"] = TinyLayer.Of("RepeatNode", "x(1, D), dim N", "Repeat(x, N, 0)"),
        ["SumNode"] = TinyLayer.Of("SumNode", "x(N, D)", "Sum(x, 0, keepDims: true)"),
        ["MatMulNode"] = TinyLayer.Of("MatMulNode", "x(N, D), param W(D, H)", "MatMul(x, W)"),
    };

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of([.. Sources.Values]));

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Every_node_agrees_with_its_definition(int width) => CompiledLayers.AllAgree(width, Sources.Keys.Select(name => Layers.Value[name]));

    [Fact]
    public Task The_source_of_every_node() => Verifier.Verify(TestCompilation.Generate(new LayerGenerator(), [.. Sources.Values]).Driver);

    /// <summary>z = x + y; dx = dz, dy = dz.</summary>
    [Fact]
    public void An_add_node_hands_the_gradient_on_to_both()
    {
        Run run = Start("AddNode", Matrix(2, 2, 1, 2, 3, 4), Matrix(2, 2, 10, 20, 30, 40));
        Assert.Equal([11, 22, 33, 44], run.Results[0]);
        float[][] gradients = run.Backward(Matrix(2, 2, 1, -1, 2, 0.5f));
        Assert.Equal([1, -1, 2, 0.5f], gradients[0]);
        Assert.Equal([1, -1, 2, 0.5f], gradients[1]);
    }

    /// <summary>z = x·y; dx = dz·y, dy = dz·x: each gets the other.</summary>
    [Fact]
    public void A_multiply_node_hands_each_side_the_other()
    {
        Run run = Start("MultiplyNode", Matrix(2, 2, 1, 2, 3, 4), Matrix(2, 2, 5, 6, 7, 8));
        Assert.Equal([5, 12, 21, 32], run.Results[0]);
        float[][] gradients = run.Backward(Matrix(2, 2, 1, 2, -1, 0.5f));
        Assert.Equal([5, 12, -7, 4], gradients[0]);
        Assert.Equal([1, 4, -3, 2], gradients[1]);
    }

    /// <summary>a = x, b = x; dx = da + db.</summary>
    [Fact]
    public void A_branch_node_adds_up_what_comes_back()
    {
        Run run = Start("BranchNode", Matrix(2, 2, 1, 2, 3, 4));
        Assert.Equal([1, 2, 3, 4], run.Results[0]);
        Assert.Equal([1, 2, 3, 4], run.Results[1]);
        Assert.Equal([11, 22, 33, 44], run.Backward(Matrix(2, 2, 1, 2, 3, 4), Matrix(2, 2, 10, 20, 30, 40))[0]);
    }

    /// <summary>y = the row x, N times; dx = Σ dy over the rows.</summary>
    [Fact]
    public void A_repeat_node_sums_over_the_copies()
    {
        Run run = Start("RepeatNode", Matrix(1, 2, 5, 7));
        Assert.Equal([5, 7, 5, 7, 5, 7], run.Results[0]);
        Assert.Equal([111, 222], run.Backward(Matrix(3, 2, 1, 2, 10, 20, 100, 200))[0]);
    }

    /// <summary>y = Σ x over the rows; dx = dy, N times.</summary>
    [Fact]
    public void A_sum_node_repeats_the_gradient()
    {
        Run run = Start("SumNode", Matrix(3, 2, 1, 2, 10, 20, 100, 200));
        Assert.Equal([111, 222], run.Results[0]);
        Assert.Equal([5, 7, 5, 7, 5, 7], run.Backward(Matrix(1, 2, 5, 7))[0]);
    }

    /// <summary>y = x·W; dx = dy·Wᵀ, dW = xᵀ·dy.</summary>
    [Fact]
    public void A_matmul_node_hands_back_products_with_the_transposes()
    {
        Run run = Start("MatMulNode", new Dictionary<string, int> { ["D"] = 2, ["H"] = 3 }, layer => layer.Params[0].Load(1, 2, 3, 4, 5, 6), Matrix(2, 2, 1, 2, 3, 4));
        Assert.Equal([9, 12, 15, 19, 26, 33], run.Results[0]);

        // dy·Wᵀ: (1·1 + 0·2 − 1·3, 1·4 + 0·5 − 1·6), (2·1 + 1·2 + 0·3, 2·4 + 1·5 + 0·6).
        Assert.Equal([-2, -2, 4, 13], run.Backward(Matrix(2, 3, 1, 0, -1, 2, 1, 0))[0]);

        // xᵀ·dy: (1·1 + 3·2, 1·0 + 3·1, 1·(−1) + 3·0), (2·1 + 4·2, 2·0 + 4·1, 2·(−1) + 4·0).
        Assert.Equal([7, 3, -1, 10, 4, -2], run.Layer.Params[0].GradBlock.Span.ToArray());
    }

    private static Var Matrix(int rows, int columns, params float[] values) => Var.From([.. values.Select(value => (double)value)], rows, columns);

    private static Run Start(string name, params Var[] inputs) => Start(name, new Dictionary<string, int> { ["D"] = 2 }, _ => { }, inputs);

    private static Run Start(string name, IReadOnlyDictionary<string, int> sizes, Action<ILayer> prepare, params Var[] inputs)
    {
        LayerUnderTest tried = Layers.Value[name] with { Sizes = sizes };
        ILayer layer = tried.Make();
        prepare(layer);
        return new(tried, layer, [.. tried.CallTensors(layer, "Forward", inputs).Select(result => Agreement.Floats(result!))]);
    }

    /// <summary>A layer after its Forward.</summary>
    private sealed record Run(LayerUnderTest Tried, ILayer Layer, float[][] Results)
    {
        public float[][] Backward(params Var[] gradients)
            => [.. Tried.CallTensors(Layer, "Backward", [.. gradients, false]).Select(result => Agreement.Floats(result!))];
    }
}
