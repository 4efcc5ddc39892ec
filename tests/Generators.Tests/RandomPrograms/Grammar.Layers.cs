namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>Layers in the layer.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> Layers => [.. PoolLayer.All.Select(Layer)];

    private static Operation Layer(PoolLayer layer) => new(layer.Name)
    {
        Choose = m => m.Any(x => x.Rank >= layer.LeastRank && x.Rank <= layer.MostRank) is { } x && m.Sub(layer, layer.Dims == 1 ? new(m.ShapeOf(x)[-1]) : new(m.ShapeOf(x)[-1], m.AnyDim())) is { } sub ? new([x, sub]) : null,
        Text = _ => layer.Call,
        Infer = (x, _, fit) => x[0].Rank == 0 || (layer.MostRank < 4 && x[0].Rank != layer.MostRank) ? null : fit.Same(x[1].First(1), x[0].Last(1), x[0].First(x[0].Rank - 1).Then(x[1][-1])),
        Compute = layer.Compute,
        IsSafe = g => Within(g[0], -6, 6),
    };
}
