using System.Globalization;

namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <summary>
/// What random programs are made of, a row each: a new operator of <c>Ops</c> is a new row. A row says how it is written, what shape it
/// gives, what it computes, and where its operands have to lie: nothing that grows (Exp) gets large operands, nothing that falls off
/// (Log, a quotient) small ones, nothing that saturates (Tanh) any that leave no gradient, and nothing with a kink comes near it.
/// </summary>
internal static class Grammar
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        // Functions of one element.
        Function("Exp", Exp, -4, 2.5),
        Function("Log", Log, 0.2, 100),
        Function("Sqrt", Sqrt, 0.1, 100),
        Function("Rsqrt", Rsqrt, 0.2, 100),
        Function("Square", Square, -6, 6),
        Function("Abs", Abs, -100, 100, kinks: 0),
        Function("Tanh", Tanh, -3, 3, weight: 3),
        Function("Sigmoid", Sigmoid, -6, 6, weight: 2),
        Function("Relu", Relu, -100, 100, kinks: 0),
        Function("Log1p", Log1p, -0.7, 100),
        Function("Expm1", Expm1, -3, 2.5),
        Function("Sin", Sin, -10, 10),
        Function("Cos", Cos, -10, 10),
        Function("Erf", Erf, -1.5, 1.5),
        Function("Softplus", Softplus, -4, 20),
        Function("Silu", Silu, -4, 10),
        Function("Gelu", Gelu, -1.5, 10),
        Function("GeluTanh", GeluTanh, -1.5, 10),
        Function("Sign", Sign, -100, 100, kinks: 0),
        Formula("LeakyRelu({0}, 0.2f)", x => LeakyRelu(x, 0.2f), kinks: 0),
        Formula("Elu({0})", x => Elu(x), -3, 100, 1, 0),
        Formula("Pow({0}, 1.5f)", x => Pow(x, 1.5f), 0.1, 8),
        Formula("Clamp({0}, -0.5f, 1.5f)", x => Clamp(x, -0.5f, 1.5f), -100, 100, 1, -0.5, 1.5),
        Formula("-{0}", x => -x),
        Formula("{0} * 0.5f", x => x * 0.5f, weight: 2),
        Formula("0.25f - {0}", x => 0.25f - x),
        Formula("{0} + 1", x => x + 1),
        Formula("{0} * 1 + 0", x => x),
        Formula("-(-{0})", x => x),
        Formula("2 * ({0} - 0.1f) / 3", x => 2 * (x - 0.1f) / 3),
        Formula("1 / (1 + Exp(-{0}))", x => 1 / (1 + Exp(-x)), -4, 6),
        Formula("1 / (1.5f + Square({0}))", x => 1 / (1.5f + Square(x)), -4, 4),
        Formula("Exp(-Square({0}))", x => Exp(-Square(x)), -1.5, 1.5),
        Formula("Sqrt(Square({0}) + 1) - {0}", x => Sqrt(Square(x) + 1) - x, -3, 3),
        Formula("{0} * {0} + {0}", x => x * x + x, -5, 5),
        Formula("Log(1 + Exp({0}))", x => Log(1 + Exp(x)), -3, 3),
        Formula("{0} / 3 - MathF.Log(3) * MathF.Exp(-0.5f)", x => x / 3 - MathF.Log(3) * MathF.Exp(-0.5f)),
        Formula("Where({0} > 0, {0}, 0.1f * {0})", x => Where(x > 0, x, 0.1f * x), kinks: 0),
        Formula("Where({0} <= 0.5f, 1, -1) * {0}", x => Where(x <= 0.5f, 1, -1) * x, kinks: 0.5),
        Formula("Maximum({0}, 0.1f)", x => Maximum(x, 0.1f), kinks: 0.1),
        Formula("Minimum(0.7f, {0})", x => Minimum(0.7f, x), kinks: 0.7),
        Formula("StopGradient({0}) * 0 + {0}", x => x),

        // Two operands, which broadcast.
        Binary("{0} + {1}", (a, b) => a + b, weight: 4),
        Binary("{0} - {1}", (a, b) => a - b, weight: 2),
        Binary("{0} * {1}", (a, b) => a * b, weight: 4),
        Binary("{0} / {1}", (a, b) => a / b, g => Within(Abs(g[1]), 0.4, 100)),
        Binary("Pow({0}, {1})", Pow, g => Within(g[0], 0.3, 4) && Within(g[1], -2, 2)),
        Binary("{0} / (2 + Square({1}))", (a, b) => a / (2 + Square(b)), g => Within(g[1], -4, 4)),
        Binary("{0} / Sqrt(Square({1}) + 0.5f)", (a, b) => a / Sqrt(Square(b) + 0.5f), g => Within(g[1], -5, 5)),
        Binary("Tanh({0}) * {1}", (a, b) => Tanh(a) * b, g => Within(g[0], -3, 3)),
        Binary("Sigmoid({0} + {1}) * {0}", (a, b) => Sigmoid(a + b) * a, g => Within(g[0] + g[1], -6, 6)),
        Binary("Maximum({0}, {1})", Maximum, g => Differ(g[0], g[1])),
        Binary("Minimum({0}, {1} + 0.1f)", (a, b) => Minimum(a, b + 0.1f), g => Differ(g[0], g[1] + 0.1f)),
        Binary("Where({0} < {1}, {0}, {1} * 2)", (a, b) => Where(a < b, a, b * 2), g => Differ(g[0], g[1])),
        Binary("Where({0} >= {1}, {0} * {1}, -1)", (a, b) => Where(a >= b, a * b, -1), g => Differ(g[0], g[1])),
        Binary("{0} - StopGradient({1}) * 0", (a, b) => a - b * 0),

        // Reductions.
        Reduction("Sum", Sum, Sum, weight: 3),
        Reduction("Mean", Mean, Mean, weight: 3),
        Reduction("Max", Max, Max, (x, axis) => HasClearExtremum(x, axis, largest: true)),
        Reduction("Min", Min, Min, (x, axis) => HasClearExtremum(x, axis, largest: false)),
        Reduction("Variance", Variance, Variance, (x, _) => Within(x, -10, 10)),
        Reduction("LogSumExp", LogSumExp, LogSumExp, (x, _) => Within(x, -6, 6)),
        Along("Softmax", Softmax, 5, weight: 2),
        Along("LogSoftmax", LogSoftmax, 10),
        Along("CumSum", CumSum, 20),
        Along("Flip", Flip, 100),
        Along("Slice(Pad({0}, #, 1, 2, 0.5f), #, 1, {0}.Size(#))", (x, axis) => x + 0, 100),
        Along("{0} - Mean({0}, #, keepDims: true)", (x, axis) => x - Mean(x, axis, true), 20),
        Along("Log(Softmax({0}, #))", (x, axis) => Log(Softmax(x, axis)), 2),

        // Products: either side as it is or transposed, flat or in batches.
        Product(false, false, weight: 4),
        Product(false, true, weight: 2),
        Product(true, false, weight: 2),
        Product(true, true),
        new("MatMul of itself")
        {
            Choose = m => m.Any(x => x.Rank >= 2) is { } x ? new([x]) : null,
            Text = _ => "MatMul({0}, Transpose({0})) * 0.3f",
            Infer = (x, _, _) => x[0].Rank < 2 ? null : x[0].First(x[0].Rank - 1).Then(x[0][-2]),
            Compute = g => MatMul(g[0], Transpose(g[0])) * 0.3f,
        },

        new("Einsum")
        {
            Choose = m => m.Any(x => x.Rank == 2) is { } x && m.Exactly(new(m.ShapeOf(x)[1], m.AnyDim())) is { } y ? new([x, y]) : null,
            Text = _ => "Einsum(\"ij,jk->ki\", {0}, {1})",
            Infer = (x, _, fit) => x[0].Rank != 2 || x[1].Rank != 2 ? null : fit.Same(x[0].Last(1), x[1].First(1), new(x[1][1], x[0][0])),
            Compute = g => Transpose(MatMul(g[0], g[1])),
        },

        // The same elements, moved or repeated.
        new("Permute")
        {
            Choose = m => m.Any(x => x.Rank == 3) is { } x ? new([x]) : null,
            Text = _ => "Permute({0}, 2, 0, 1)",
            Infer = (x, _, _) => x[0].Rank != 3 ? null : new(x[0][2], x[0][0], x[0][1]),
            Compute = g => Permute(g[0], 2, 0, 1),
        },
        new("Concat")
        {
            Choose = m => m.Any(x => x.Rank >= 1) is { } x && m.Exactly(m.ShapeOf(x)) is { } y ? new([x, y], m.Axis(x)) : null,
            Text = n => Invariant($"Concat({n[0]}, {{0}}, {{1}} * 2, {{0}})"),
            Infer = (x, n, fit) => x[0].Rank != x[1].Rank || !x[0].Has(n[0]) ? null
                : fit.Same(x[0].Replace(n[0], 1), x[1].Replace(n[0], 1), x[0].Replace(n[0], 1, 2 * x[0][n[0]] + x[1][n[0]])),
            Compute = g => Concat(g.Numbers[0], g[0], g[1] * 2, g[0]),
        },
        new("Stack")
        {
            Choose = m => m.Any(x => x.Rank <= 2) is { } x && m.Exactly(m.ShapeOf(x)) is { } y ? new([x, y], m.Draw.Below(m.ShapeOf(x).Rank + 1)) : null,
            Text = n => Invariant($"Stack({n[0]}, {{0}}, {{1}})"),
            Infer = (x, n, fit) => x[0].Rank != x[1].Rank || n[0] < 0 || n[0] > x[0].Rank ? null
                : fit.Same(x[0], x[1], x[0].First(n[0]).Then([Extent.Of(2), .. x[0].Axes.Skip(n[0])])),
            Compute = g => Stack(g.Numbers[0], g[0], g[1]),
        },
        new("Transpose")
        {
            Choose = m => m.Any(x => x.Rank >= 2) is { } x ? new([x]) : null,
            Text = _ => "Transpose({0})",
            Infer = (x, _, _) => x[0].Rank < 2 ? null : x[0].Transposed(),
            Compute = g => Transpose(g[0]),
        },
        new("Reshape flat")
        {
            Choose = m => new([m.Any()]),
            Text = _ => "Reshape({0}, -1)",
            Infer = (x, _, _) => new(x[0].Size),
            Compute = g => Reshape(g[0], g[0].Shape.Size),
        },
        new("Reshape there and back")
        {
            Choose = m => m.Any(x => x.Rank == 2) is { } x ? new([x]) : null,
            Text = _ => "Reshape(Tanh(Reshape({0} * 0.3f, {0}.Size(0) * {0}.Size(1))) * 2, {0}.Size(0), {0}.Size(1))",
            Infer = (x, _, fit) =>
            {
                if (x[0].Rank < 2) return null;
                fit.Same(x[0].Size, x[0][0] * x[0][1]);
                return x[0].First(2);
            },
            Compute = g => Reshape(Tanh(g[0] * 0.3f) * 2, g[0].Size(0), g[0].Size(1)),
            IsSafe = g => Within(g[0], -9, 9),
        },
        new("Reshape to heads")
        {
            Choose = m => m.Any(x => x.Rank is 1 or 2 && x[-1].Divisor is not null) is { } x ? new([x], m.ShapeOf(x)[-1].Divisor!.Value) : null,
            Text = n => Invariant($"Reshape({{0}}, -1, {n[0]})"),
            Infer = (x, n, fit) => new(fit.Divide(x[0].Size, n[0]), Extent.Of(n[0])),
            Compute = g => Reshape(g[0], g[0].Shape.Size / g.Numbers[0], g.Numbers[0]),
        },
        new("Flatten")
        {
            Choose = m => m.Any(x => x.Rank >= 1) is { } x ? new([x], m.Axis(x)) : null,
            Text = n => Invariant($"Flatten({{0}}, {n[0]})"),
            Infer = (x, n, _) => !x[0].Has(n[0]) ? null : x[0].First(x[0].At(n[0])).Then(Extent.Product(x[0].Axes.Skip(x[0].At(n[0])))),
            Compute = g => Flatten(g[0], g.Numbers[0]),
        },
        new("ExpandDims")
        {
            Choose = m => m.Any(x => x.Rank <= 2) is { } x ? new([x], m.Draw.Below(m.ShapeOf(x).Rank + 1)) : null,
            Text = n => Invariant($"ExpandDims({{0}}, {n[0]})"),
            Infer = (x, n, _) => n[0] < 0 || n[0] > x[0].Rank ? null : x[0].First(n[0]).Then([Extent.One, .. x[0].Axes.Skip(n[0])]),
            Compute = g => ExpandDims(g[0], g.Numbers[0]),
        },
        new("Squeeze")
        {
            Choose = m => m.Any(x => x.Axes.Any(axis => axis.IsOne)) is { } x ? new([x], m.Draw.Of([.. Enumerable.Range(0, m.ShapeOf(x).Rank).Where(axis => m.ShapeOf(x)[axis].IsOne)])) : null,
            Text = n => Invariant($"Squeeze({{0}}, {n[0]})"),
            Infer = (x, n, _) => !x[0].Has(n[0]) || !x[0][n[0]].IsOne ? null : x[0].Replace(n[0], 1),
            Compute = g => Squeeze(g[0], g.Numbers[0]),
        },
        new("BroadcastTo a copy")
        {
            Choose = m => m.Any(x => x.Rank == 1) is { } x ? new([x], m.Draw.Below(3) + 1) : null,
            Text = n => Invariant($"BroadcastTo({{0}}, {n[0]}, {{0}}.Size(0))"),
            Infer = (x, n, fit) => x[0].Rank == 0 ? null : fit.Stretch(x[0], new(Extent.Of(n[0]), x[0][0])),
            Compute = g => BroadcastTo(g[0], g.Numbers[0], g[0].Size(0)),
        },
        new("BroadcastTo columns")
        {
            Choose = m => m.Any(x => x.Rank == 2 && x[1].IsOne) is { } x ? new([x], m.Draw.Below(4) + 1) : null,
            Text = n => Invariant($"BroadcastTo({{0}}, {{0}}.Size(0), {n[0]})"),
            Infer = (x, n, fit) => x[0].Rank == 0 ? null : fit.Stretch(x[0], new(x[0][0], Extent.Of(n[0]))),
            Compute = g => BroadcastTo(g[0], g[0].Size(0), g.Numbers[0]),
        },
        new("Repeat")
        {
            Choose = m => m.Any(x => x.Rank >= 1) is { } x ? new([x], m.Draw.Below(3) + 1, m.Axis(x)) : null,
            Text = n => Invariant($"Repeat({{0}}, {n[0]}, {n[1]})"),
            Infer = (x, n, _) => !x[0].Has(n[1]) ? null : x[0].Replace(n[1], 1, n[0] * x[0][n[1]]),
            Compute = g => Repeat(g[0], g.Numbers[0], g.Numbers[1]),
        },

        // Classes.
        OfLabels("Pick({0}, {1})", (x, labels) => Pick(x, labels), x => x.First(x.Rank - 1)),
        OfLabels("CrossEntropy({0}, {1})", (x, labels) => CrossEntropy(x, labels), _ => Extents.Scalar),
        OfLabels("-Mean(Log(Pick(Softmax({0}), {1})))", (x, labels) => CrossEntropy(x, labels), _ => Extents.Scalar, 2),
        OfLabels("{0} - OneHot({1}, {0}.Size(-1))", (x, labels) => x - OneHot(labels, x.Size(-1)), x => x) with
        {
            Infer = (x, _, fit) => x[0].Rank == 0 ? null : fit.Broadcast(x[0], x[1].Then(x[0][-1])),
        },
        new("Gather")
        {
            Choose = m => m.Any(x => x.Rank == 2 && !x[0].Names.Contains("N")) is { } x && m.Labels(new(Extent.Of("N")), m.ShapeOf(x)[0]) is { } ids ? new([x, ids]) : null,
            Text = _ => "Gather({0}, {1})",
            Infer = (x, _, _) => x[0].Rank == 0 ? null : x[1].Then(x[0].Axes.Skip(1)),
            Compute = g => Gather(g[0], g.Labels(1)),
        },
        new("ArgMax")
        {
            Choose = m => m.Any(x => x.Rank >= 1) is { } x ? new([x]) : null,
            Text = _ => "Pick({0}, ArgMax({0}, -1))",
            Infer = (x, _, _) => x[0].Rank == 0 ? null : x[0].First(x[0].Rank - 1),
            Compute = g => Pick(g[0], ArgMax(g[0], -1)),
            IsSafe = g => HasClearExtremum(g[0], -1, largest: true),
        },
        new("BinaryCrossEntropy")
        {
            Choose = m => m.Any() is { } x && m.Exactly(m.ShapeOf(x)) is { } t ? new([x, t]) : null,
            Text = _ => "BinaryCrossEntropy({0}, Sigmoid({1}))",
            Infer = (x, _, fit) => x[0].Rank != x[1].Rank ? null : fit.Same(x[0], x[1], Extents.Scalar),
            Compute = g => BinaryCrossEntropy(g[0], Sigmoid(g[1])),
            IsSafe = g => Within(g[0], -6, 6) && Within(g[1], -5, 5),
        },
        new("CrossEntropy of targets")
        {
            Choose = m => m.Any(x => x.Rank is >= 1 and <= 3) is { } x && m.Exactly(m.ShapeOf(x)) is { } t ? new([x, t]) : null,
            Text = _ => "CrossEntropy({0}, Softmax({1}))",
            Infer = (x, _, fit) => x[0].Rank == 0 || x[0].Rank != x[1].Rank ? null : fit.Same(x[0], x[1], Extents.Scalar),
            Compute = g => CrossEntropy(g[0], Softmax(g[1])),
            IsSafe = g => Within(g[0], -8, 8) && Within(g[1], -5, 5),
        },

        // Numbers.
        new("A setting")
        {
            Choose = m => m.Setting() is { } setting ? new([m.Any(), setting]) : null,
            Text = _ => "{0} * {1} - (1 - {1} / 2)",
            Infer = (x, _, _) => x[0],
            Compute = g => g[0] * g[1] - (1 - g[1] / 2),
        },
        new("Sizes as numbers")
        {
            Choose = m => m.Any(x => x.Rank >= 1) is { } x ? new([x], m.Axis(x)) : null,
            Text = n => Invariant($"{{0}} * (1f / (1 + {{0}}.Size({n[0]}))) + MathF.Sqrt({{0}}.Size({n[0]})) * 0.1f"),
            Infer = (x, n, _) => x[0].Has(n[0]) ? x[0] : null,
            Compute = g => g[0] * (1f / (1 + g[0].Size(g.Numbers[0]))) + MathF.Sqrt(g[0].Size(g.Numbers[0])) * 0.1f,
        },
        new("Full")
        {
            Choose = m => m.Any(x => x.Rank >= 1) is { } x ? new([x]) : null,
            Text = _ => "{0} + Full(0.5f, {0}.Size(-1))",
            Infer = (x, _, _) => x[0].Rank == 0 ? null : x[0],
            Compute = g => g[0] + 0.5f,
        },

        // Loops.
        Loop("Var {y} = {0}; for (int {y}i = 0; {y}i < 3; {y}i++) {y} = Tanh({y} * 0.5f) + {0} * 0.1f;", x =>
        {
            Var y = x;
            for (int i = 0; i < 3; i++) y = Tanh(y * 0.5f) + x * 0.1f;
            return y;
        }, 4),
        Loop("Var {y} = 0.1f * {0}; for (int {y}i = 1; {y}i <= 2; {y}i++) { var {y}k = {0} * {y}i; {y} += {y}k * Sigmoid({y}k); }", x => 0.1f * x + x * Sigmoid(x) + x * 2 * Sigmoid(x * 2), 3),
        Loop("Var {y} = {0}; foreach (float {y}w in new[] { 0.5f, -0.25f }) {y} = {y} + {0} * {y}w;", x => x + x * 0.5f + x * -0.25f, 20),
        Loop("var ({y}a, {y}b) = ({0} * 2, Tanh({0})); ({y}a, {y}b) = ({y}b, {y}a); var {y} = {y}a - {y}b * 0.1f;", x => Tanh(x) - x * 2 * 0.1f, 3),

        // Layers in the layer.
        .. PoolLayer.All.Select(Layer),
    ];

    private static Operation Function(string name, Func<Var, Var> f, double low, double high, int weight = 1, params double[] kinks)
        => Formula($"{name}({{0}})", f, low, high, weight, kinks);

    private static Operation Function(string name, Func<Var, Var> f, double low, double high, double kinks)
        => Formula($"{name}({{0}})", f, low, high, 1, kinks);

    private static Operation Formula(string text, Func<Var, Var> f, double low = -100, double high = 100, int weight = 1, params double[] kinks) => new(text)
    {
        Choose = m => new([m.Any()]),
        Text = _ => text,
        Infer = (x, _, _) => x[0],
        Compute = g => f(g[0]),
        IsSafe = g => Within(g[0], low, high) && Clear(g[0], kinks),
        Weight = weight,
    };

    private static Operation Formula(string text, Func<Var, Var> f, double kinks) => Formula(text, f, -100, 100, 1, kinks);

    private static Operation Binary(string text, Func<Var, Var, Var> f, Func<Given, bool>? isSafe = null, int weight = 1) => new(text)
    {
        Choose = m => m.Any() is { } a && m.Beside(a) is { } b ? m.Draw.Chance(50) ? new([a, b]) : new([b, a]) : null,
        Text = _ => text,
        Infer = (x, _, fit) => fit.Broadcast(x[0], x[1]),
        Compute = g => f(g[0], g[1]),
        IsSafe = isSafe ?? (_ => true),
        Weight = weight,
    };

    // The numbers: none for all axes; otherwise the axis, and 1 to keep it.
    private static Operation Reduction(string name, Func<Var, Var> all, Func<Var, int, bool, Var> along, Func<Var, int?, bool>? isSafe = null, int weight = 1) => new(name)
    {
        Choose = m => m.Any() is { } x && (m.ShapeOf(x).Rank == 0 || m.Draw.Chance(15)) ? new([x]) : m.Any(x => x.Rank > 0) is { } y ? new([y], m.Axis(y), m.Draw.Below(2)) : null,
        Text = n => n.Length == 0 ? $"{name}({{0}})" : Invariant($"{name}({{0}}, {n[0]}{(n[1] == 1 ? ", keepDims: true" : "")})"),
        Infer = (x, n, _) => n.Length == 0 ? Extents.Scalar : !x[0].Has(n[0]) ? null : n[1] == 1 ? x[0].Replace(n[0], 1, Extent.One) : x[0].Replace(n[0], 1),
        Compute = g => g.Numbers.Length == 0 ? all(g[0]) : along(g[0], g.Numbers[0], g.Numbers[1] == 1),
        IsSafe = g => isSafe?.Invoke(g[0], g.Numbers.Length == 0 ? null : g.Numbers[0]) ?? true,
        Weight = weight,
    };

    /// <param name="text">The name of a function, or a formula in which # is the axis.</param>
    private static Operation Along(string text, Func<Var, int, Var> f, double limit, int weight = 1) => new(text)
    {
        Choose = m => m.Any(x => x.Rank > 0) is { } x ? new([x], m.Axis(x)) : null,
        Text = n => (text.Contains('#', StringComparison.Ordinal) ? text : text + "({0}, #)").Replace("#", n[0].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        Infer = (x, n, _) => x[0].Has(n[0]) ? x[0] : null,
        Compute = g => f(g[0], g.Numbers[0]),
        IsSafe = g => Within(g[0], -limit, limit),
        Weight = weight,
    };

    private static Operation Product(bool transposeA, bool transposeB, int weight = 1)
    {
        string a = transposeA ? "Transpose({0})" : "{0}", b = transposeB ? "Transpose({1})" : "{1}";
        return new($"MatMul({a}, {b})")
        {
            Choose = m =>
            {
                if (m.Any(x => x.Rank >= 2) is not { } left) return null;
                Extents x = m.ShapeOf(left);
                Extent inner = x[transposeA ? -2 : -1];
                string? right = m.Draw.Chance(50) ? m.Any(y => y.Rank >= 2 && y[transposeB ? -1 : -2].Equals(inner) && Broadcasts(x.First(x.Rank - 2), y.First(y.Rank - 2))) : null;
                right ??= m.Exactly(transposeB ? new(m.AnyDim(), inner) : new(inner, m.AnyDim()));
                return right is null ? null : new([left, right]);
            },
            Text = _ => $"MatMul({a}, {b})",
            Infer = (x, _, fit) =>
            {
                if (x[0].Rank < 2 || x[1].Rank < 2) return null;
                Extents left = transposeA ? x[0].Transposed() : x[0], right = transposeB ? x[1].Transposed() : x[1];
                fit.Same(left[-1], right[-2]);
                return fit.Broadcast(left.First(left.Rank - 2), right.First(right.Rank - 2)).Then(left[-2], right[-1]);
            },
            Compute = g => MatMul(transposeA ? Transpose(g[0]) : g[0], transposeB ? Transpose(g[1]) : g[1]),
            Weight = weight,
        };
    }

    private static Operation OfLabels(string text, Func<Var, IntVar, Var> f, Func<Extents, Extents> result, double limit = 8) => new(text)
    {
        Choose = m => m.Any(x => x.Rank is >= 1 and <= 3) is { } x && m.ShapeOf(x) is var shape && m.Labels(shape.First(shape.Rank - 1), shape[-1]) is { } labels ? new([x, labels]) : null,
        Text = _ => text,
        Infer = (x, _, fit) => x[0].Rank != x[1].Rank + 1 ? null : fit.Same(x[1], x[0].First(x[1].Rank), result(x[0])),
        Compute = g => f(g[0], g.Labels(1)),
        IsSafe = g => Within(g[0], -limit, limit),
    };

    private static Operation Loop(string text, Func<Var, Var> f, double limit) => new(text)
    {
        Choose = m => new([m.Any()]),
        Text = _ => text,
        Infer = (x, _, _) => x[0],
        Compute = g => f(g[0]),
        IsSafe = g => Within(g[0], -limit, limit),
        IsStatement = true,
    };

    private static Operation Layer(PoolLayer layer) => new(layer.Name)
    {
        Choose = m => m.Any(x => x.Rank >= layer.LeastRank) is { } x && m.Sub(layer, layer.Dims == 1 ? new(m.ShapeOf(x)[-1]) : new(m.ShapeOf(x)[-1], m.AnyDim())) is { } sub ? new([x, sub]) : null,
        Text = _ => layer.Call,
        Infer = (x, _, fit) => x[0].Rank < layer.LeastRank ? null : fit.Same(x[1].First(1), x[0].Last(1), x[0].First(x[0].Rank - 1).Then(x[1][-1])),
        Compute = layer.Compute,
        IsSafe = g => Within(g[0], -6, 6),
    };

    private static bool Broadcasts(Extents a, Extents b)
    {
        var fit = new Fit();
        fit.Broadcast(a, b);
        return fit.Holds;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
