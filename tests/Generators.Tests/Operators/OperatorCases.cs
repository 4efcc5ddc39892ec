using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.Operators;

/// <summary>
/// Tiny layers that use every member of <c>Ops</c> and every operator of <c>Var</c>. Each is compiled once, with all others, and held
/// against its definition. N is the batch, other letters have the sizes of <see cref="LayerUnderTest"/>.
/// </summary>
internal static class OperatorCases
{
    /// <summary>For functions that are not defined everywhere, or steep near zero.</summary>
    private static readonly (float Low, float High) Positive = (0.3f, 3f);

    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        // Arithmetic and broadcasting.
        new("AddSame", "a(N, H), b(N, H)", "a + b"),
        new("AddRow", "x(N, H), b(H)", "x + b"),
        new("AddRowFirst", "b(H), x(N, H)", "b + x"),
        new("AddOuter", "x(B, 1, H), y(T, H)", "x + y"),
        new("AddRank4", "x(B, T, H, K), y(H, 1)", "x + y"),
        new("AddBothStretched", "x(B, 1, H, 1), y(T, 1, K)", "x + y"),
        new("AddColumnAndRow", "x(N, 1), y(H)", "x + y"),
        new("AddParameter", "x(N, H), param W(H)", "x + W"),
        new("AddLiteralLeft", "x(N, H)", "1 + x"),
        new("AddLiteralRight", "x(N, H)", "x + 0.5f"),
        new("SubtractRow", "x(N, H), b(H)", "x - b"),
        new("SubtractColumn", "x(N, H), b(N, 1)", "b - x"),
        new("SubtractFromLiteral", "x(N, H)", "1 - x"),
        new("SubtractSelf", "x(N, H)", "x - x"),
        new("MultiplyColumn", "x(N, H), b(N, 1)", "b * x"),
        new("MultiplyScalarInput", "s(), x(N, H)", "s * x"),
        new("MultiplyByScalarInput", "x(N, H), s()", "x * s"),
        new("MultiplyScalars", "s(), t()", "s * t + s"),
        new("MultiplyMiddle", "x(B, T, H), y(B, 1, H)", "x * y"),
        new("MultiplyScalarParameter", "x(N, H), param S()", "x * S"),
        new("MultiplyOneElement", "x(N, H), y(1)", "x * y"),
        new("DivideRow", "x(N, H), b(H)", "x / b", Positive),
        new("DivideByColumn", "x(N, H), b(N, 1)", "x / b", Positive),
        new("DivideLiteral", "x(N, H)", "2 / x", Positive),
        new("DivideByLiteral", "x(N, H)", "x / 3"),
        new("DivideByItself", "x(N, H)", "x / x + x", Positive),
        new("Negate", "x(N, H)", "-x"),
        new("NegateTwice", "x(N, H)", "-(-x) - (-x)"),
        new("Vector", "x(L)", "2 * x - 1"),
        new("Scalar", "s()", "s * s"),

        // Functions of one element.
        new("ExpOf", "x(N, H)", "Exp(x)"),
        new("LogOf", "x(N, H)", "Log(x)", Positive),
        new("SqrtOf", "x(N, H)", "Sqrt(x)", Positive),
        new("RsqrtOf", "x(N, H)", "Rsqrt(x)", Positive),
        new("SquareOf", "x(N, H)", "Square(x)"),
        new("AbsOf", "x(N, H)", "Abs(x)"),
        new("TanhOf", "x(N, H)", "Tanh(x)"),
        new("SigmoidOf", "x(N, H)", "Sigmoid(x)"),
        new("ReluOf", "x(N, H)", "Relu(x)"),
        new("FunctionsOfScalar", "s()", "Exp(s) + Log(s) + Sqrt(s) + Rsqrt(s) + Square(s) + Abs(s) + Tanh(s) + Sigmoid(s) + Relu(s)", Positive),
        new("FunctionsOfParameter", "x(N, H), param W(H)", "Exp(W) * x + Tanh(W)"),

        // One of two.
        new("MaximumOf", "a(N, H), b(N, H)", "Maximum(a, b)"),
        new("MaximumRow", "a(N, H), b(H)", "Maximum(a, b)"),
        new("MaximumLiteral", "a(N, H)", "Maximum(a, 0.1f)"),
        new("MinimumOf", "a(N, H), b(N, 1)", "Minimum(a, b)"),
        new("MinimumLiteral", "a(N, H)", "Minimum(0.25f, a)"),
        new("WhereLess", "a(N, H), b(N, H)", "Where(a < b, a * 2, b)"),
        new("WhereLessOrEqual", "a(N, H), b(H)", "Where(a <= b, a, b * 3)"),
        new("WhereGreater", "a(N, H)", "Where(a > 0, a, 0.5f * a)"),
        new("WhereGreaterOrEqual", "a(N, 1), x(N, H), y(H)", "Where(a >= 0.5f, x, y)"),
        new("WhereOfScalars", "a(), x(N, H)", "Where(a > 0, x, -x)"),
        new("WhereOfLiterals", "a(N, H)", "Where(a > 0, 1, -1) * a"),
        new("WhereMaskTwice", "a(N, H), b(H)", "{ var m = a < b; return Where(m, a, 0) + Where(m, 0, b * a); }"),

        // Reductions.
        new("SumOfAll", "x(N, H)", "Sum(x)"),
        new("SumOfVector", "x(L)", "Sum(x)"),
        new("SumOfScalar", "s()", "Sum(s)"),
        new("SumFirst", "x(N, H)", "Sum(x, 0)"),
        new("SumLast", "x(N, H)", "Sum(x, -1)"),
        new("SumLastKept", "x(N, H)", "Sum(x, 1, keepDims: true)"),
        new("SumMiddle", "x(B, T, H)", "Sum(x, 1)"),
        new("SumMiddleKept", "x(B, T, H, K)", "Sum(x, -2, true)"),
        new("SumFirstOf4", "x(B, T, H, K)", "Sum(x, axis: 0)"),
        new("SumTwice", "x(B, T, H)", "Sum(Sum(x, 0), 1)"),
        new("SumOfProduct", "x(N, H), y(N, H)", "Sum(x * y)"),
        new("SumOfProductStretched", "x(N, H), y(H)", "Sum(x * y, 1)"),
        new("SumOfOuter", "x(N, 1), y(H)", "Sum(x * y, 0)"),
        new("SumOfLong", "x(N, 300)", "Sum(Square(x), 1)"),
        new("SumOfTall", "x(70, N)", "Sum(Square(x), 0)"),
        new("MeanOfAll", "x(N, H)", "Mean(x)"),
        new("MeanFirst", "x(N, H)", "Mean(x, 0)"),
        new("MeanLastKept", "x(N, H)", "x - Mean(x, -1, keepDims: true)"),
        new("MeanMiddle", "x(B, T, H)", "Mean(x * x, 1)"),
        new("MeanOfScalar", "s()", "Mean(s * s)"),
        new("MaxOfAll", "x(N, H)", "Max(x)"),
        new("MaxFirst", "x(N, H)", "Max(x, 0)"),
        new("MaxLast", "x(N, H)", "Max(x, -1)"),
        new("MaxMiddleKept", "x(B, T, H)", "x / (Max(x, 1, keepDims: true) + 3)"),
        new("MinOfAll", "x(N, H)", "Min(x)"),
        new("MinFirst", "x(N, H)", "Min(x, 0)"),
        new("MinLastKept", "x(N, H)", "Min(x, 1, true) * x"),
        new("LogSumExpOfAll", "x(N, H)", "LogSumExp(x)"),
        new("LogSumExpFirst", "x(N, H)", "LogSumExp(x, 0)"),
        new("LogSumExpLast", "x(N, H)", "LogSumExp(x, -1)"),
        new("LogSumExpMiddleKept", "x(B, T, H)", "x - LogSumExp(x, 1, keepDims: true)"),

        // Products.
        new("MatMulOf", "x(N, I), w(I, O)", "MatMul(x, w)"),
        new("MatMulParameter", "x(N, I), param W(I, O)", "MatMul(x, W)"),
        new("MatMulTransposedLeft", "x(I, N), w(I, O)", "MatMul(Transpose(x), w)"),
        new("MatMulTransposedRight", "x(N, I), param W(O, I)", "MatMul(x, Transpose(W))"),
        new("MatMulTransposedBoth", "x(I, N), w(O, I)", "MatMul(Transpose(x), Transpose(w))"),
        new("MatMulOfSelf", "x(N, I)", "MatMul(x, Transpose(x))"),
        new("MatMulTransposedSelf", "x(N, I)", "MatMul(Transpose(x), x)"),
        new("MatMulBatched", "a(B, N, I), b(B, I, O)", "MatMul(a, b)"),
        new("MatMulBatchedStretched", "a(B, 1, N, I), b(T, I, O)", "MatMul(a, b)"),
        new("MatMulBatchByMatrix", "a(B, N, I), b(I, O)", "MatMul(a, b)"),
        new("MatMulMatrixByBatch", "a(N, I), b(B, I, O)", "MatMul(a, b)"),
        new("MatMulBatchedTransposed", "a(B, N, I), b(B, O, I)", "MatMul(a, Transpose(b))"),
        new("MatMulBatchedTransposedLeft", "a(B, T, I, N), b(B, T, I, O)", "MatMul(Transpose(a), b)"),
        new("MatMulOneBatch", "a(1, N, I), b(B, I, O)", "MatMul(a, b)"),
        new("MatMulRow", "x(1, I), w(I, O)", "MatMul(x, w)"),
        new("MatMulInnerOne", "x(N, 1), w(1, O)", "MatMul(x, w)"),
        new("MatMulThenScale", "a(B, N, I), b(B, I, O)", "MatMul(a, b) * 0.5f + 1"),
        new("TransposeOf", "x(N, H)", "Transpose(x)"),
        new("TransposeBatched", "x(B, T, H)", "Transpose(x) * 2"),
        new("TransposeRank4", "x(B, K, T, H)", "Exp(Transpose(x))"),
        new("TransposeAdded", "x(H, H)", "x + Transpose(x)"),

        // Shapes.
        new("ReshapeFlat", "x(N, H)", "Reshape(x, -1)"),
        new("ReshapeOpen", "x(N, T, H)", "{ var (n, t, h) = x.Shape; return Reshape(x, n, -1) * 2; }"),
        new("ReshapeSplit", "x(N, 2*H), y(H)", "Reshape(x, x.Size(0), 2, x.Size(1) / 2) + y"),
        new("ReshapeMerge", "x(B, T, H)", "Reshape(x, x.Size(0) * x.Size(1), x.Size(-1))"),
        new("ReshapeConstant", "x(6, 4), y(4, 6)", "Reshape(x, 4, 6) * y"),
        new("ReshapeToScalar", "x(1, 1)", "Reshape(x) * 3"),
        new("ReshapeFromScalar", "s()", "Reshape(s, 1, 1) * 3"),
        new("FlattenOf", "x(N, T, H)", "Flatten(x)"),
        new("FlattenAll", "x(B, T, H)", "Exp(Flatten(x, 0))"),
        new("FlattenLast", "x(B, T, H, K)", "Flatten(x, startAxis: -2)"),
        new("ExpandDimsFirst", "x(N, H)", "ExpandDims(x, 0)"),
        new("ExpandDimsMiddle", "x(N, H), y(T, 1)", "ExpandDims(x, 1) + y"),
        new("ExpandDimsLast", "x(N, H), y(K)", "ExpandDims(x, -1) * y"),
        new("SqueezeMiddle", "x(N, 1, H)", "Squeeze(x, 1)"),
        new("SqueezeLast", "x(N, H, 1), y(N, H)", "Squeeze(x, -1) * y"),
        new("BroadcastToMore", "x(H)", "BroadcastTo(x, 4, x.Size(0))"),
        new("BroadcastToColumns", "x(N, 1)", "BroadcastTo(x, x.Size(0), 5) + 1"),
        new("BroadcastToFromScalar", "s()", "BroadcastTo(s, 2, 3)"),
        new("BroadcastToSame", "x(N, H)", "BroadcastTo(x, x.Size(0), x.Size(1))"),
        new("RepeatFirst", "x(N, H)", "Repeat(x, 3, 0)"),
        new("RepeatLast", "x(N, H)", "Repeat(x, 2, -1)"),
        new("RepeatMiddle", "x(B, T, H)", "Repeat(x, count: 4, axis: 1) * 2"),
        new("RepeatRow", "x(1, H), y(N, H)", "Repeat(x, y.Size(0), 0) * y"),
        new("RepeatOnce", "x(N, H)", "Repeat(x, 1, 0)"),
        new("FullAdded", "x(N, H)", "x + Full(2.5f, x.Size(1))"),
        new("FullScalar", "x(N, H)", "x * Full(3)"),

        // Probabilities and indices.
        new("SoftmaxLast", "x(N, C)", "Softmax(x)"),
        new("SoftmaxFirst", "x(N, C)", "Softmax(x, 0)"),
        new("SoftmaxMiddle", "x(B, T, C)", "Softmax(x, axis: 1)"),
        new("SoftmaxWide", "x(N, 40)", "Softmax(x)"),
        new("SoftmaxVector", "x(L)", "Softmax(x)"),
        new("LogSoftmaxLast", "x(N, C)", "LogSoftmax(x)"),
        new("LogSoftmaxFirst", "x(N, C)", "LogSoftmax(x, -2)"),
        new("LogSoftmaxMiddle", "x(B, T, C)", "LogSoftmax(x, 1)"),
        new("CrossEntropyOfLabels", "x(N, C), labels t(N)", "CrossEntropy(x, t)"),
        new("CrossEntropyOfManyLabels", "x(B, T, C), labels t(B, T)", "CrossEntropy(x, t)"),
        new("CrossEntropyOfOneLabel", "x(C), labels t()", "CrossEntropy(x, t)"),
        new("CrossEntropyScaled", "x(N, C), labels t(N)", "CrossEntropy(x * 2, t) * 3 + Sum(x)"),
        new("CrossEntropyOfTargets", "x(N, C), t(N, C)", "CrossEntropy(x, t)"),
        new("CrossEntropyOfFixedTargets", "x(N, C), nograd t(N, C)", "CrossEntropy(x, t)"),
        new("CrossEntropyOfManyTargets", "x(B, T, C), t(B, T, C)", "2 * CrossEntropy(x, t)"),
        new("CrossEntropyOfLogarithm", "x(N, C), t(N, C)", "CrossEntropy(Log(x), Softmax(t))", Positive),
        new("PickOf", "x(N, C), labels t(N)", "Pick(x, t)"),
        new("PickMany", "x(B, T, C), labels t(B, T)", "Pick(x, t) * 2"),
        new("PickTwice", "x(N, C), labels t(N), labels u(N)", "Pick(x, t) * Pick(x, u)"),
        new("PickOne", "x(C), labels t()", "Pick(x, t)"),
        new("OneHotAdded", "x(N, 4), labels t(N)", "x * OneHot(t, 4)"),
        new("OneHotOfMany", "x(B, T, C), labels t(B, T)", "x - OneHot(t, x.Size(-1))"),
        new("OneHotProduct", "labels t(N), w(K, O)", "MatMul(OneHot(t, w.Size(0)), w)"),
    ];

    /// <summary>Members that the definition computes otherwise than the compiler on purpose; they have tests of their own.</summary>
    public static IReadOnlyList<string> TestedElsewhere { get; } = ["StopGradient(Var)"];
}

/// <summary>A layer of one formula.</summary>
internal sealed record OperatorCase(string Name, string Declarations, string Body, (float Low, float High)? Range = null, string Returns = "Var")
{
    public string Source => TinyLayer.Of(Name, Declarations, Body, Returns);
}
