using System.Globalization;

namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>What sums up an axis, or runs along it.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> Reductions =>
    [
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
    ];

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
}
