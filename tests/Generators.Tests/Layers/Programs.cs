namespace NNGen.Generators.Tests.Layers;

/// <summary>Whole programs: lists of layers, helpers of every kind, arrays, layers and parameters that are handed on.</summary>
internal static class Programs
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "Step", "Deep", "Deeper", "Indexed", "Shared", "HandedOn", "Heads", "Collected", "Formulas", "Generic", "Chosen",
    ];

    public const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class Step
        {
            [Param("I", "I", Scale = 0.5f)] public partial Parameter U { get; }
            [Setting(1f)] public partial float Rate { get; }
            [return: Shape("...", "I")]
            public Var Forward([Shape("...", "I")] Var x) => x + Ops.Tanh(Ops.MatMul(x, U)) * Rate;
        }

        [Layer]
        public sealed partial class Deep
        {
            [Sub("I", Count = 3), Set("Rate", "Speed")] public partial SubList<Step> Steps { get; }
            [Sub("I", "I", Count = 2)] public partial SubList<Affine> Ends { get; }
            [Param("I")] public partial Parameter G { get; }
            [Setting(0.75f)] public partial float Speed { get; }

            [return: Shape("N", "I")]
            public Var Forward([Shape("N", "I")] Var x)
            {
                foreach (Step step in Steps) x = step.Forward(x);
                for (int i = 0; i < Ends.Count; i++) x = Ops.Tanh(Ends[i].Forward(x));
                return x * G;
            }

            public Var Half([Shape("N", "I")] Var x) => Steps[1].Forward(Steps[^1].Forward(x));
        }

        [Layer]
        public sealed partial class Deeper
        {
            [Sub("I", Count = 2), Set("Speed", 0.25f)] public partial SubList<Deep> Blocks { get; }
            public Var Forward([Shape("N", "I")] Var x)
            {
                foreach (var block in Blocks) x = Run(block, x);
                return Sum(x);
            }

            private static Var Run(Deep block, Var x) => block.Half(block.Forward(x));
        }

        [Layer]
        public sealed partial class Indexed
        {
            [Sub("I", "O", Count = 3)] public partial SubList<Affine> Experts { get; }
            public Var Forward([Shape("N", "I")] Var x, [Shape("N", "1")] Var gate) => Best(Experts, x) * gate;

            private static Var Best(SubList<Affine> experts, Var x)
            {
                Var best = experts[0].Forward(x);
                for (int i = 1; i < experts.Count; i++) best = best * 0.5f + experts[i].Forward(x);
                return best;
            }
        }

        // One sub-layer in several places: its gradients add up, and its parameters are listed once.
        [Layer]
        public sealed partial class Shared
        {
            [Sub("I", "I")] public partial Affine Layer { get; }
            [Sub("I")] public partial Step Step { get; }
            [Param("I")] public partial Parameter G { get; }
            public Var Forward([Shape("N", "I")] Var x, [Shape("N", "I")] Var y)
            {
                Affine same = Layer;
                y = Step.Forward(y) + Ops.MatMul(y, Transpose(Step.U));
                return same.Forward(x) * Layer.Forward(Ops.Tanh(y)) + Scaled(G, Ops.MatMul(x, Layer.W)) + Scaled(G, y);
            }

            private static Var Scaled(Parameter scale, Var x) => x * scale;
        }

        public static class Applying
        {
            public static Var Twice(Affine layer, Var x) => layer.Forward(Ops.Sigmoid(layer.Forward(x)));
            public static Var Residual(this Var x, Step step) => x + step.Forward(x);
            public static int Half(int n) => n / 2;
            public static float Slope => 0.1f;
        }

        [Layer]
        public sealed partial class HandedOn
        {
            [Sub("I", "I")] public partial Affine A { get; }
            [Sub("I", "I")] public partial Affine B { get; }
            [Sub("I")] public partial Step S { get; }
            public Var Forward([Shape("N", "I")] Var x)
            {
                var (first, second) = (A, B);
                return Applying.Twice(first, x) - Applying.Twice(layer: second, x: x).Residual(S) * Applying.Slope;
            }
        }

        // Attention head by head, as one would write it by hand.
        [Layer, Where("D % 3 == 0")]
        public sealed partial class Heads
        {
            private const int Count = 3;
            [Dim] public partial int D { get; }
            [Param("D", "D")] public partial Parameter W { get; }
            private int HeadSize => D / Count;
            private float Scale { get { return 1 / MathF.Sqrt(HeadSize); } }

            public Var Forward([Shape("B", "T", "D")] Var x)
            {
                var (b, t, _) = x.Shape;
                Var split = Reshape(Ops.MatMul(x, W), b, t, Count, HeadSize);
                var heads = new Var[Count];
                for (int i = 0; i < heads.Length; i++) heads[i] = Sum(split * (i + 1), 2) * Scale;
                heads[0] += heads[^1] * 0.5f;
                Var total = 0;
                foreach (Var head in heads) total = total + Ops.Softmax(head);
                return total;
            }
        }

        [Layer]
        public sealed partial class Collected
        {
            public Var Forward([Shape("N", "H")] Var x)
            {
                var all = new List<Var> { x };
                foreach (int i in Enumerable.Range(1, 3)) all.Add(Ops.Tanh(all[i - 1] * i));
                List<Var> more = [.. all, Exp(-Square(x))];
                foreach (float factor in new[] { 1, 3 }) more.Add(x * (factor / 2));
                Var[] array = more.ToArray();
                return Total(array) + Total(x, Total()) + Total([x, array[^2]]);
            }

            private static Var Total(params Var[] xs)
            {
                Var sum = 0;
                for (int i = 0; i < xs.Length; i++) sum += xs[i];
                return sum;
            }
        }

        [Layer]
        public sealed partial class Formulas
        {
            [Param("I", "I")] public partial Parameter W { get; }
            [Setting(2f)] public partial float Rate { get; }
            private Var Symmetric => (W + Transpose(W)) * Half;
            private float Half => Rate / 4;
            private static (float Low, float High) Limits => (-1f, 1.5f);

            public Var Forward([Shape("N", "I")] Var x)
            {
                var ((low, high), (y, _)) = (Limits, (Ops.MatMul(x, Symmetric), 3));
                return Maximum(low, Minimum(y, high)) + Power(x, times: 3) - Power(x);

                static Var Power(Var v, int times = 2)
                {
                    Var product = v;
                    while (--times > 0) product *= v;
                    return product;
                }
            }
        }

        [Layer]
        public sealed partial class Generic
        {
            [Param("H")] public partial Parameter B { get; }
            public Var Forward([Shape("N", "H")] Var x)
            {
                var (a, b) = Swap(x * 2, Same(B));
                Var c = First((Same(a), 4));
                return a * Local(b) + c;

                T Local<T>(T v) where T : Var => Same(v);
            }

            private static T Same<T>(T value) => value;
            private static (T2, T1) Swap<T1, T2>(T1 first, T2 second) => (second, first);
            private static T First<T>((T Value, int Count) pair) => pair.Value;
        }

        [Layer, Where("D >= 4")]
        public sealed partial class Chosen
        {
            [Dim] public partial int D { get; }
            public Var Forward([Shape("N", "D")] Var x)
            {
                Var y = D switch { < 4 => Exp(x), >= 4 => Apply("tanh", x), };
                for (int i = 0; i < 5; i++)
                {
                    switch (i)
                    {
                        case 0: continue;
                        case 1 or 2: y = y * 0.5f; break;
                        case int n when n == 3: y = y + n; break;
                        default: y = Ops.Sigmoid(y); break;
                    }
                }

                return D is > 3 and not 2 ? y : x;
            }

            private static Var Apply(string name, Var x) => name switch { "tanh" => Ops.Tanh(x), "exp" => Exp(x), _ => x };
        }
        """;
}
