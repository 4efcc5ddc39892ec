namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>The same elements, moved or repeated.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> Movement =>
    [
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
    ];
}
