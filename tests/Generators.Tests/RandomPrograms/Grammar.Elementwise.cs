namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>Functions of one element and of two, which broadcast.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> OfOne =>
    [
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
    ];

    private static IReadOnlyList<Operation> OfTwo =>
    [
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
}
