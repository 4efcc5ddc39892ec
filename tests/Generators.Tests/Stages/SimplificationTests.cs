using NNGen.Generators.Emission;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.Stages;

/// <summary>
/// The simplifications that are promised, each asked of the loops that are emitted: what they compute, what they do without, and
/// what the generated code says of it. That each rule by itself changes no value is the matter of <see cref="RewriteTests"/>.
/// </summary>
public sealed class SimplificationTests
{
    private static readonly IReadOnlyList<Promise> Promises =
    [
        new("1 / (1 + Exp(-x)) becomes sigmoid", "x(N, H)", "1 / (1 + Exp(-x))", "Sigmoid", "Exp Divide", "1/(1+exp(−x)) = sigmoid(x): "),
        new("the gradient of sigmoid uses its output", "x(N, H)", "1 / (1 + Exp(-x))", "Sigmoid", "", "kept y, not x: the gradient of Sigmoid needs only its output"),
        new("the gradient of tanh uses its output", "x(N, H)", "Tanh(x)", "Tanh", "", "kept y, not x: the gradient of Tanh needs only its output"),
        new("the gradient of exp uses its output", "x(N, H)", "Exp(x)", "Exp", "", "kept y, not x: the gradient of Exp needs only its output"),
        new("the gradient of softmax uses its output", "x(N, C)", "Softmax(x)", "Softmax", "Exp", "kept y, not x: the gradient of Softmax needs only its output"),
        new("softmax and cross entropy have one gradient in one pass", "x(N, C), labels t(N)", "-Mean(Log(Pick(Softmax(x), t)))", "CrossEntropy CrossEntropyGradient", "Log Pick Multiply Divide OneHot Mean", "the gradient of the scores is (y − t) / N"),
        new("so have they by one-hot rows", "x(N, C), labels t(N)", "-Sum(OneHot(t, x.Size(1)) * Log(Softmax(x))) / x.Size(0)", "CrossEntropy CrossEntropyGradient", "Log OneHot Multiply Divide Sum", "the gradient of the scores is (y − t) / N"),
        new("so have they by logsumexp", "x(N, C), labels t(N)", "Mean(LogSumExp(x, 1) - Pick(x, t))", "CrossEntropy CrossEntropyGradient", "LogSumExp Pick Subtract Mean", "the gradient of the scores is (y − t) / N"),
        new("Log(Softmax(x)) becomes LogSoftmax", "x(N, C)", "Log(Softmax(x))", "LogSoftmax", "Log Divide", "log softmax: "),
        new("x / Sqrt(v) becomes x · Rsqrt(v)", "x(N, H), v(H)", "x / Sqrt(v)", "Rsqrt Multiply", "Sqrt Divide", "a/√b = a·rsqrt(b): "),
        new("a transpose beside a product is its flag", "x(I, N), w(O, I)", "MatMul(Transpose(x), Transpose(w))", "MatMul", "Transpose", "a transpose beside a product is its flag: "),
        new("so is one beside a batched product", "x(B, I, N), w(B, O, I)", "MatMul(Transpose(x), Transpose(w))", "MatMul", "Transpose", "a transpose beside a product is its flag: "),
        new("so is one of a product", "x(N, I), w(I, O)", "Transpose(MatMul(x, w))", "MatMul", "Transpose", "(a·b)ᵀ = bᵀ·aᵀ: "),
        new("x · 1 vanishes", "x(N, H)", "Exp(x * 1)", "Exp", "Constant", "x·1 = x: "),
        new("x + 0 vanishes", "x(N, H)", "Exp(x + 0)", "Exp", "Add", "x+0 = x: "),
        new("a double negation vanishes", "x(N, H)", "Exp(-(-x))", "Exp", "Negate", "−(−x) = x: "),
        new("a double transpose vanishes", "x(N, H)", "Exp(Transpose(Transpose(x)))", "Exp", "Transpose", "(xᵀ)ᵀ = x: "),
        new("the gradient of an input that wants none is not computed", "nograd x(N, I), param W(I, O)", "MatMul(x, W)", "MatMul", "Transpose", "x: [NoGrad], so nothing is computed", Loops: "Product|Product"),
        new("a product, a sum and an activation are one kernel", "nograd x(N, I), param W(I, O), param B(O)", "Relu(MatMul(x, W) + B)", "MatMul Relu", "", "one kernel: ", Loops: "Product|Elementwise Product Reduction"),
    ];

    private static readonly Lazy<TinyModels> Models = new(() => TinyModels.Of(Promises.Select((promise, i) => TinyLayer.Of($"Promise{i}", promise.Declarations, promise.Body))));

    public static TheoryData<int, string> Indices => [.. Promises.Select((promise, i) => (i, promise.What))];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_promise_is_kept(int index, string what)
    {
        Promise promise = Promises[index];
        var model = Models.Value[$"Promise{index}"];
        FusedGraph fused = LayerCompiler.Compile(model).Methods.Single().Training!.Fused;
        HashSet<string> computed = [.. fused.Forward.Concat(fused.Backward).SelectMany(step => step.Nodes).Select(id => fused.Graph[id].Operator)];
        string text = LayerEmission.Emit(model, out string? failure);
        Assert.Null(failure);
        string graph = GraphText.Print(fused.Graph);
        foreach (string wanted in Words(promise.Computes)) Assert.True(computed.Contains(wanted), $"{what}: {wanted} should be computed.\n{graph}");
        foreach (string unwanted in Words(promise.DoesWithout)) Assert.False(computed.Contains(unwanted), $"{what}: {unwanted} should not be computed.\n{graph}");
        Assert.True(text.Contains(promise.Comment, StringComparison.Ordinal), $"{what}: the generated code should say '{promise.Comment}'.\n{text}");
        if (promise.Loops.Length > 0) Assert.Equal(promise.Loops, $"{Kinds(fused.Forward)}|{Kinds(fused.Backward)}");
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Kinds(IEnumerable<Step> steps) => string.Join(" ", steps.Select(step => step.GetType().Name).Order(StringComparer.Ordinal));

    private sealed record Promise(string What, string Declarations, string Body, string Computes, string DoesWithout, string Comment, string Loops = "");
}
