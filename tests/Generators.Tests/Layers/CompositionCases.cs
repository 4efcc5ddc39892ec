using NNGen.Generators.Tests.Operators;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Layers in which values meet: chains, reuse, several inputs and outputs, parameters, sub-layers.</summary>
internal static class CompositionCases
{
    private static readonly (float Low, float High) Positive = (0.3f, 3f);

    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        // A value that is used again and again.
        new("Reused", "x(N, H)", "x * x + x"),
        new("ReusedLocal", "x(N, H)", "{ var e = Exp(-x); return e * e + e / (1 + e); }"),
        new("ReusedProduct", "x(N, I), param W(I, O)", "{ var y = MatMul(x, W); return y * Sigmoid(y); }"),
        new("ReusedReduction", "x(N, H)", "{ var m = Mean(x, 1, keepDims: true); return (x - m) * (x - m) + m; }"),
        new("CommonParts", "x(N, H), y(N, H)", "Tanh(x + y) * Tanh(x + y) - Sigmoid(x + y)"),
        new("SameProductTwice", "x(N, I), param W(I, O)", "MatMul(x, W) + MatMul(x, W)"),
        new("ParameterTwice", "x(N, I), param W(I, I)", "MatMul(Tanh(MatMul(x, W)), W)"),
        new("ParameterThreeWays", "x(N, H), param W(H)", "x * W + W / (1 + Exp(W)) - Sum(W)"),
        new("ParameterAndItsTranspose", "x(N, I), param W(I, O)", "MatMul(Sigmoid(MatMul(x, W)), Transpose(W))"),

        // Chains that become few loops.
        new("LongChain", "x(N, H)", "Tanh(Exp(-Square(x)) * 3 - 1) / (2 + Sigmoid(x * 0.5f)) + Sqrt(Square(x) + 1)"),
        new("ManyOperands", "a(N), b(N), c(N), d(N), e(N), f(N), g(N), h(N), i(N), j(N), k(N), l(N), m(N), n(N)", "a * b + c * d + e * f + g * h + i * j + k * l + m * n + a * n"),
        new("ManyResults", "x(N, H)", "(Exp(x), Tanh(x), Sigmoid(x), x * 2, x + 1, x * x)", null, "(Var, Var, Var, Var, Var, Var)"),
        new("DeepAlternation", "x(N, H)", "{ for (int i = 0; i < 6; i++) x = Tanh(x - Mean(x, -1, keepDims: true)) * 1.5f; return x; }"),
        new("LayerNorm", "x(N, H), param G(H), param B(H)", "{ var m = Mean(x, -1, true); var d = x - m; var v = Mean(Square(d), -1, true); return d / Sqrt(v + 1e-3f) * G + B; }"),
        new("Attention", "q(B, T, D), k(B, P, D), v(B, P, H)", "MatMul(Softmax(MatMul(q, Transpose(k)) / MathF.Sqrt(q.Size(-1))), v)"),
        new("AttentionWithHeads", "x(B, T, 8), param W(8, 24)", "{ var (b, t, _) = x.Shape; var h = Reshape(MatMul(x, W), b, t, 3, 8); return Sum(Softmax(h, 2) * h, 2); }"),
        new("BatchesWithBiasAndMask", "q(B, H, T, D), k(B, H, P, D), r(B, 1, 1, P), c(H, T, 1), m(T, P)", "MatMul(q, Transpose(k)) / MathF.Sqrt(q.Size(-1)) * c + r + m"),
        new("BatchesThenActivation", "x(B, T, I), y(1, I, O), param G(O)", "{ var h = MatMul(x, y) + G; return h * Sigmoid(h); }"),
        new("BatchesOfColumns", "x(B, T, I), y(B, I, 1), r(B, T, 1)", "Tanh(MatMul(x, y) * 0.5f + r)"),
        new("BatchesOfRows", "x(B, 1, I), y(B, O, I), r(B, 1, O)", "Tanh(MatMul(x, Transpose(y)) * 0.5f) - r"),
        new("BatchesOverManyAxes", "x(A, 1, C, T, I), y(A, B, 1, I, O), r(B, C, 1, O)", "Relu(MatMul(x, y) + r) * 2"),
        new("BatchesOfSevenAxes", "x(A, 1, C, 1, E, T, I), y(1, B, 1, D, 1, I, O)", "MatMul(x, y) * 0.5f + 1"),
        new("SoftmaxThenLog", "x(N, C), labels t(N)", "-Mean(Log(Pick(Softmax(x), t)))"),
        new("NegativeLogLikelihood", "x(N, C), t(N, C)", "-Sum(t * Log(Softmax(x))) / x.Size(0)"),
        new("MeanOfSums", "x(N, C), t(N, C)", "-Mean(Sum(t * LogSoftmax(x), axis: -1))"),
        new("WrittenSigmoid", "x(N, H)", "1 / (1 + Exp(-x))"),
        new("WrittenSigmoidOfPowers", "x(N, H)", "{ var e = Exp(2 * x); return e / (1 + e) - 1 / (1 + e); }"),
        new("WrittenSilu", "x(N, H), param W(H)", "{ var h = x * W; return h * Sigmoid(h); }"),
        new("WrittenTanh", "x(N, H)", "{ var (a, b) = (Exp(x), Exp(-x)); return (a - b) / (a + b); }"),
        new("WrittenSoftmax", "x(N, C)", "{ var e = Exp(x); return e / Sum(e, -1, keepDims: true); }"),
        new("WrittenSoftmaxOfFirst", "x(T, C)", "{ var e = Exp(x - Max(x)); return e / Sum(e, 0, keepDims: true); }"),
        new("WrittenLogSoftmax", "x(N, C)", "x - Log(Sum(Exp(x), 1, keepDims: true))"),
        new("WrittenLogSumExp", "x(N, C)", "Log(Sum(Exp(x))) * Log(Sum(Exp(x), 0))"),
        new("WrittenBinaryCrossEntropy", "x(N, H), nograd t(N, H)", "-Mean(t * Log(Sigmoid(x)) + (1 - t) * Log(1 - Sigmoid(x)))"),
        new("WrittenSquare", "x(N, H)", "Pow(x, 2) + Pow(x, 1)"),
        new("CrossEntropyByPicking", "x(N, C), labels t(N)", "Mean(LogSumExp(x, 1) - Pick(x, t))"),
        new("CrossEntropyBySum", "x(N, C), labels t(N)", "-Sum(Log(Pick(Softmax(x), t))) / x.Size(0)"),
        new("CrossEntropyOfOneHot", "x(N, C), labels t(N)", "-Sum(OneHot(t, x.Size(1)) * LogSoftmax(x)) / x.Size(0)"),
        new("CrossEntropyOfManyOneHot", "x(B, T, C), labels t(B, T)", "-Mean(Sum(OneHot(t, x.Size(-1)) * Log(Softmax(x)), -1))"),

        // Chains of which the backward pass computes a part again.
        new("SwishBetweenProducts", "x(N, I), param W(I, H), param V(H, O)", "{ var h = MatMul(x, W); return MatMul(h * Sigmoid(1.7f * h), V); }"),
        new("GeluBetweenProducts", "x(N, I), param W(I, H), param V(H, O)", "MatMul(Gelu(MatMul(x, W)), V)"),
        new("NormalizedThenProduct", "x(B, T, I), param G(I), param C(I), param W(I, O)", "{ var d = x - Mean(x, -1, true); return MatMul(d * Rsqrt(Mean(Square(d), -1, true) + 1e-2f) * G + C, W); }"),
        new("GateUsedTwice", "x(N, I), y(N, H), param W(I, H)", "{ var h = MatMul(x, W); var s = Sigmoid(h); return s * y + (1 - s) * h; }"),
        new("ChainOfInputs", "x(N, H), y(N, H), param W(H)", "Tanh(x * y + 1) * W * Exp(x * y + 1)"),
        new("ScaledBySum", "x(N, H), param W(H)", "{ var y = x * W; var z = y + 1; return z * Sum(z, 1, keepDims: true) * y; }"),
        new("DividedByRoot", "x(N, H), v(H)", "x / Sqrt(v + 1)", Positive),
        new("MeanSquaredError", "x(N, I), t(N, O), param W(I, O), param B(O)", "Mean(Square(MatMul(x, W) + B - t))"),

        // Entry points besides Forward take and give integers and truth values too.
        new("ClassifierOfMany", "x(N, I), labels t(N), param W(I, C)", "CrossEntropy(MatMul(x, W), t)", Others: """
            public IntVar Classify([Shape("N", "I")] Var x) => ArgMax(MatMul(x, W), -1);
                public (IntVar Best, Var Score) Decide([Shape("N", "I")] Var x) { var y = MatMul(x, W); var b = ArgMax(y, 1); return (b, Pick(y, b)); }
                public Mask Right([Shape("N", "I")] Var x, [Shape("N")] IntVar t) { var y = MatMul(x, W); return Pick(y, t) >= Max(y, 1); }
                public Var Accuracy([Shape("N", "I")] Var x, [Shape("N")] IntVar t) => Mean(Where(Right(x, t), 1, 0));
                public IntVar One([Shape("I")] Var x) => ArgMax(x, 0);
                public Mask Any([Shape("I")] Var x) => Max(x) > 0;
                public Var Scores([Shape("N")] IntVar ids) => OneHot(ids, 3);
            """),

        new("TwoLossesOfOneValue", "x(N, C), labels t(N), labels u(N), param B(C)", "CrossEntropy(x + B, t) + CrossEntropy(x + B, u)"),
        new("LossOfItsOwnSoftmax", "x(N, C)", "CrossEntropy(x, Softmax(x))"),
        new("LossOfItsOwnSoftmaxReused", "x(N, C)", "{ var y = Softmax(x); return (CrossEntropy(x, y * 2), CrossEntropy(x, y), y); }", null, "(Var, Var, Var)"),
        new("BinaryLossOfItsOwnSigmoid", "x(N, T, 1), param W(T, 1)", "BinaryCrossEntropy(W, Sigmoid(W))"),
        new("TwoLossesOfTargets", "x(N, C), t(N, C)", "CrossEntropy(x * 2, Softmax(t)) + CrossEntropy(x * 2, t)"),
        new("NumbersKeepTheirBrackets", "x(N, H)", "{ Var r = MathF.Sqrt(x.Size(-1)) * 0.3f; return x * (r / Square(r)) + x * (r / Rsqrt(r)) - x * (r / Sigmoid(r)); }"),
        new("SumsOfNumbers", "x(N, H)", "x * Sum(Full(2f, x.Size(0), x.Size(1))) + Max(Full(3f, 4), 0) + Mean(Full(1f, 1, 1)) + Sum(Full(0.5f, 2, x.Size(1)), 0)"),
        new("OuterProductSummed", "x(N)", "Sum(ExpandDims(x, 1) * x)"),
        new("SharedTwentyDeep", "x(N, H)", "{ for (int i = 0; i < 20; i++) x = x + Tanh(x) * Sigmoid(x) * 0.1f; return x; }"),
        new("NumbersTwentyDeep", "x(N, H)", "{ float s = x.Size(-1) * 0.1f; for (int i = 0; i < 20; i++) s = s * 0.5f + s / (1 + s); return x * s; }"),

        // A product with what follows it.
        new("ProductBiasSigmoid", "x(N, I), param W(I, O), param B(O)", "Sigmoid(MatMul(x, W) + B)"),
        new("ProductBiasRelu", "x(N, I), param W(I, O), param B(O)", "Relu(MatMul(x, W) + B)"),
        new("ProductResidual", "x(N, I), param W(I, I)", "x + Tanh(MatMul(x, W))"),
        new("ProductResidualOfChain", "x(N, I), param W(I, I)", "{ var e = Tanh(x); return MatMul(e, W) + e; }"),
        new("ProductResidualOfChainLast", "x(N, I), param W(I, I)", "{ var e = Tanh(x); return e * 2 + Sigmoid(MatMul(e, W)) * e; }"),
        new("ChainOlderThanProduct", "x(N, I), y(N, O), param W(I, O), param V(I, O)", "{ var a = Exp(y); var b = Sigmoid(y); return MatMul(x, W) + a * MatMul(x, V) + b; }"),
        new("ProductGate", "x(N, I), param W(I, O), param V(I, O)", "Sigmoid(MatMul(x, W)) * MatMul(x, V)"),
        new("ProductScale", "x(N, I), s(N, 1), param W(I, O)", "MatMul(x, W) * s + s"),
        new("ProductBeforeAndAfter", "x(N, I), param W(I, O)", "{ var z = MatMul(x, W); return (z, Relu(z)); }", null, "(Var Z, Var A)"),
        new("ProductSummed", "x(N, I), param W(I, O)", "Sum(Square(MatMul(x, W)), 0)"),
        new("ProductOfProducts", "x(N, I), param W(I, H), param V(H, O)", "MatMul(MatMul(x, W), V)"),
        new("TransposedProduct", "x(N, I), param W(I, O)", "Transpose(MatMul(x, W)) * 2"),
        new("BatchedBias", "x(B, T, I), param W(I, O), param C(O)", "Relu(MatMul(x, W) + C)"),
        new("ReshapedBetween", "x(B, T, I), param W(I, O)", "{ var y = Tanh(x * 2); return Exp(MatMul(Reshape(y, -1, y.Size(-1)), W)) ; }"),

        // Several results, and results that are no computations at all.
        new("TwoResults", "x(N, H), y(H)", "(x * y, x - y)", null, "(Var, Var)"),
        new("ResultAndItsSum", "x(N, H)", "{ var y = Exp(x); return (y, Sum(y)); }", null, "(Var Powers, Var Total)"),
        new("TwoScalars", "x(N, H)", "(Sum(x), Mean(Square(x)))", null, "(Var, Var)"),
        new("SameResultTwice", "x(N, H)", "{ var y = x * x; return (y, y); }", null, "(Var, Var)"),
        new("EqualResults", "x(N, H)", "(Exp(x), Exp(x))", null, "(Var A, Var B)"),
        new("SameScalarTwice", "x(N, H)", "{ var s = Sum(x * x); return (s, s); }", null, "(Var, Var)"),
        new("ResultAndItsReshape", "x(N, T, H)", "{ var y = Tanh(x); return (y, Flatten(y)); }", null, "(Var, Var)"),
        new("ResultIsInput", "x(N, H)", "x"),
        new("ResultIsScalarInput", "s()", "s"),
        new("InputAmongResults", "x(N, H)", "(x, x + 1)", null, "(Var, Var)"),
        new("InputTwiceAmongResults", "x(N, H), y(H)", "(x, y, x)", null, "(Var, Var, Var)"),
        new("SwappedInputs", "x(N, H), y(H)", "(y, x)", null, "(Var, Var)"),
        new("ReshapedInput", "x(N, T, H)", "Reshape(x, x.Size(0), -1)"),
        new("TransposedInput", "x(N, H)", "Transpose(x)"),
        new("ResultIsParameter", "x(N, H), param W(H)", "(x * W, W)", null, "(Var, Var)"),
        new("ResultIsParameterAlone", "x(N, H), param W(H)", "W"),
        new("ResultIsReshapedParameter", "x(N, H), param W(H, K)", "Flatten(W, 0)"),
        new("ConstantAmongResults", "x(N, H)", "(x * 2, Full(3, 2, 4))", null, "(Var, Var)"),
        new("ResultIsConstant", "x(N, H)", "Full(3, 2, 4)"),
        new("ResultIsNumber", "x(N, H)", "2.5f"),
        new("NumberAmongResults", "x(N, H)", "(x * 2, 1.5f)", null, "(Var, Var)"),
        new("ResultIsSize", "x(N, H)", "(x * 2, x.Size(1) * 0.5f)", null, "(Var, Var)"),
        new("ResultIsOneHot", "x(N, C), labels t(N)", "(x, OneHot(t, 4))", null, "(Var, Var)"),
        new("GradientIsParameter", "x(H), param W(H)", "Sum(x * W)"),
        new("GradientIsInput", "x(N, H), y(N, H)", "Sum(x * y)"),
        new("GradientIsOne", "x(N, H)", "Sum(x)"),
        new("GradientIsOneForTwo", "x(H), param W(H)", "Sum(x + W)"),
        new("GradientIsThatOfTheResult", "x(N, H), y(N, H), param W(H)", "x + y + W"),
        new("GradientsOfEqualUse", "x(H), y(H), param V(H), param W(H)", "x * 2 + y * 2 + V * 2 + W * 2"),
        new("GradientOfScalarParameter", "x(N, H), param S()", "Sum(x) * S"),
        new("OnlyScalars", "s(), param S()", "S * S * s"),

        // Inputs and parameters that do not matter, or are not to.
        new("UnusedInput", "x(N, H), y(N, K)", "x * 2"),
        new("UnusedScalarInput", "x(N, H), s()", "x * 2"),
        new("UnusedLabels", "x(N, H), labels t(N)", "x * 2"),
        new("UnusedParameter", "x(N, I), param W(I, O), param V(I)", "MatMul(x, W)"),
        new("InputTimesZero", "x(N, H)", "x * 0"),
        new("ShapeOnly", "x(N, H), y(H)", "BroadcastTo(y, x.Size(0), x.Size(1))"),
        new("NoGradInput", "nograd x(N, I), param W(I, O)", "MatMul(x, W)"),
        new("NoGradMiddle", "a(N, H), nograd b(N, H), c(N, H)", "a * b + b * c"),
        new("NoGradAlone", "nograd x(N, H)", "Tanh(x)"),
        new("NoGradAmongResults", "nograd x(N, H), param W(H)", "(x, x * W)", null, "(Var, Var)"),

        // Numbers.
        new("NumberOfDims", "x(N, I), param W(I, O), dim O", "MatMul(x, W) / MathF.Sqrt(O) + O"),
        new("NumberOfSizes", "x(N, T, H)", "x * (1f / (x.Size(0) * x.Size(1))) - x.Size(-1)"),
        new("Settings", "x(N, H), setting Rate = 0.25, setting Shift = 1", "x * Rate + (Shift - Rate / 2)"),
        new("SettingInLoop", "x(N, H), setting Slope = 0.1", "Where(x > 0, x, Slope * x)"),
        new("NumberFunctions", "x(N, H), setting Rate = 0.25", "x * MathF.Exp(Rate) + MathF.Log(3) * MathF.Sqrt(x.Size(1))"),
        new("NegativeLiteral", "x(N, H)", "x * -2 - -3f + 1e-3f"),
        new("SumDividedBySize", "x(N, H)", "Sum(x * x) / x.Size(0)"),
        new("DimsOfProducts", "x(N, 2*H), param W(2*H, O), param V(H)", "MatMul(x, W) + Sum(V)"),
        new("EqualDims", "x(N, H), y(N, H), z(H, N)", "x * y + Transpose(z)"),
    ];
}
