namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;

/// <summary>A layer that random programs use as a sub-layer.</summary>
/// <param name="Name">The class.</param>
/// <param name="Call">How its result is taken, with {0} the input and {1} the sub-layer.</param>
/// <param name="Parameters">Its parameters, given the dims of its constructor.</param>
/// <param name="Compute">What the call gives, by the reference.</param>
internal sealed record PoolLayer(string Name, string Call, int Dims, Func<Extents, IEnumerable<(string Name, Extents Shape)>> Parameters, Func<Given, Var> Compute)
{
    /// <summary>What a product takes; other layers take a vector too.</summary>
    public int LeastRank { get; init; } = 2;

    public static IReadOnlyList<PoolLayer> All { get; } =
    [
        new("PoolDense", "{1}.Forward({0})", 2, d => [("W", d), ("B", d.Last(1))], g => Dense(g[0], g, "")),
        new("PoolNorm", "{1}.Forward({0})", 1, d => [("G", d)], g => Norm(g[0], g, "")) { LeastRank = 1 },
        new("PoolResidual", "{1}.Forward({1}.Forward({0}))", 1, d => [("W", new(d[0], d[0]))], g => Residual(Residual(g[0], g), g)),
        new("PoolPair", "{1}.Forward({0}).Left + {1}.Forward({0}).Right * 0.5f", 1, d => [("P", d)],
            g => g[0] * g.Member(1, "P") + (Tanh(g[0] * 0.3f) + g.Member(1, "P")) * 0.5f) { LeastRank = 1 },
        new("PoolNested", "{1}.Forward({0})", 2, d => [("Before.G", d.First(1)), ("Inner.W", d), ("Inner.B", d.Last(1))], g => Tanh(Dense(Norm(g[0], g, "Before."), g, "Inner.") * 0.2f)),
    ];

    public const string Source = """
        using NNGen;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class PoolDense
        {
            [Param("I", "O")] public partial Parameter W { get; }
            [Param("O")] public partial Parameter B { get; }
            public Var Forward([Shape("...", "I")] Var x) => MatMul(x, W) + B;
        }

        [Layer]
        public sealed partial class PoolNorm
        {
            [Param("I")] public partial Parameter G { get; }

            [return: Shape("...", "I")]
            public Var Forward([Shape("...", "I")] Var x)
            {
                var mean = Mean(x, -1, keepDims: true);
                var d = x - mean;
                return d / Sqrt(Mean(Square(d), axis: -1, keepDims: true) + 0.5f) * G;
            }
        }

        [Layer]
        public sealed partial class PoolResidual
        {
            [Param("I", "I")] public partial Parameter W { get; }
            public Var Forward([Shape("...", "I")] Var x) => x * 0.5f + Tanh(MatMul(x, W) * 0.2f);
        }

        [Layer]
        public sealed partial class PoolPair
        {
            [Param("I")] public partial Parameter P { get; }
            public (Var Left, Var Right) Forward([Shape("...", "I")] Var x) => (x * P, Tanh(x * 0.3f) + P);
        }

        [Layer]
        public sealed partial class PoolNested
        {
            [Sub("I")] public partial PoolNorm Before { get; }
            [Sub("I", "O")] public partial PoolDense Inner { get; }
            public Var Forward([Shape("...", "I")] Var x) => Tanh(Inner.Forward(Before.Forward(x)) * 0.2f);
        }
        """;

    private static Var Dense(Var x, Given g, string path) => MatMul(x, g.Member(1, path + "W")) + g.Member(1, path + "B");

    private static Var Residual(Var x, Given g) => x * 0.5f + Tanh(MatMul(x, g.Member(1, "W")) * 0.2f);

    private static Var Norm(Var x, Given g, string path)
    {
        Var d = x - Mean(x, -1, keepDims: true);
        return d / Sqrt(Mean(Square(d), -1, keepDims: true) + 0.5f) * g.Member(1, path + "G");
    }
}
