namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>Classes: labels, tables and losses.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> Choices =>
    [
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
    ];

    private static Operation OfLabels(string text, Func<Var, IntVar, Var> f, Func<Extents, Extents> result, double limit = 8) => new(text)
    {
        Choose = m => m.Any(x => x.Rank is >= 1 and <= 3) is { } x && m.ShapeOf(x) is var shape && m.Labels(shape.First(shape.Rank - 1), shape[-1]) is { } labels ? new([x, labels]) : null,
        Text = _ => text,
        Infer = (x, _, fit) => x[0].Rank != x[1].Rank + 1 ? null : fit.Same(x[1], x[0].First(x[1].Rank), result(x[0])),
        Compute = g => f(g[0], g.Labels(1)),
        IsSafe = g => Within(g[0], -limit, limit),
    };
}
