namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>What is one thing in training and another in inference, and what has a gradient of its own.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> Training =>
    [
        // One of these in a program: the masks are numbered as the calls are made, and what is written inline is called later.
        Dropping("Dropout({0}, 0.3f)", (x, drop) => drop(x, 0, 0.3f), weight: 2),
        Dropping("Dropout({0}, 0.25f) + Dropout({0} * 2, 0.5f)", (x, drop) => drop(x, 0, 0.25f) + drop(x * 2, 1, 0.5f)),

        // No gradient flows, where there is none to flow or where all of it together is none.
        Formula("StopGradient(Sign({0})) * {0}", x => Sign(x) * x, kinks: 0),
        Formula("{0} * StopGradient(Where({0} > 0.5f, 2, 1))", x => x * Where(x > 0.5f, 2, 1), kinks: 0.5),
        Along("Exp({0} - StopGradient(Max({0}, #, keepDims: true))) / Sum(Exp({0} - StopGradient(Max({0}, #, keepDims: true))), #, keepDims: true)", (x, axis) =>
        {
            Var e = Exp(x - Max(x, axis, true));
            return e / Sum(e, axis, true);
        }, 5),

        // Gradients that are written by hand.
        Formula("PoolFunctions.Soft({0})", x => Softplus(x), -4, 20),
        Formula("PoolFunctions.Scaled({0}, 0.5f, 3)", x => x * 1.5f),
        new("A product with a gradient of its own")
        {
            Choose = m => m.Any() is { } a && m.Exactly(m.ShapeOf(a)) is { } b ? new([a, b]) : null,
            Text = _ => "PoolFunctions.Times({0}, {1})",
            Infer = (x, _, fit) => x[0].Rank != x[1].Rank ? null : fit.Same(x[0], x[1], x[0]),
            Compute = g => g[0] * g[1],
        },
    ];

    private static Operation Dropping(string text, Func<Var, Func<Var, int, float, Var>, Var> f, int weight = 1) => new(text)
    {
        Choose = m => m.Uses(row => row.Name.StartsWith("Dropout", StringComparison.Ordinal)) ? null : new([m.Any()]),
        Text = _ => text,
        Infer = (x, _, _) => x[0],
        Compute = g => f(g[0], g.Dropout),
        Weight = weight,
    };
}
