using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Simplification;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.Stages;

/// <summary>Each rule fires where it should, gives what it says, and changes no value beyond rounding.</summary>
public sealed class RewriteTests
{
    /// <summary>A rule, a layer that it applies to, and the operators that are left when it alone is applied.</summary>
    private static readonly IReadOnlyList<RewriteCase> Cases =
    [
        new("x·1 = x", "x(N, H)", "x * 1", ""),
        new("x·1 = x", "x(N, H)", "1 * x", ""),
        new("x/1 = x", "x(N, H)", "x / 1", ""),
        new("x+0 = x", "x(N, H)", "x + 0", ""),
        new("x+0 = x", "x(N, H)", "0 + x", ""),
        new("x−0 = x", "x(N, H)", "x - 0", ""),
        new("0−x = −x", "x(N, H)", "0 - x", "Negate"),
        new("−(−x) = x", "x(N, H)", "-(-x)", ""),
        new("a+(−b) = a−b", "a(N, H), b(H)", "a + (-b)", "Subtract"),
        new("a−(−b) = a+b", "a(N, H), b(H)", "a - (-b)", "Add"),
        new("constants", "x(N, H)", "{ Var two = 2; return x * (two * 3 + 4 - two / 4 + -two); }", "Constant Multiply"),
        new("a·(b·x) = (a·b)·x", "x(N, H)", "2 * (3 * x)", "Constant Multiply"),
        new("a·(b·x) = (a·b)·x", "x(N, H)", "2 * (x * 3)", "Constant Multiply"),
        new("a·(−x) = (−a)·x", "x(N, H)", "2 * -x", "Constant Multiply"),
        new("−(a·x) = (−a)·x", "x(N, H)", "-(2 * x)", "Constant Multiply"),
        new("1/(1+exp(−x)) = sigmoid(x)", "x(N, H)", "1 / (1 + Exp(-x))", "Sigmoid"),
        new("1/(1+exp(−x)) = sigmoid(x)", "x(N, H)", "1 / (Exp(-x) + 1)", "Sigmoid"),
        new("a/√b = a·rsqrt(b)", "a(N, H), b(H)", "a / Sqrt(b)", "Rsqrt Multiply", Positive: true),
        new("(−a)/b = −(a/b)", "a(N, H), b(H)", "-a / b", "Divide Negate", Positive: true),
        new("Σ(−x) = −Σx", "x(N, H)", "Sum(-x, 1)", "Sum Negate"),
        new("Σ(−x) = −Σx", "x(N, H)", "Mean(-x)", "Mean Negate"),
        new("log softmax", "x(N, C)", "Log(Softmax(x))", "LogSoftmax"),
        new("log softmax", "x(N, C)", "Log(Softmax(x, 0))", "LogSoftmax"),
        new("log of a picked probability", "x(N, C), labels t(N)", "Log(Pick(Softmax(x), t))", "LogSoftmax Pick"),
        new("−mean of picked log softmax = cross entropy", "x(N, C), labels t(N)", "-Mean(Pick(LogSoftmax(x), t))", "CrossEntropy"),
        new("−Σ t·log softmax / rows = cross entropy", "x(N, C), t(N, C)", "-Mean(Sum(t * LogSoftmax(x), 1))", "CrossEntropyOfTargets"),
        new("−Σ t·log softmax / rows = cross entropy", "x(N, C), t(N, C)", "-(Sum(LogSoftmax(x) * t) / x.Size(0))", "CrossEntropyOfTargets"),
        new("(xᵀ)ᵀ = x", "x(N, H)", "Transpose(Transpose(x))", ""),
        new("a transpose beside a product is its flag", "x(I, N), w(I, O)", "MatMul(Transpose(x), w)", "MatMul{transposeA=true}"),
        new("a transpose beside a product is its flag", "x(N, I), w(O, I)", "MatMul(x, Transpose(w))", "MatMul{transposeB=true}"),
        new("a transpose beside a product is its flag", "x(B, I, N), w(B, O, I)", "MatMul(Transpose(x), Transpose(w))", "MatMul{transposeA=true,transposeB=true}"),
        new("an elementwise function of reshaped values is the reshaped function", "x(N, T, H)", "Tanh(Flatten(x))", "Tanh Reshape"),
        new("an elementwise function of reshaped values is the reshaped function", "x(N, T, H), y(N, T, H)", "Flatten(x) * Flatten(y)", "Multiply Reshape"),
        new("an elementwise function of reshaped values is the reshaped function", "x(6, H), b(H)", "Reshape(x, 2, 3, x.Size(1)) + b", "Add Reshape"),
        new("reshape of a reshape", "x(N, T, H)", "Reshape(Flatten(x), -1)", "Reshape"),
        new("reshape of a reshape", "x(N, H)", "Squeeze(ExpandDims(x, 0), 0)", ""),
        new("dropout of nothing", "x(N, H)", "Dropout(x, 0)", ""),
        new("same shape", "x(N, H)", "Tanh(x) + BroadcastTo(x, x.Size(0), x.Size(1))", "Tanh Add"),
    ];

    private static readonly Lazy<TinyModels> Models = new(() => TinyModels.Of(Cases.Select(one => one.Source)));

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_rule_fires_and_changes_no_value(int index)
    {
        RewriteCase one = Cases[index];
        LayerModel model = Models.Value[one.Name];
        var facts = TinyModels.FactsOf(model);
        Graph before = Rewriter.Rewrite(model.Methods[0].Graph, [], facts);
        Graph after = Rewriter.Rewrite(before, [RewriteRules.All.Single(rule => rule.Name == one.Rule)], facts);
        StageChecks.Valid(one.Body, one.Rule, after, facts);
        Assert.Equal(one.Left, Operators(after));
        AssertSameValues(model, before, after, one.Positive);
    }

    [Fact]
    public void Every_rule_has_a_case()
        => Assert.Equal([], RewriteRules.All.Select(rule => rule.Name).Except(Cases.Select(one => one.Rule)));

    [Fact]
    public void All_rules_together_change_no_value()
    {
        foreach (RewriteCase one in Cases)
        {
            LayerModel model = Models.Value[one.Name];
            var facts = TinyModels.FactsOf(model);
            foreach (IReadOnlyList<RewriteRule> rules in new[] { RewriteRules.All, RewriteRules.Lowering })
                AssertSameValues(model, model.Methods[0].Graph, Rewriter.Rewrite(model.Methods[0].Graph, rules, facts), one.Positive);
        }
    }

    [Fact]
    public void Equal_values_are_computed_once()
    {
        LayerModel model = Read("CommonParts", "x(N, H), y(H)", "{ var a = Tanh(x + y); var b = Tanh(x + y) * 2; var unused = Exp(x) + Exp(y); return a * b; }");
        Assert.Equal("Add Tanh Constant Multiply Multiply", Operators(Rewriter.Rewrite(model.Methods[0].Graph, [], TinyModels.FactsOf(model))));
    }

    [Fact]
    public void Sums_that_differ_in_an_attribute_are_two_values()
    {
        LayerModel model = Read("Different", "x(H, H)", "Sum(x, 0) + Sum(x, 1) + Sum(Softmax(x, 0) - Softmax(x, 1), 0)");
        Assert.Equal(3, Rewriter.Rewrite(model.Methods[0].Graph, RewriteRules.All, TinyModels.FactsOf(model)).Nodes.Count(node => node.Operator == "Sum"));
    }

    [Fact]
    public void What_nothing_uses_is_dropped_but_inputs_stay()
    {
        LayerModel model = Read("Unused", "x(N, H), y(K)", "{ var unused = Exp(y); return x + 1; }");
        Graph graph = Rewriter.Rewrite(model.Methods[0].Graph, [], TinyModels.FactsOf(model));
        Assert.Equal("Constant Add", Operators(graph));
        Assert.Equal(2, graph.Nodes.Count(node => node.Operator == "Input"));
    }

    private static LayerModel Read(string name, string declarations, string body) => TinyModels.Of([TinyLayer.Of(name, declarations, body)])[name];

    /// <summary>The operators in order, with their flags, without what comes from outside.</summary>
    private static string Operators(Graph graph) => string.Join(" ", graph.Nodes
        .Where(node => node.Operator is not ("Input" or "Parameter") && !(node.Operator == "Constant" && graph.Users()[node.Id].Count == 0))
        .Select(node => node.Operator + (node.Operator == "MatMul" && node.Attributes.Count > 0 ? $"{{{string.Join(",", node.Attributes.Select(one => $"{one.Key}={one.Value}"))}}}" : "")));

    private static void AssertSameValues(LayerModel model, Graph before, Graph after, bool positive)
    {
        Var[] Results(Graph graph)
        {
            IReadOnlyList<object> values = GraphInterpreter.Run(graph, node => TinyModels.Source(model, node, positive ? 0.3f : -2), TinyModels.SizeOf);
            return [.. graph.Outputs.Select(output => (Var)values[output])];
        }

        foreach ((Var expected, Var actual) in Results(before).Zip(Results(after)))
        {
            Assert.Equal(expected.Shape, actual.Shape);
            foreach ((double a, double b) in expected.ToArray().Zip(actual.ToArray())) Assert.Equal(a, b, 1e-12 * Math.Max(1, Math.Abs(a)));
        }
    }

    private sealed record RewriteCase(string Rule, string Declarations, string Body, string Left, bool Positive = false)
    {
        public string Name => "Case" + string.Concat((Declarations + Body).Select(letter => char.IsLetterOrDigit(letter) ? letter.ToString() : $"_{(int)letter:x}"));

        public string Source => TinyLayer.Of(Name, Declarations, Body);
    }
}
