using NNGen.Generators.Emission;
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
        new("1/(1+exp(−x)) = sigmoid(x)", "x(N, H)", "1 / (1 + Exp(x))", "Negate Sigmoid"),
        new("exp(x)/(1+exp(x)) = sigmoid(x)", "x(N, H)", "Exp(x) / (1 + Exp(x))", "Sigmoid"),
        new("x·sigmoid(x) = silu(x)", "x(N, H)", "x * Sigmoid(x)", "Silu"),
        new("x·sigmoid(x) = silu(x)", "x(N, H)", "Sigmoid(x) * x", "Silu"),
        new("log(sigmoid(x)) = −softplus(−x)", "x(N, H)", "Log(Sigmoid(x))", "Negate Softplus Negate"),
        new("log(1−sigmoid(x)) = −softplus(x)", "x(N, H)", "Log(1 - Sigmoid(x))", "Softplus Negate"),
        new("(exp(x)−exp(−x))/(exp(x)+exp(−x)) = tanh(x)", "x(N, H)", "(Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x))", "Tanh"),
        new("(exp(x)−exp(−x))/(exp(x)+exp(−x)) = tanh(x)", "x(N, H)", "(Exp(x) - Exp(-x)) / (Exp(-x) + Exp(x))", "Tanh"),
        new("x^1 = x", "x(N, H)", "Pow(x, 1)", ""),
        new("x^2 = x²", "x(N, H)", "Pow(x, 2)", "Square"),
        new("a/√b = a·rsqrt(b)", "a(N, H), b(H)", "a / Sqrt(b)", "Rsqrt Multiply", Positive: true),
        new("(−a)/b = −(a/b)", "a(N, H), b(H)", "-a / b", "Divide Negate", Positive: true),
        new("Σ(−x) = −Σx", "x(N, H)", "Sum(-x, 1)", "Sum Negate"),
        new("Σ(−x) = −Σx", "x(N, H)", "Mean(-x)", "Mean Negate"),
        new("exp(x)/Σexp(x) = softmax(x)", "x(N, C)", "Exp(x) / Sum(Exp(x), 1, keepDims: true)", "Softmax"),
        new("exp(x)/Σexp(x) = softmax(x)", "x(N, C)", "Exp(x) / ExpandDims(Sum(Exp(x), 0), 0)", "Softmax"),
        new("log Σ exp(x) = logsumexp(x)", "x(N, C)", "Log(Sum(Exp(x), 1))", "LogSumExp"),
        new("log Σ exp(x) = logsumexp(x)", "x(N, C)", "Log(Sum(Exp(x), 0, keepDims: true))", "LogSumExp Reshape"),
        new("log Σ exp(x) = logsumexp(x)", "x(N, C)", "Log(Sum(Exp(x)))", "Reshape LogSumExp"),
        new("x−logsumexp(x) = log softmax(x)", "x(N, C)", "x - LogSumExp(x, 1, keepDims: true)", "LogSoftmax"),
        new("log softmax", "x(N, C)", "Log(Softmax(x))", "LogSoftmax"),
        new("log softmax", "x(N, C)", "Log(Softmax(x, 0))", "LogSoftmax"),
        new("log of a picked probability", "x(N, C), labels t(N)", "Log(Pick(Softmax(x), t))", "LogSoftmax Pick"),
        new("−mean of picked log softmax = cross entropy", "x(N, C), labels t(N)", "-Mean(Pick(LogSoftmax(x), t))", "CrossEntropy"),
        new("−mean of picked log softmax = cross entropy", "x(N, C), labels t(N)", "-(Sum(Pick(LogSoftmax(x), t)) / x.Size(0))", "CrossEntropy"),
        new("mean of logsumexp − picked = cross entropy", "x(N, C), labels t(N)", "Mean(LogSumExp(x, 1) - Pick(x, t))", "CrossEntropy"),
        new("mean of logsumexp − picked = cross entropy", "x(N, C), labels t(N)", "Sum(LogSumExp(x, -1) - Pick(x, t)) / x.Size(0)", "CrossEntropy"),
        new("−mean of picked − logsumexp = cross entropy", "x(N, C), labels t(N)", "-Mean(Pick(x, t) - LogSumExp(x, 1))", "CrossEntropy"),
        new("cross entropy of a one-hot row = cross entropy of its label", "x(N, C), labels t(N)", "CrossEntropy(x, OneHot(t, x.Size(1)))", "CrossEntropy"),
        new("−Σ t·log softmax / rows = cross entropy", "x(N, C), t(N, C)", "-Mean(Sum(t * LogSoftmax(x), 1))", "CrossEntropyOfTargets"),
        new("−Σ t·log softmax / rows = cross entropy", "x(N, C), t(N, C)", "-(Sum(LogSoftmax(x) * t) / x.Size(0))", "CrossEntropyOfTargets"),
        new("(xᵀ)ᵀ = x", "x(N, H)", "Transpose(Transpose(x))", ""),
        new("a transpose beside a product is its flag", "x(I, N), w(I, O)", "MatMul(Transpose(x), w)", "MatMul{transposeA=true}"),
        new("a transpose beside a product is its flag", "x(N, I), w(O, I)", "MatMul(x, Transpose(w))", "MatMul{transposeB=true}"),
        new("a transpose beside a product is its flag", "x(B, I, N), w(B, O, I)", "MatMul(Transpose(x), Transpose(w))", "MatMul{transposeA=true,transposeB=true}"),
        new("(a·b)ᵀ = bᵀ·aᵀ", "x(N, I), w(I, O)", "Transpose(MatMul(x, w))", "MatMul{transposeA=true,transposeB=true}"),
        new("(a·b)ᵀ = bᵀ·aᵀ", "x(B, N, I), w(B, I, O)", "Transpose(MatMul(x, w))", "MatMul{transposeA=true,transposeB=true}"),
        new("an elementwise function of reshaped values is the reshaped function", "x(N, T, H)", "Tanh(Flatten(x))", "Tanh Reshape"),
        new("an elementwise function of reshaped values is the reshaped function", "x(N, T, H), y(N, T, H)", "Flatten(x) * Flatten(y)", "Multiply Reshape"),
        new("an elementwise function of reshaped values is the reshaped function", "x(6, H), b(H)", "Reshape(x, 2, 3, x.Size(1)) + b", "Add Reshape"),
        new("reshape of a reshape", "x(N, T, H)", "Reshape(Flatten(x), -1)", "Reshape"),
        new("reshape of a reshape", "x(N, H)", "Squeeze(ExpandDims(x, 0), 0)", ""),
        new("dropout of nothing", "x(N, H)", "Dropout(x, 0)", ""),
        new("permute of a permute", "x(N, T, H)", "Permute(Permute(x, 2, 0, 1), 2, 1, 0)", "Permute"),
        new("permute of a permute", "x(N, T, H)", "Permute(Transpose(x), 1, 0, 2)", "Permute"),
        new("a permute that leaves all in place", "x(N, T, H)", "Permute(x, 0, 1, 2)", ""),
        new("a permute that leaves all in place", "x(N, 1, H)", "Permute(x, 1, 0, 2)", "Reshape"),
        new("a permute of the last two axes = xᵀ", "x(N, T, H)", "Permute(x, 0, 2, 1)", "Transpose"),
        new("flip of a flip", "x(N, H)", "Flip(Flip(x, 1), -1)", ""),
        new("a slice of everything = x", "x(N, H)", "Slice(x, 1, 0, x.Size(1))", ""),
        new("slice of a slice", "x(N, 9)", "Slice(Slice(x, 1, 2, 6), 1, 1, 3)", "Slice"),
        new("a slice that is a part of a concat", "x(N, H), y(N, K)", "Slice(Concat(1, x, y), 1, x.Size(1), y.Size(1))", ""),
        new("a concat of one = x", "x(N, H)", "Concat(0, x)", ""),
        new("concat of a concat", "x(N, H), y(N, K)", "Concat(1, x, Concat(-1, y, x), y)", "Concat"),
        new("a pad of nothing = x", "x(N, H)", "Pad(x, 0, 0, 0, 2)", ""),
        new("a sum of parts that lie apart is a concat", "x(N, H), y(N, K)", "Pad(x, 1, y.Size(1), 0) + Pad(y, 1, 0, x.Size(1))", "Concat"),
        new("a sum of parts that lie apart is a concat", "x(N, 2), y(N, 3)", "Pad(x, 1, 1, 5) + Pad(y, 1, 4, 1)", "Constant Pad Concat Pad"),
        new("a sum of parts that lie apart is a concat", "a(N, 2), b(N, 2), c(N, 2), d(N, 2)", "Pad(d, 1, 6, 0) + Pad(a, 1, 0, 6) + Pad(c, 1, 4, 2) + Pad(b, 1, 2, 4)", "Concat"),
        new("a sum of parts that lie apart is a concat", "x(N, 2), y(N, 3)", "Pad(x, 1, 1, 5) + Pad(y, 1, 2, 3)", "Constant Pad Pad Add"),
        new("max(x + b) = max(x) + b", "x(N, C, 4, 4), b(C, 1, 1)", "MaxPool2D(x + b, 2)", "MaxPool2D Add"),
        new("max(Relu(x)) = Relu(max(x))", "x(N, C, 4, 4)", "MaxPool2D(Relu(x), 2)", "MaxPool2D Relu"),
        new("a sum of products aᵗᵀ·bᵗ is one product", "a(N, I), b(N, O), c(N, I), d(N, O)",
            "MatMul(Transpose(a), b) + MatMul(Transpose(a), d) + MatMul(Transpose(c), b) + MatMul(Transpose(c), d)", "Concat Concat MatMul{transposeA=true}"),
        new("a sum of sums is one sum", "a(N, H), b(N, H), c(N, H), d(N, H)", "Sum(a, 0) + Sum(b, 0) + Sum(c, 0) + Sum(d, 0)", "Concat Sum"),
        new("products of the slices of a value by one matrix are a slice of one product", "x(4*N, I), w(I, O)",
            "{ int n = x.Size(0) / 4; return MatMul(Slice(x, 0, 0, n), w) + MatMul(Slice(x, 0, n, n), w) * MatMul(Slice(x, 0, 3 * n, n), w) + MatMul(Slice(x, 0, 2 * n, n), w); }",
            "MatMul Slice Slice Slice Multiply Add Slice Add"),
        new("products of the slices of a value by one matrix are a slice of one product", "x(4, N, I), w(I, O)",
            "{ Var sum = 0; for (int i = 0; i < 4; i++) sum += MatMul(Squeeze(Slice(x, 0, i, 1), 0), w); return sum; }",
            "Constant Reshape MatMul Slice Add Slice Add Slice Add Slice Add"),
        new("many products by one transposed matrix share its transpose", "a(N, I), b(N, I), w(O, I)",
            "MatMul(a, Transpose(w)) + MatMul(b, Transpose(w)) * MatMul(a + b, Transpose(w)) - MatMul(a * b, Transpose(w))",
            "Transpose MatMul MatMul Add MatMul Multiply Add Multiply MatMul Subtract", Shares: true),
        new("same shape", "x(N, H)", "Tanh(x) + BroadcastTo(x, x.Size(0), x.Size(1))", "Tanh Add"),
    ];

    private static IEnumerable<RewriteRule> Rules => [.. RewriteRules.All, .. RewriteRules.Sharing];

    private static readonly Lazy<TinyModels> Models = new(() => TinyModels.Of(Cases.SelectMany(one => new[] { one.Source, one.SourceOfUse })));

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_rule_fires_and_changes_no_value(int index)
    {
        RewriteCase one = Cases[index];
        LayerModel model = Models.Value[one.Name];
        var facts = TinyModels.FactsOf(model);
        Graph before = Rewriter.Rewrite(model.Methods[0].Graph, one.Shares ? RewriteRules.Lowering : [], facts);
        Graph after = Rewriter.Rewrite(before, [Rules.Single(rule => rule.Name == one.Rule)], facts);
        StageChecks.Valid(one.Body, one.Rule, after, facts);
        Assert.Equal(one.Left, Operators(after));
        AssertSameValues(model, before, after, one.Positive);
    }

    [Fact]
    public void Every_rule_has_a_case()
        => Assert.Equal([], Rules.Select(rule => rule.Name).Except(Cases.Select(one => one.Rule)));

    /// <summary>What a rule gives may be an input as it is, which no loop computes: so each is asked where something is made of it.</summary>
    [Fact]
    public void Whoever_reads_the_generated_code_is_told_why_it_is_not_what_was_written()
    {
        var silent = new List<string>();
        foreach (RewriteCase one in Cases)
        {
            RewriteRule rule = Rules.Single(rule => rule.Name == one.Rule);
            string text = LayerEmission.Emit(Models.Value[one.NameOfUse], out string? failure);
            Assert.Null(failure);
            if (rule.Reason.Length > 0 && !text.Contains("// " + rule.Comment, StringComparison.Ordinal)) silent.Add($"{one.Body}: '{rule.Comment}'");
        }

        Assert.True(silent.Count == 0, $"The generated code does not say\n{string.Join("\n", silent)}");
    }

    [Fact]
    public void A_product_that_is_also_wanted_as_it_is_is_not_computed_a_second_time()
    {
        LayerModel model = Read("BothWays", "x(N, I), w(I, N)", "{ var y = MatMul(x, w); return y + Transpose(y); }");
        Assert.Equal("MatMul Transpose Add", Operators(Rewriter.Rewrite(model.Methods[0].Graph, RewriteRules.All, TinyModels.FactsOf(model))));
    }

    /// <summary>Rows of one product that nobody wants would be computed for nothing.</summary>
    [Fact]
    public void Products_of_some_slices_of_a_value_stay()
    {
        LayerModel model = Read("SomeSlices", "x(6, N, I), w(I, O)", "{ Var sum = 0; for (int i = 0; i < 5; i++) sum += MatMul(Squeeze(Slice(x, 0, i, 1), 0), w); return sum; }");
        Assert.Equal(5, Rewriter.Rewrite(model.Methods[0].Graph, RewriteRules.All, TinyModels.FactsOf(model)).Nodes.Count(node => node.Operator == "MatMul"));
    }

    [Fact]
    public void All_rules_together_change_no_value()
    {
        foreach (RewriteCase one in Cases)
        {
            LayerModel model = Models.Value[one.Name];
            var facts = TinyModels.FactsOf(model);
            foreach (IReadOnlyList<RewriteRule> rules in new[] { RewriteRules.All, RewriteRules.Lowering, RewriteRules.Sharing })
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

    private sealed record RewriteCase(string Rule, string Declarations, string Body, string Left, bool Positive = false, bool Shares = false)
    {
        public string Name => "Case" + string.Concat((Declarations + Body).Select(letter => char.IsLetterOrDigit(letter) ? letter.ToString() : $"_{(int)letter:x}"));

        public string NameOfUse => "Use" + Name;

        public string Source => TinyLayer.Of(Name, Declarations, Body);

        /// <summary>A layer in which something is computed from what the formula gives.</summary>
        public string SourceOfUse => TinyLayer.Of(NameOfUse, Declarations, Body.StartsWith('{') ? Body : $"Cos({Body})");
    }
}
