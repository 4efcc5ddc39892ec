namespace NNGen.Generators.Tests.Layers;

/// <summary>
/// Networks written from the formulas of papers as a user would write them, each a file of its own: a GPT, a residual network with batch
/// normalisation, an LSTM and three contrastive losses.
/// </summary>
internal static class PaperLayers
{
    public static IReadOnlyList<string> Sources { get; } = [Gpt, ResNet, Lstm, Contrastive];

    private const string Gpt = """
        using System;
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        namespace Papers;

        /// <summary>Radford et al. 2019, with pre-norm; attention from Vaswani et al. 2017, eq. 1.</summary>
        [Layer]
        [Where("D % Heads == 0")]
        public sealed partial class CausalSelfAttention
        {
            [Dim] public partial int Heads { get; }
            [Param("D", "3*D")] public partial Parameter Wqkv { get; }
            [Param("3*D")] public partial Parameter Bqkv { get; }
            [Sub("D", "D")] public partial Affine Projection { get; }
            [Setting(0.1f)] public partial float DropRate { get; }

            [return: Shape("N", "T", "D")]
            public Var Forward([Shape("N", "T", "D")] Var x)
            {
                var (n, t, d) = x.Shape;
                int size = d / Heads;
                var qkv = MatMul(x, Wqkv) + Bqkv;
                var q = SplitHeads(qkv[.., .., ..d], Heads);
                var k = SplitHeads(qkv[.., .., d..(2 * d)], Heads);
                var v = SplitHeads(qkv[.., .., (2 * d)..], Heads);
                var scores = MatMul(q, Transpose(k)) / MathF.Sqrt(size);
                var causal = ExpandDims(Arange(t), 1) < Arange(t);
                var weights = Softmax(Where(causal, -1e9f, scores));
                weights = Dropout(weights, DropRate);
                var y = Permute(MatMul(weights, v), 0, 2, 1, 3);
                return Projection.Forward(Reshape(y, n, t, d));
            }

            private static Var SplitHeads(Var x, int heads)
            {
                var (n, t, d) = x.Shape;
                return Permute(Reshape(x, n, t, heads, d / heads), 0, 2, 1, 3);
            }
        }

        [Layer]
        public sealed partial class Mlp
        {
            [Sub("D", "4*D")] public partial Affine Up { get; }
            [Sub("4*D", "D")] public partial Affine Down { get; }

            [return: Shape("...", "D")]
            public Var Forward([Shape("...", "D")] Var x) => Down.Forward(GeluTanh(Up.Forward(x)));
        }

        [Layer]
        [Where("D % Heads == 0")]
        public sealed partial class GptBlock
        {
            [Sub("D")] public partial LayerNorm Norm1 { get; }
            [Sub("Heads", "D")] public partial CausalSelfAttention Attention { get; }
            [Sub("D")] public partial LayerNorm Norm2 { get; }
            [Sub("D")] public partial Mlp Mlp { get; }

            [return: Shape("N", "T", "D")]
            public Var Forward([Shape("N", "T", "D")] Var x)
            {
                x = x + Attention.Forward(Norm1.Forward(x));
                return x + Mlp.Forward(Norm2.Forward(x));
            }
        }

        [Layer]
        [Where("D % Heads == 0")]
        [Where("T <= MaxT")]
        public sealed partial class Gpt
        {
            [Param("V", "D", Scale = 0.02f)] public partial Parameter Tokens { get; }
            [Param("MaxT", "D", Scale = 0.02f)] public partial Parameter Positions { get; }
            [Sub("D", "Heads", Count = 4)] public partial SubList<GptBlock> Blocks { get; }
            [Sub("D")] public partial LayerNorm Norm { get; }

            [return: Shape("N", "T", "V")]
            public Var Logits([Shape("N", "T")] IntVar ids)
            {
                var t = ids.Size(1);
                var x = Gather(Tokens, ids) + Positions[..t];
                foreach (var block in Blocks) x = block.Forward(x);
                return MatMul(Norm.Forward(x), Transpose(Tokens));
            }

            public Var Forward([Shape("N", "T")] IntVar ids, [Shape("N", "T")] IntVar next) => CrossEntropy(Logits(ids), next);
        }
        """;

    private const string ResNet = """
        using System;
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        namespace Papers;

        /// <summary>He et al. 2016: y = relu(F(x) + x), F = bn(conv(relu(bn(conv(x))))).</summary>
        [Layer]
        public sealed partial class BasicBlock
        {
            [Param("C", "C", "3", "3")] public partial Parameter W1 { get; }
            [Param("C", "C", "3", "3")] public partial Parameter W2 { get; }
            [Sub("C")] public partial BatchNorm2D Norm1 { get; }
            [Sub("C")] public partial BatchNorm2D Norm2 { get; }

            [return: Shape("N", "C", "H", "W")]
            public Var Forward([Shape("N", "C", "H", "W")] Var x)
            {
                var y = Relu(Norm1.Forward(Conv2D(x, W1, padding: 1)));
                y = Norm2.Forward(Conv2D(y, W2, padding: 1));
                return Relu(y + x);
            }
        }

        [Layer]
        public sealed partial class DownBlock
        {
            [Param("O", "C", "3", "3")] public partial Parameter W1 { get; }
            [Param("O", "O", "3", "3")] public partial Parameter W2 { get; }
            [Param("O", "C", "1", "1")] public partial Parameter Shortcut { get; }
            [Sub("O")] public partial BatchNorm2D Norm1 { get; }
            [Sub("O")] public partial BatchNorm2D Norm2 { get; }
            [Sub("O")] public partial BatchNorm2D NormShortcut { get; }

            public Var Forward([Shape("N", "C", "H", "W")] Var x)
            {
                var y = Relu(Norm1.Forward(Conv2D(x, W1, stride: 2, padding: 1)));
                y = Norm2.Forward(Conv2D(y, W2, padding: 1));
                return Relu(y + NormShortcut.Forward(Conv2D(x, Shortcut, stride: 2)));
            }
        }

        [Layer]
        public sealed partial class SmallResNet
        {
            [Sub("C", "F", "3")]
            [Set("Padding", 1)]
            public partial NNGen.Layers.Conv2D Stem { get; }
            [Sub("F", Count = 2)] public partial SubList<BasicBlock> Stage1 { get; }
            [Sub("2*F", "F")] public partial DownBlock Down { get; }
            [Sub("2*F", Count = 2)] public partial SubList<BasicBlock> Stage2 { get; }
            [Sub("2*F", "K")] public partial Affine Head { get; }

            [return: Shape("N", "K")]
            public Var Predict([Shape("N", "C", "H", "W")] Var x)
            {
                x = Relu(Stem.Forward(x));
                foreach (var block in Stage1) x = block.Forward(x);
                x = Down.Forward(x);
                foreach (var block in Stage2) x = block.Forward(x);
                return Head.Forward(Mean(Mean(x, -1), -1));
            }

            public Var Forward([Shape("N", "C", "H", "W"), NoGrad] Var x, [Shape("N")] IntVar t) => CrossEntropy(Predict(x), t);
        }
        """;

    private const string Lstm = """
        using System;
        using NNGen;
        using static NNGen.Ops;

        namespace Papers;

        /// <summary>Hochreiter and Schmidhuber 1997 with a forget gate (Gers et al. 2000).</summary>
        [Layer]
        public sealed partial class Lstm
        {
            [Param("I", "4*H")] public partial Parameter Wx { get; }
            [Param("H", "4*H")] public partial Parameter Wh { get; }
            [Param("4*H")] public partial Parameter B { get; }
            [Dim] public partial int H { get; }

            public (Var H, Var C) Forward([Shape("N", "I")] Var x, [Shape("N", "H")] Var h, [Shape("N", "H")] Var c)
            {
                var a = MatMul(x, Wx) + MatMul(h, Wh) + B;
                var f = Sigmoid(a[.., 0..H]);
                var g = Tanh(a[.., H..(2 * H)]);
                var i = Sigmoid(a[.., (2 * H)..(3 * H)]);
                var o = Sigmoid(a[.., (3 * H)..]);
                var next = f * c + g * i;
                return (o * Tanh(next), next);
            }
        }

        /// <summary>Over a sequence whose length is fixed when the layer is made (unrolled).</summary>
        [Layer]
        public sealed partial class SequenceLstm
        {
            [Sub("I", "H")] public partial Lstm Cell { get; }
            [Sub("H", "V")] public partial NNGen.Layers.Affine Output { get; }

            public Var Forward([Shape("N", "12", "I")] Var xs, [Shape("N", "H")] Var h0, [Shape("N", "H")] Var c0, [Shape("N", "12")] IntVar ts)
            {
                var (h, c) = (h0, c0);
                var hs = new Var[12];
                for (int t = 0; t < 12; t++)
                {
                    (h, c) = Cell.Forward(xs[.., t], h, c);
                    hs[t] = h;
                }

                return CrossEntropy(Output.Forward(Stack(1, hs)), ts);
            }
        }
        """;

    private const string Contrastive = """
        using System;
        using NNGen;
        using NNGen.Layers;
        using static NNGen.Ops;

        namespace Papers;

        /// <summary>Radford et al. 2021 (CLIP), figure 3: symmetric cross entropy of cosine similarities.</summary>
        [Layer]
        public sealed partial class ClipLoss
        {
            [Sub("I", "D")] public partial Affine ImageProjection { get; }
            [Sub("J", "D")] public partial Affine TextProjection { get; }
            [Param(Init = Init.Zeros)] public partial Parameter LogTemperature { get; }

            public Var Forward([Shape("N", "I")] Var images, [Shape("N", "J")] Var texts)
            {
                var a = Normalize(ImageProjection.Forward(images));
                var b = Normalize(TextProjection.Forward(texts));
                var logits = MatMul(a, Transpose(b)) * Exp(LogTemperature);
                int n = logits.Size(0);
                var eye = Where(ExpandDims(Arange(n), 1) < Arange(n), 0f, Where(ExpandDims(Arange(n), 1) > Arange(n), 0f, 1f));
                return (CrossEntropy(logits, eye) + CrossEntropy(Transpose(logits), eye)) / 2;
            }

            private static Var Normalize(Var x) => x / Sqrt(Sum(Square(x), -1, keepDims: true) + 1e-12f);
        }

        /// <summary>Chen et al. 2020 (SimCLR), eq. 1: NT-Xent over 2N views.</summary>
        [Layer]
        public sealed partial class NtXent
        {
            [Setting(0.5f)] public partial float Temperature { get; }

            public Var Forward([Shape("N", "D")] Var first, [Shape("N", "D")] Var second)
            {
                var z = Concat(0, first, second);
                z = z / Sqrt(Sum(z * z, 1, keepDims: true));
                var similarity = MatMul(z, Transpose(z)) / Temperature;
                int n = first.Size(0);
                var rows = ExpandDims(Arange(2 * n), 1);
                var columns = Arange(2 * n);
                var self = Where(rows < columns, 0f, Where(rows > columns, 0f, 1f));
                var others = similarity - 1e9f * self;
                var positives = Sum(first / Norm(first) * (second / Norm(second)), 1) / Temperature;
                return Mean(LogSumExp(others, 1) - Concat(0, positives, positives));
            }

            private static Var Norm(Var x) => Sqrt(Sum(x * x, -1, keepDims: true));
        }

        /// <summary>Hadsell, Chopra and LeCun 2006: pairs, y = 1 for alike.</summary>
        [Layer]
        public sealed partial class PairLoss
        {
            [Setting(1f)] public partial float Margin { get; }

            public Var Forward([Shape("N", "D")] Var a, [Shape("N", "D")] Var b, [Shape("N"), NoGrad] Var alike)
            {
                var distance = Sqrt(Sum(Square(a - b), 1) + 1e-9f);
                return Mean(alike * Square(distance) + (1 - alike) * Square(Maximum(Margin - distance, 0)));
            }
        }
        """;
}
