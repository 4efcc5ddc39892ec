namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;
using static Safety;

/// <content>Windows that move over images (N, C, H, W) and series (N, C, T).</content>
internal static partial class Grammar
{
    // Size, stride and padding: with a size of one, of what keeps the image, of what makes it smaller and larger.
    private static readonly (int Size, int Stride, int Padding)[] Windows = [(3, 1, 1), (1, 1, 0), (2, 1, 1), (2, 1, 0), (2, 2, 0), (3, 2, 1), (1, 2, 0), (3, 1, 2)];

    private static IReadOnlyList<Operation> Images =>
    [
        Convolution("Conv1D", 1, (x, w, stride, padding) => Conv1D(x, w, stride, padding)),
        Convolution("Conv2D", 2, (x, w, stride, padding) => Conv2D(x, w, stride, padding)),
        Pool("MaxPool2D", MaxPool2D, x => Enumerable.Range(0, x.Size(0) * x.Size(1)).All(plane => AllDiffer(Slice(Reshape(x, x.Size(0) * x.Size(1), x.Size(2) * x.Size(3)), 0, plane, 1)))),
        Pool("AvgPool2D", AvgPool2D, _ => true),
    ];

    private static Operation Convolution(string name, int axes, Func<Var, Var, int, int, Var> f) => new(name)
    {
        // The numbers: stride and padding.
        Choose = m =>
        {
            var (size, stride, padding) = m.Draw.Of(Windows);
            return m.Image(axes, (size, stride, padding)) is { } x && m.Exactly(new([m.AnyDim(), m.ShapeOf(x)[1], .. Enumerable.Repeat(Extent.Of(size), axes)])) is { } w ? new([x, w], stride, padding) : null;
        },
        Text = n => n[0] == 1 && n[1] == 0 ? $"{name}({{0}}, {{1}})" : Invariant($"{name}({{0}}, {{1}}, stride: {n[0]}, padding: {n[1]})"),
        Infer = (x, n, fit) =>
        {
            if (x[0].Rank != axes + 2 || x[1].Rank != axes + 2 || n[0] < 1 || n[1] < 0) return null;
            fit.Same(x[0][1], x[1][1]);
            return new([x[0][0], x[1][0], .. Enumerable.Range(2, axes).Select(axis => fit.Windows(x[0][axis], x[1][axis], n[0], n[1]))]);
        },
        Compute = g => f(g[0], g[1], g.Numbers[0], g.Numbers[1]),
        Weight = 2,
    };

    private static Operation Pool(string name, Func<Var, int, int, int, Var> f, Func<Var, bool> isSafe) => new(name)
    {
        // The numbers: size, stride and padding.
        Choose = m => m.Draw.Of(Windows) is var window && window.Padding < window.Size && m.Image(2, window) is { } x ? new([x], window.Size, window.Stride, window.Padding) : null,
        Text = n => n[0] == n[1] && n[2] == 0 ? Invariant($"{name}({{0}}, {n[0]})") : Invariant($"{name}({{0}}, {n[0]}, stride: {n[1]}, padding: {n[2]})"),
        Infer = (x, n, fit) => x[0].Rank != 4 || n[0] < 1 || n[1] < 1 || n[2] < 0 || n[2] >= n[0] ? null
            : x[0].First(2).Then(Enumerable.Range(2, 2).Select(axis => fit.Windows(x[0][axis], Extent.Of(n[0]), n[1], n[2]))),
        Compute = g => f(g[0], g.Numbers[0], g.Numbers[1], g.Numbers[2]),
        IsSafe = g => isSafe(g[0]),
    };
}
