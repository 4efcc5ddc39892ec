using System.Numerics.Tensors;
using NNGen.Layers;

namespace NNGen.Runtime.Tests.Layers;

/// <summary>
/// The layers for sequences, as they run, against the formulas of their papers, written out here element by element in double precision,
/// and their gradients against central differences of those.
/// </summary>
public sealed class SequenceLayerValueTests
{
    private const int N = 2;

    /// <summary>i, f and o are logistic, g is tanh; c' = f·c + i·g and h' = o·tanh(c'): Gers, Schmidhuber and Cummins 2000, without peepholes.</summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(0f)]
    public void LstmCell_is_the_memory_of_its_paper(float remembering)
    {
        const int I = 3, H = 2;
        var cell = new LstmCell(I, H, remembering, seed: 1);
        double[][] at = [Numbers(N * I, 1), Numbers(N * H, 2), Numbers(N * H, 3), .. Load(cell, 4)];
        (Tensor<float> state, Tensor<float> kept) = cell.Forward(Of(at[0], N, I), Of(at[1], N, H), Of(at[2], N, H));
        double[] weights = Numbers(2 * N * H, 9);
        var (dx, dh, dc) = cell.Backward(Of(weights[..(N * H)], N, H), Of(weights[(N * H)..], N, H));
        Agrees(Formula, at, [.. state, .. kept], weights, [[.. dx], [.. dh], [.. dc]], cell);

        double[] Formula(double[][] v)
        {
            (double[] x, double[] h, double[] c, double[] wx, double[] wh, double[] b) = (v[0], v[1], v[2], v[3], v[4], v[5]);
            double[] result = new double[2 * N * H];
            for (int n = 0; n < N; n++)
            {
                for (int j = 0; j < H; j++)
                {
                    double Gate(int gate)
                    {
                        double sum = b[gate * H + j];
                        for (int k = 0; k < I; k++) sum += x[n * I + k] * wx[k * 4 * H + gate * H + j];
                        for (int k = 0; k < H; k++) sum += h[n * H + k] * wh[k * 4 * H + gate * H + j];
                        return sum;
                    }

                    double next = Logistic(Gate(1) + remembering) * c[n * H + j] + Logistic(Gate(0)) * Math.Tanh(Gate(2));
                    result[n * H + j] = Logistic(Gate(3)) * Math.Tanh(next);
                    result[N * H + n * H + j] = next;
                }
            }

            return result;
        }
    }

    /// <summary>r and z are logistic, the candidate is tanh(xn + r·hn), and h' = (1 − z)·candidate + z·h, as PyTorch's GRUCell documents it.</summary>
    [Fact]
    public void GruCell_is_the_gated_unit_with_the_reset_behind_the_product()
    {
        const int I = 3, H = 2;
        var cell = new GruCell(I, H, seed: 1);
        double[][] at = [Numbers(N * I, 1), Numbers(N * H, 2), .. Load(cell, 4)];
        Tensor<float> state = cell.Forward(Of(at[0], N, I), Of(at[1], N, H));
        double[] weights = Numbers(N * H, 9);
        var (dx, dh) = cell.Backward(Of(weights, N, H));
        Agrees(Formula, at, [.. state], weights, [[.. dx], [.. dh]], cell);

        static double[] Formula(double[][] v)
        {
            (double[] x, double[] h, double[] wx, double[] wh, double[] bx, double[] bh) = (v[0], v[1], v[2], v[3], v[4], v[5]);
            double[] result = new double[N * H];
            for (int n = 0; n < N; n++)
            {
                for (int j = 0; j < H; j++)
                {
                    double OfInput(int gate)
                    {
                        double sum = bx[gate * H + j];
                        for (int k = 0; k < I; k++) sum += x[n * I + k] * wx[k * 3 * H + gate * H + j];
                        return sum;
                    }

                    double OfState(int gate)
                    {
                        double sum = bh[gate * H + j];
                        for (int k = 0; k < H; k++) sum += h[n * H + k] * wh[k * 3 * H + gate * H + j];
                        return sum;
                    }

                    double r = Logistic(OfInput(0) + OfState(0)), z = Logistic(OfInput(1) + OfState(1));
                    result[n * H + j] = (1 - z) * Math.Tanh(OfInput(2) + r * OfState(2)) + z * h[n * H + j];
                }
            }

            return result;
        }
    }

    /// <summary>Row 2 is chosen twice and row 1 never: its gradient is zero, and that of row 2 the sum of both.</summary>
    [Fact]
    public void Embedding_gives_the_rows_of_its_table_and_adds_up_their_gradients()
    {
        var layer = new Embedding(V: 4, D: 2, seed: 1);
        layer.Table.Load(1, 2, 3, 4, 5, 6, 7, 8);
        Tensor<float> rows = layer.Forward(Tensor.Create([2, 0, 2, 3], [2, 2]));
        Assert.Equal([2, 2, 2], rows.Lengths.ToArray());
        Assert.Equal([5, 6, 1, 2, 5, 6, 7, 8], [.. rows]);
        layer.Backward(Of([1, 10, 2, 20, 4, 40, 8, 80], 2, 2, 2));
        Assert.Equal([2, 20, 0, 0, 5, 50, 8, 80], Flat(layer.Table.Grad));
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => layer.Infer(Tensor.Create([0, 4], [2])));
        Assert.StartsWith("Embedding.Infer: row 1: id 4 is not in 0..3.", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Vaswani et al. 2017, equation 1 in each head, with what comes later left out where it is causal: its share is 0, exactly.</summary>
    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void MultiHeadAttention_is_the_attention_of_its_paper(float causal)
    {
        const int T = 3, D = 4, Heads = 2;
        var layer = new MultiHeadAttention(D, Heads, causal, seed: 1);
        double[][] at = [Numbers(N * T * D, 1), .. Load(layer, 4)];
        Tensor<float> y = layer.Forward(Of(at[0], N, T, D));
        double[] weights = Numbers(N * T * D, 9);
        Tensor<float> dx = layer.Backward(Of(weights, N, T, D));
        Agrees(v => Attention(v, T, D, Heads, causal > 0), at, [.. y], weights, [[.. dx]], layer);
    }

    /// <summary>x + attention(norm(x)), and to it the two layers of its norm, with x·Φ(x) between them.</summary>
    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void TransformerBlock_is_the_block_of_its_paper(float causal)
    {
        const int T = 3, D = 4, Heads = 2;
        var layer = new TransformerBlock(D, Heads, causal, seed: 1);
        double[][] at = [Numbers(N * T * D, 1), .. Load(layer, 4)];
        Assert.Equal(
            "BeforeAttention.Gain BeforeAttention.Bias Attention.Query.W Attention.Query.B Attention.Key.W Attention.Value.W Attention.Value.B Attention.Output.W Attention.Output.B BeforeLayers.Gain BeforeLayers.Bias Up.W Up.B Down.W Down.B",
            string.Join(" ", layer.Params.Select(parameter => parameter.Name)));
        Tensor<float> y = layer.Forward(Of(at[0], N, T, D));
        double[] weights = Numbers(N * T * D, 9);
        Tensor<float> dx = layer.Backward(Of(weights, N, T, D));
        Agrees(Formula, at, [.. y], weights, [[.. dx]], layer);

        double[] Formula(double[][] v)
        {
            double[] mixed = Sum(v[0], Attention([Normalised(v[0], v[1], v[2]), .. v[3..10]], T, D, Heads, causal > 0));
            double[] wide = [.. Affine(Normalised(mixed, v[10], v[11]), v[12], v[13]).Select(value => value * Normal(value))];
            return Sum(mixed, Affine(wide, v[14], v[15]));
        }
    }

    /// <summary>Of x and the parameters Query.W, Query.B, Key.W, Value.W, Value.B, Output.W, Output.B.</summary>
    private static double[] Attention(double[][] v, int length, int width, int heads, bool causal)
    {
        double[] q = Affine(v[0], v[1], v[2]), k = Affine(v[0], v[3], new double[width]), values = Affine(v[0], v[4], v[5]), joined = new double[v[0].Length];
        int size = width / heads;
        for (int n = 0; n < N; n++)
        {
            for (int head = 0; head < heads; head++)
            {
                for (int t = 0; t < length; t++)
                {
                    int seen = causal ? t + 1 : length;
                    double[] shares = new double[seen];
                    for (int s = 0; s < seen; s++)
                    {
                        double score = 0;
                        for (int d = 0; d < size; d++) score += q[At(n, t, head, d)] * k[At(n, s, head, d)];
                        shares[s] = Math.Exp(score / Math.Sqrt(size));
                    }

                    double all = shares.Sum();
                    for (int s = 0; s < seen; s++)
                        for (int d = 0; d < size; d++) joined[At(n, t, head, d)] += shares[s] / all * values[At(n, s, head, d)];
                }
            }
        }

        return Affine(joined, v[6], v[7]);

        int At(int n, int t, int head, int d) => (n * length + t) * width + head * size + d;
    }

    private static double[] Affine(double[] x, double[] w, double[] b)
    {
        int outputs = b.Length, inputs = w.Length / outputs;
        double[] y = new double[x.Length / inputs * outputs];
        for (int i = 0; i < y.Length; i++)
        {
            (int row, int o) = (i / outputs, i % outputs);
            y[i] = b[o];
            for (int k = 0; k < inputs; k++) y[i] += x[row * inputs + k] * w[k * outputs + o];
        }

        return y;
    }

    private static double[] Normalised(double[] x, double[] gain, double[] bias)
    {
        int width = gain.Length;
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double[] row = x[(i / width * width)..((i / width + 1) * width)];
            double mean = row.Average(), variance = row.Average(value => (value - mean) * (value - mean));
            y[i] = (x[i] - mean) / Math.Sqrt(variance + 1e-5f) * gain[i % width] + bias[i % width];
        }

        return y;
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>Φ(x) by its series: 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …).</summary>
    private static double Normal(double x)
    {
        double term = x, sum = x;
        for (int n = 3; Math.Abs(term) > 1e-18; n += 2) sum += term *= x * x / n;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>Holds a result against the formula, and every gradient of the results' sum, weighted, against central differences of it.</summary>
    private static void Agrees(Func<double[][], double[]> formula, double[][] at, float[] result, double[] weights, float[][] gradients, ILayer layer)
    {
        double[] expected = formula(at);
        Assert.Equal(expected.Length, result.Length);
        for (int i = 0; i < result.Length; i++) Assert.True(Math.Abs(result[i] - expected[i]) < 1e-5, $"At {i}: {result[i]} should be {expected[i]}.");

        double Loss() => formula(at).Zip(weights, (y, weight) => y * weight).Sum();
        float[][] all = [.. gradients, .. layer.Params.Select(parameter => Flat(parameter.Grad))];
        Assert.Equal(at.Length, all.Length);
        for (int tensor = 0; tensor < all.Length; tensor++)
        {
            Assert.Equal(at[tensor].Length, all[tensor].Length);
            for (int i = 0; i < all[tensor].Length; i++)
            {
                const double Step = 1e-5;
                double value = at[tensor][i];
                at[tensor][i] = value + Step;
                double above = Loss();
                at[tensor][i] = value - Step;
                double slope = (above - Loss()) / (2 * Step);
                at[tensor][i] = value;
                Assert.True(Math.Abs(all[tensor][i] - slope) < 2e-5 * Math.Max(1, Math.Abs(slope)), $"The gradient of tensor {tensor} at {i} is {all[tensor][i]}, but should be {slope}.");
            }
        }
    }

    /// <summary>Fills every parameter, and gives the values.</summary>
    private static double[][] Load(ILayer layer, int seed)
    {
        var values = new List<double[]>();
        foreach (Parameter parameter in layer.Params)
        {
            values.Add(Numbers(parameter.Shape.Size, seed + values.Count));
            parameter.Load([.. values[^1].Select(value => (float)value)]);
        }

        return [.. values];
    }

    /// <summary>Numbers between −1 and 1 that a float holds exactly, without a pattern that a mistake could follow.</summary>
    private static double[] Numbers(int count, int seed) => [.. Enumerable.Range(1, count).Select(i => (double)(float)Math.Sin(i * (1.37 + seed) + 2.5 * seed))];

    private static Tensor<float> Of(double[] values, params nint[] lengths) => Tensor.Create([.. values.Select(value => (float)value)], lengths);

    private static float[] Flat(TensorSpan<float> span)
    {
        float[] values = new float[(int)span.FlattenedLength];
        span.FlattenTo(values);
        return values;
    }
}
