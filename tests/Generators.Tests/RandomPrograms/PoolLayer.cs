namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;

/// <summary>A layer that random programs use as a sub-layer.</summary>
/// <param name="Name">The class.</param>
/// <param name="Call">How its result is taken, with {0} the input and {1} the sub-layer.</param>
/// <param name="Parameters">Its parameters, given the dims of its constructor.</param>
/// <param name="Compute">What the call gives, by the reference.</param>
internal sealed record PoolLayer(string Name, string Call, int Dims, Func<Extents, IEnumerable<(string Name, Extents Shape)>> Parameters, Func<Given, Var> Compute)
{
    /// <summary>The least rank of what it is given here; a vector as well, where it is no product.</summary>
    public int LeastRank { get; init; } = 2;

    /// <summary>The greatest rank of what it is given here.</summary>
    public int MostRank { get; init; } = 4;

    public static IReadOnlyList<PoolLayer> All { get; } =
    [
        new("PoolDense", "{1}.Forward({0})", 2, d => [("W", d), ("B", d.Last(1))], g => Dense(g[0], g, "")),
        new("PoolNorm", "{1}.Forward({0})", 1, d => [("G", d)], g => Norm(g[0], g, "")) { LeastRank = 1 },
        new("PoolResidual", "{1}.Forward({1}.Forward({0}))", 1, d => [("W", new(d[0], d[0]))], g => Residual(Residual(g[0], g), g)),
        new("PoolPair", "{1}.Forward({0}).Left + {1}.Forward({0}).Right * 0.5f", 1, d => [("P", d)],
            g => g[0] * g.Member(1, "P") + (Tanh(g[0] * 0.3f) + g.Member(1, "P")) * 0.5f) { LeastRank = 1 },
        new("PoolNested", "{1}.Forward({0})", 2, d => [("Before.G", d.First(1)), ("Inner.W", d), ("Inner.B", d.Last(1))], g => Tanh(Dense(Norm(g[0], g, "Before."), g, "Inner.") * 0.2f)),
        new("PoolStack", "{1}.Forward({0})", 1, d => Enumerable.Range(0, 2).Select(i => ($"Steps.{i}.W", new Extents(d[0], d[0]))), g => Residual(Residual(g[0], g, "Steps.0."), g, "Steps.1.")),
        new("PoolCentre", "{1}.Forward({0})", 1, d => [("G", d), ("Running", d)],
            g => g.IsTraining ? (g[0] - Mean(g[0], 0)) * g.Member(1, "G") : (g[0] - g.Member(1, "Running")) * g.Member(1, "G")) { MostRank = 2 },
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

        [Layer]
        public sealed partial class PoolStack
        {
            [Sub("I", Count = 2)] public partial SubList<PoolResidual> Steps { get; }

            public Var Forward([Shape("...", "I")] Var x)
            {
                foreach (var step in Steps) x = step.Forward(x);
                return x;
            }
        }

        [Layer]
        public sealed partial class PoolCentre
        {
            [Param("I")] public partial Parameter G { get; }
            [State("I")] public partial State Running { get; }

            public Var Forward([Shape("M", "I")] Var x)
            {
                if (!IsTraining) return (x - Running) * G;
                var mean = Mean(x, 0);
                Running.Update(0.75f * Running + 0.25f * mean);
                return (x - mean) * G;
            }
        }

        internal static class PoolFunctions
        {
            public static Var Soft(Var x) => Maximum(x, 0) + Log(1 + Exp(-Abs(x)));

            [Gradient(nameof(Soft))]
            private static Var SoftGradient(Var x, Var y, Var dy) => dy * Sigmoid(x);

            public static Var Scaled(Var x, float by, int times) => x * by * times;

            [Gradient(nameof(Scaled))]
            private static Var ScaledGradient(Var x, float by, int times, Var y, Var dy) => dy * (by * times);

            public static Var Times(Var a, Var b) => a * b;

            [Gradient(nameof(Times))]
            private static (Var, Var) TimesGradient(Var a, Var b, Var y, Var dy) => (dy * b, dy * a);
        }
        """;

    private static Var Dense(Var x, Given g, string path) => MatMul(x, g.Member(1, path + "W")) + g.Member(1, path + "B");

    private static Var Residual(Var x, Given g, string path = "") => x * 0.5f + Tanh(MatMul(x, g.Member(1, path + "W")) * 0.2f);

    private static Var Norm(Var x, Given g, string path)
    {
        Var d = x - Mean(x, -1, keepDims: true);
        return d / Sqrt(Mean(Square(d), -1, keepDims: true) + 0.5f) * g.Member(1, path + "G");
    }
}
