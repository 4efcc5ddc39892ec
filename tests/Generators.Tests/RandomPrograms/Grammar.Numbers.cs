namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>Settings, sizes and loops.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> Numbers =>
    [
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
    ];

    private static IReadOnlyList<Operation> Loops =>
    [
        Loop("Var {y} = {0}; for (int {y}i = 0; {y}i < 3; {y}i++) {y} = Tanh({y} * 0.5f) + {0} * 0.1f;", x =>
        {
            Var y = x;
            for (int i = 0; i < 3; i++) y = Tanh(y * 0.5f) + x * 0.1f;
            return y;
        }, 4),
        Loop("Var {y} = 0.1f * {0}; for (int {y}i = 1; {y}i <= 2; {y}i++) { var {y}k = {0} * {y}i; {y} += {y}k * Sigmoid({y}k); }", x => 0.1f * x + x * Sigmoid(x) + x * 2 * Sigmoid(x * 2), 3),
        Loop("Var {y} = {0}; foreach (float {y}w in new[] { 0.5f, -0.25f }) {y} = {y} + {0} * {y}w;", x => x + x * 0.5f + x * -0.25f, 20),
        Loop("var ({y}a, {y}b) = ({0} * 2, Tanh({0})); ({y}a, {y}b) = ({y}b, {y}a); var {y} = {y}a - {y}b * 0.1f;", x => Tanh(x) - x * 2 * 0.1f, 3),
    ];

    private static Operation Loop(string text, Func<Var, Var> f, double limit) => new(text)
    {
        Choose = m => new([m.Any()]),
        Text = _ => text,
        Infer = (x, _, _) => x[0],
        Compute = g => f(g[0]),
        IsSafe = g => Within(g[0], -limit, limit),
        IsStatement = true,
    };
}
