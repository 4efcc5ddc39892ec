namespace NNGen.Generators.Tests.Layers;

/// <summary>Layers made of layers, from source and from NNGen's own assembly.</summary>
internal static class SubLayers
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "Dense", "Scaled", "Mlp", "TwoLayerNet", "Residual", "Twice", "Nested", "Split", "UsesSplit", "Classifier", "Inner.Nested.Layer",
        "UnusedSub", "Repeated", "UsesRepeated", "WithHelpers", "Any", "AnyInAny",
        "Counter", "Counted", "Regular", "NormTwice",
    ];

    public const string Source = """
        using System;
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class Dense
        {
            [Param("I", "O")] public partial Parameter W { get; }
            [Param("O")] public partial Parameter B { get; }
            [Setting(1f)] public partial float Scale { get; }

            [return: Shape("...", "O")]
            public Var Forward([Shape("...", "I")] Var x) => (Ops.MatMul(x, W) + B) * Scale;
        }

        [Layer]
        public sealed partial class Scaled
        {
            [Sub("I", "O"), Set("Scale", 0.5f)] public partial Dense Inner { get; }
            [Sub("O", "O"), Set("Scale", "Gain")] public partial Dense Outer { get; }
            [Setting(2f)] public partial float Gain { get; }

            public Var Forward([Shape("N", "I")] Var x) => Outer.Forward(Inner.Forward(x)) * Gain;
        }

        [Layer]
        public sealed partial class Mlp
        {
            [Sub("I", "H")] public partial Affine First { get; }
            [Sub] public partial NNGen.Layers.Relu Activation { get; }
            [Sub("H", "O")] public partial Affine Second { get; }

            [return: Shape("N", "O")]
            public Var Forward([Shape("N", "I")] Var x) => Second.Forward(Activation.Forward(First.Forward(x)));
        }

        [Layer]
        public sealed partial class Residual
        {
            [Sub("I", "I")] public partial Affine Inside { get; }
            public Var Forward([Shape("...", "I")] Var x) => x + Ops.Tanh(Inside.Forward(x));
        }

        [Layer]
        public sealed partial class Counter
        {
            [State] public partial State Calls { get; }
            [State("C", Init = Init.Ones)] public partial State Last { get; }
            [Setting(0.25f)] public partial float Rate { get; }

            public Var Forward([Shape("N", "C")] Var x)
            {
                Calls.Update(Calls + 1);
                Var y = Ops.Dropout(x * Last, Rate) * Calls;
                if (IsTraining) Last.Update(Last * 0.5f + 1);
                return y;
            }

            public Var Peek([Shape("N", "C")] Var x) => Forward(x) + Last;
        }

        [Layer]
        public sealed partial class Counted
        {
            [Sub("C"), Set("Rate", "Rate")] public partial Counter Inner { get; }
            [Sub("C")] public partial Counter Other { get; }
            [State("C")] public partial State Own { get; }
            [Setting(0.5f)] public partial float Rate { get; }

            public Var Forward([Shape("N", "C")] Var x)
            {
                Var y = Inner.Forward(x) + Inner.Peek(x);
                Own.Update(Inner.Last + Own);
                return Ops.Dropout(Other.Forward(y), Rate) + Own * Inner.Calls;
            }

            public Var Predict([Shape("N", "C")] Var x) => Other.Peek(Inner.Forward(x));
        }

        [Layer]
        public sealed partial class Regular
        {
            [Sub("I", "H")] public partial Affine First { get; }
            [Sub("H"), Set("Epsilon", 0.3f)] public partial BatchNorm Norm { get; }
            [Sub] public partial Dropout Drop { get; }
            [Sub, Set("Rate", "P")] public partial Dropout Last { get; }
            [Setting(0.2f)] public partial float P { get; }

            [return: Shape("N", "H")]
            public Var Forward([Shape("N", "I")] Var x)
                => Last.Forward(Drop.Forward(Ops.Tanh(Drop.Forward(Norm.Forward(First.Forward(x))))));

            [return: Shape("N", "H")]
            public Var Predict([Shape("N", "I")] Var x) => Ops.Softmax(Forward(x));
        }

        [Layer]
        public sealed partial class NormTwice
        {
            [Sub("C"), Set("Epsilon", 0.3f)] public partial BatchNorm Norm { get; }
            public Var Forward([Shape("N", "C")] Var x) => Norm.Forward(x * x + Norm.Forward(x));
        }

        [Layer]
        public sealed partial class Twice
        {
            [Sub("I", "I")] public partial Affine Both { get; }
            public Var Forward([Shape("N", "I")] Var x) => Both.Forward(Ops.Tanh(Both.Forward(x)));
        }

        [Layer]
        public sealed partial class Nested
        {
            [Sub("I", "H", "I")] public partial Mlp A { get; }
            [Sub("I")] public partial Twice B { get; }
            [Param("I")] public partial Parameter G { get; }
            public Var Forward([Shape("N", "I")] Var x) => B.Forward(A.Forward(x) * G) + A.Forward(x);
        }

        [Layer]
        public sealed partial class Split
        {
            [Param("I")] public partial Parameter W { get; }
            public (Var Left, Var Right) Forward([Shape("...", "I")] Var x) => (x * W, Exp(x) + W);
        }

        [Layer]
        public sealed partial class UsesSplit
        {
            [Sub("I")] public partial Split S { get; }
            public Var Forward([Shape("N", "T", "I")] Var x)
            {
                var (left, right) = S.Forward(x);
                return left * right + S.Forward(left).Left;
            }
        }

        [Layer]
        public sealed partial class Classifier
        {
            [Sub("D", "C")] public partial Affine Scores { get; }
            [Sub] public partial SoftmaxWithLoss Loss { get; }
            public (Var Loss, Var Scores) Forward([Shape("N", "T", "D")] Var x, [Shape("N", "T")] IntVar labels)
            {
                var scores = Scores.Forward(x);
                return (Loss.Forward(scores, labels), scores);
            }

            [return: Shape("N", "T", "C")]
            public Var Probabilities([Shape("N", "T", "D")] Var x) => Ops.Softmax(Scores.Forward(x));

            public Var LossOf([Shape("N", "D")] Var x, [Shape("N", "C")] Var targets) => Loss.ForTargets(Scores.Forward(x), targets);
        }

        [Layer, Where("Times >= 1")]
        public sealed partial class Repeated
        {
            [Param("H*Times")] public partial Parameter W { get; }
            [Setting(2)] public partial int Times { get; }
            [Setting(0.5f)] public partial float Scale { get; }
            [Setting(0)] public partial int Extra { get; }

            [return: Shape("...", "H*Times")]
            public Var Forward([Shape("...", "H")] Var x) => Repeat(x, Times, -1) * W * (Scale + Extra) / MathF.Sqrt(Times);
        }

        [Layer]
        public sealed partial class UsesRepeated
        {
            [Sub("I"), Set("Times", 3), Set("Extra", "More + 1")] public partial Repeated A { get; }
            [Sub("3*I"), Set("Times", "More"), Set("Scale", 1)] public partial Repeated B { get; }
            [Sub("3*I*More")] public partial Repeated C { get; }
            [Setting(2)] public partial int More { get; }

            [return: Shape("N", "6*I*More")]
            public Var Forward([Shape("N", "I")] Var x) => C.Forward(B.Forward(A.Forward(x)));

            public Var WithMore([Shape("N", "More")] Var x) => Repeat(x, 2 * More, 1);
        }

        namespace Inner
        {
            internal static partial class Nested
            {
                [Layer]
                internal sealed partial class Layer
                {
                    [Param("I")] internal partial Parameter W { get; }
                    public Var Forward([Shape("N", "I")] Var x) => Helpers.Leaky(x, 0.2f) * W;
                }
            }
        }

        [Layer]
        public sealed partial class UnusedSub
        {
            [Sub("I", "O")] public partial Affine Used { get; }
            [Sub("O", "I")] public partial Affine Unused { get; }
            public Var Forward([Shape("N", "I")] Var x) => Used.Forward(x);
        }

        public static class Helpers
        {
            public static Var Leaky(Var x, float slope) => Where(x > 0, x, slope * x);
            public static (Var Mean, Var Spread) Moments(Var x)
            {
                var mean = Mean(x, -1, keepDims: true);
                return (mean, Mean(Square(x - mean), -1, keepDims: true));
            }
        }

        [Layer]
        public sealed partial class WithHelpers
        {
            [Param("H")] public partial Parameter G { get; }
            public Var Forward([Shape("N", "H")] Var x)
            {
                var (mean, spread) = Helpers.Moments(x);
                return Last(Normal(x)) + Helpers.Leaky(x, 0.1f);

                Var Normal(Var y) => (y - mean) / Ops.Sqrt(spread + 0.1f);
            }

            private Var Last(Var x) => x * G;
        }

        [Layer]
        public sealed partial class Any
        {
            [return: Shape("...")]
            public Var Forward([Shape("...")] Var a, [Shape("...")] Var b) => a * b + Ops.Tanh(a);
        }

        [Layer]
        public sealed partial class AnyInAny
        {
            [Sub("I", "O")] public partial Dense D { get; }
            [Sub] public partial Any M { get; }
            public Var Forward([Shape("...", "I")] Var x) => Sum(M.Forward(D.Forward(x), D.Forward(x * 2)));
        }
        """;

    /// <summary>The network of the first chapter, of layers that NNGen brings.</summary>
    public const string TwoLayerNet = """
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class TwoLayerNet
        {
            [Sub("I", "H")] public partial Affine Hidden { get; }
            [Sub] public partial NNGen.Layers.Sigmoid Activation { get; }
            [Sub("H", "O")] public partial Affine Output { get; }
            [Sub] public partial SoftmaxWithLoss Loss { get; }

            [return: Shape("N", "O")]
            public Var Predict([Shape("N", "I")] Var x) => Output.Forward(Activation.Forward(Hidden.Forward(x)));

            public Var Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N")] IntVar t) => Loss.Forward(Predict(x), t);
        }
        """;
}
