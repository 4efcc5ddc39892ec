using NNGen.Generators.Tests.Operators;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Whole layers and losses as someone writes them who comes from PyTorch, from a paper's formula or from another page of code.</summary>
internal static class UserCases
{
    private static readonly (float Low, float High) Positive = (0.3f, 3f);

    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        // Layers.
        new("SwiGlu", "x(N, I), param Gate(I, H), param Up(I, H), param Down(H, I)", "MatMul(Silu(MatMul(x, Gate)) * MatMul(x, Up), Down)"),
        new("Highway", "x(N, I), param W(I, I), param B(I), param V(I, I), param C(I)",
            "{ var gate = Sigmoid(MatMul(x, V) + C); return gate * Relu(MatMul(x, W) + B) + (1 - gate) * x; }"),
        new("LowRankAdapter", "x(N, I), param W(I, O), param A(I, 2), param B(2, O), setting Alpha = 0.5", "MatMul(x, W) + Alpha * MatMul(MatMul(x, A), B)"),
        new("TiedAutoencoder", "x(N, I), param W(I, H), param B(H), param C(I)", "{ var code = Tanh(MatMul(x, W) + B); return Mean(Square(MatMul(code, Transpose(W)) + C - x)); }"),
        new("WeightNorm", "x(N, I), param V(I, O), param G(O)", "{ var norm = Sqrt(Sum(Square(V), 0) + 1e-3f); return MatMul(x, V * (G / norm)); }"),
        new("RmsNormed", "x(N, T, H), param G(H)", "x * Rsqrt(Mean(Square(x), -1, keepDims: true) + 1e-3f) * G"),
        new("GroupNorm", "x(N, 4*C), param G(4*C), param B(4*C)", """
            {
                var (n, width) = x.Shape;
                var groups = Reshape(x, n, 4, width / 4);
                var centred = groups - Mean(groups, -1, keepDims: true);
                var normed = centred * Rsqrt(Mean(Square(centred), -1, keepDims: true) + 1e-2f);
                return Reshape(normed, n, width) * G + B;
            }
            """),
        new("SqueezeAndExcite", "x(N, T, C), param W(C, 2), param V(2, C)", "{ var s = Mean(x, 1); var gate = Sigmoid(MatMul(Relu(MatMul(s, W)), V)); return x * ExpandDims(gate, 1); }"),
        new("FeatureWiseModulation", "x(N, T, H), z(N, K), param W(K, H), param V(K, H)", "x * (1 + ExpandDims(MatMul(z, W), 1)) + ExpandDims(MatMul(z, V), 1)"),
        new("AttentionPooling", "x(N, T, H), param Q(H)", "{ var weights = Softmax(Sum(x * Q, -1) / MathF.Sqrt(x.Size(-1)), -1); return Sum(x * ExpandDims(weights, -1), 1); }"),
        new("SingleHeadAttention", "x(N, T, H), param Q(H, K), param K1(H, K), param V(H, O)", """
            {
                var q = MatMul(x, Q);
                var k = MatMul(x, K1);
                var scores = MatMul(q, Transpose(k)) / MathF.Sqrt(q.Size(-1));
                return MatMul(Softmax(scores), MatMul(x, V));
            }
            """),
        new("SoftMixtureOfExperts", "x(N, I), param Router(I, 2), param Experts(I, 2*O)",
            "{ var gates = Softmax(MatMul(x, Router)); var each = Reshape(MatMul(x, Experts), x.Size(0), 2, -1); return Sum(each * ExpandDims(gates, -1), 1); }"),
        new("RnnStep", "x(N, I), h(N, H), param W(I, H), param U(H, H), param B(H)", "Tanh(MatMul(x, W) + MatMul(h, U) + B)"),
        new("RnnFiveSteps", "x(N, I), param W(I, I), param U(I, I)", "{ var h = Tanh(MatMul(x, W)); for (int t = 0; t < 5; t++) h = Tanh(MatMul(x, W) * 0.5f + MatMul(h, U)); return h; }"),
        new("GruStep", "x(N, I), h(N, H), param Wz(I, H), param Uz(H, H), param Wr(I, H), param Ur(H, H), param Wn(I, H), param Un(H, H)", """
            {
                var z = Sigmoid(MatMul(x, Wz) + MatMul(h, Uz));
                var r = Sigmoid(MatMul(x, Wr) + MatMul(h, Ur));
                var candidate = Tanh(MatMul(x, Wn) + r * MatMul(h, Un));
                return (1 - z) * candidate + z * h;
            }
            """),
        new("LstmStep", "x(N, I), h(N, H), c(N, H), param Wi(I, H), param Ui(H, H), param Wf(I, H), param Uf(H, H), param Wg(I, H), param Ug(H, H), param Wo(I, H), param Uo(H, H)", """
            {
                var input = Sigmoid(MatMul(x, Wi) + MatMul(h, Ui));
                var forget = Sigmoid(MatMul(x, Wf) + MatMul(h, Uf) + 1);
                var cell = forget * c + input * Tanh(MatMul(x, Wg) + MatMul(h, Ug));
                var output = Sigmoid(MatMul(x, Wo) + MatMul(h, Uo));
                return (output * Tanh(cell), cell);
            }
            """, null, "(Var Hidden, Var Cell)"),
        new("RadialBasis", "x(N, I), param Centres(O, I), setting Gamma = 0.5", "{ var d = ExpandDims(x, 1) - Centres; return Exp(-Gamma * Sum(Square(d), -1)); }"),
        new("Bilinear", "x(N, I), y(N, O), param W(I, O)", "Sum(MatMul(x, W) * y, -1)"),

        // Losses.
        new("CosineSimilarity", "a(N, H), b(N, H)", "Sum(a * b, -1) * Rsqrt(Sum(Square(a), -1) * Sum(Square(b), -1) + 1e-2f)"),
        new("Contrastive", "a(N, H), b(N, H), labels t(N), setting Temperature = 0.5", """
            {
                Var Normalised(Var v) => v * Rsqrt(Sum(Square(v), -1, keepDims: true) + 1e-2f);
                var scores = MatMul(Normalised(a), Transpose(Normalised(b))) / Temperature;
                return (CrossEntropy(scores, t) + CrossEntropy(Transpose(scores), t)) / 2;
            }
            """),
        new("TripletMargin", "a(N, H), p(N, H), q(N, H)", "Mean(Relu(Sum(Square(a - p), -1) - Sum(Square(a - q), -1) + 1))"),
        new("LabelSmoothing", "x(N, C), labels t(N)", "{ var log = LogSoftmax(x); return -Mean(0.9f * Pick(log, t) + 0.1f * Mean(log, -1)); }"),
        new("Distillation", "student(N, C), nograd teacher(N, C), labels t(N), setting Heat = 2", "{ var soft = Softmax(teacher / Heat); return 0.5f * CrossEntropy(student, t) + Heat * Heat * 0.5f * CrossEntropy(student / Heat, soft); }"),
        new("KullbackLeibler", "p(N, C), q(N, C)", "{ var a = LogSoftmax(p); var b = LogSoftmax(q); return Mean(Sum(Exp(a) * (a - b), -1)); }"),
        new("VariationalLoss", "x(N, I), nograd noise(N, K), param M(I, K), param L(I, K), param D(K, I)", """
            {
                var mean = MatMul(x, M);
                var log = Tanh(MatMul(x, L));
                var code = mean + Exp(log * 0.5f) * noise;
                var reconstruction = Sum(Square(MatMul(code, D) - x), -1);
                var divergence = -0.5f * Sum(1 + log - Square(mean) - Exp(log), -1);
                return Mean(reconstruction + divergence);
            }
            """),
        new("FocalLoss", "x(N, C), labels t(N)", "{ var log = Pick(LogSoftmax(x), t); return -Mean(Square(1 - Exp(log)) * log); }"),
        new("HuberLoss", "y(N, O), t(N, O)", "{ var e = Abs(y - t); return Mean(Where(e < 1, 0.5f * e * e, e - 0.5f)); }"),
        new("BinaryLoss", "x(N), nograd t(N)", "Mean(Softplus(x) - x * t)"),
        new("PoissonLoss", "x(N, O), nograd t(N, O)", "Mean(Exp(x) - t * x)"),
        new("GaussianLikelihood", "mean(N, O), spread(N, O), nograd t(N, O)", "0.5f * Mean(Log(spread) + Square(t - mean) / spread)", Positive),
        new("LossWithPenalty", "x(N, I), t(N, O), param W(I, O), setting Lambda = 0.1", "Mean(Square(MatMul(x, W) - t)) + Lambda * Sum(Square(W)) + 0.01f * Sum(Abs(W))"),
        new("LossWithEntropy", "x(N, C), labels t(N)", "{ var log = LogSoftmax(x); return -Mean(Pick(log, t)) + 0.01f * Mean(Sum(Exp(log) * log, -1)); }"),
        new("StandardizedBatch", "x(N, H), param G(H)", "{ var mean = Mean(x, 0); var centred = x - mean; return centred / Sqrt(Mean(Square(centred), 0) + 0.1f) * G; }"),
    ];
}
