using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class BatchLanesTests
{
    private const int Inputs = 3;
    private const int Outputs = 10;

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Every_sample_of_every_batch_is_computed_and_nothing_else(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int samples in Enumerable.Range(0, 41).Append(4096).Append(4099))
        {
            Guarded x = Guarded.Random(samples * Inputs, 1), w = Guarded.Random(Inputs * Outputs, 2), y = new(samples * Outputs);
            Guarded kept = new((samples + 15) / 16 * 16 * Outputs), gradient = new(Inputs * Outputs), total = new(1);
            BatchLanes.Run(new Product(), samples, 0, x.Block.Rows(Inputs), w.Block.Weights(Inputs * Outputs), y.Block.Results(Outputs), kept.Block.Groups(Outputs));
            BatchLanes.Run(new Gradient(), samples, 1, x.Block.Rows(Inputs), kept.Block.Groups(Outputs), gradient.Block.Totals(Inputs * Outputs), total.Block.Totals(1));

            double[] products = new double[samples * Outputs], gradients = new double[Inputs * Outputs], sum = new double[1];
            for (int n = 0; n < samples; n++)
            {
                for (int j = 0; j < Outputs; j++)
                {
                    for (int i = 0; i < Inputs; i++) products[n * Outputs + j] += (double)x.Span[n * Inputs + i] * w.Span[i * Outputs + j];
                    for (int i = 0; i < Inputs; i++) gradients[i * Outputs + j] += x.Span[n * Inputs + i] * products[n * Outputs + j];
                    sum[0] += products[n * Outputs + j];
                }
            }

            y.AssertEquals(products, 1e-5, $"{samples} samples");
            Guarded one = new(samples * Outputs);
            BatchLanes.Run(new LongProduct(), samples, 0, x.Block.Rows(Inputs), w.Block.Weights(Inputs * Outputs), one.Block.Results(Outputs), kept.Block.Groups(Outputs));
            one.AssertEquals(products, 1e-5, $"{samples} samples, a group at a time");
            gradient.AssertEquals(gradients, 1e-4, $"the gradient of {samples} samples");
            total.AssertEquals(sum, 1e-3, $"the sum over {samples} samples");
            x.AssertCanariesAlive();
            kept.AssertCanariesAlive();
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void The_sums_over_a_large_batch_are_the_same_for_any_number_of_threads_and_lose_nothing(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        const int Samples = 100_003;
        Guarded x = Guarded.Random(Samples, 1), total = new(2);
        x.Span.Fill(0.1f);
        int before = Workers.Count;
        float[][] results = new float[3][];
        try
        {
            for (int i = 0; i < results.Length; i++)
            {
                Workers.Count = i + 1;
                BatchLanes.Run(new Sums(), Samples, 0, x.Block.Rows(1), total.Block.Totals(2));
                results[i] = total.Span.ToArray();
            }
        }
        finally
        {
            Workers.Count = before;
        }

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
        total.AssertEquals([Samples * (double)0.1f, Samples * (double)0.1f * 0.1f], 1e-4, "sums of 100,003 equal terms");
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void What_lanes_without_a_sample_hold_is_in_no_sum(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int samples in new[] { 1, 5, 17, 31 })
        {
            Guarded x = Guarded.Random(samples, 1), total = new(1), each = new(1), squares = new(1);
            foreach (ref float value in x.Span) value = 1 + Math.Abs(value);
            BatchLanes.Run(new Reciprocals(), samples, 1, x.Block.Rows(1), total.Block.Totals(1), each.Block.Totals(1), squares.Block.Totals(1));
            double sum = 0, sumOfSquares = 0;
            foreach (float value in x.Span)
            {
                sum += 1.0 / value;
                sumOfSquares += 1.0 / value / value;
            }

            total.AssertEquals([sum], 1e-5, $"{samples} reciprocals: the other lanes hold 1 / 0");
            each.AssertEquals([sum], 1e-5, $"{samples} reciprocals, added element by element");
            squares.AssertEquals([sumOfSquares], 1e-5, $"{samples} reciprocals times themselves");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Sums_of_any_number_of_elements_and_products_are_found(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        for (int count = 1; count <= 9; count++)
        {
            const int Samples = 43;
            Guarded x = Guarded.Random(Samples * 5, count), y = Guarded.Random(Samples * count, 20 + count), sums = new(count), products = new(5 * count), transposed = new(5 * count);
            BatchLanes.Run(new AnyNumber(count), Samples, 0, x.Block.Rows(5), y.Block.Rows(count), sums.Block.Totals(count), products.Block.Totals(5 * count), transposed.Block.Totals(5 * count));
            double[] sum = new double[count], product = new double[5 * count], other = new double[5 * count];
            for (int n = 0; n < Samples; n++)
            {
                for (int j = 0; j < count; j++)
                {
                    double term = y.Span[n * count + j];
                    sum[j] += term;
                    for (int i = 0; i < 5; i++)
                    {
                        product[i * count + j] += term * x.Span[n * 5 + i];
                        other[j * 5 + i] += term * x.Span[n * 5 + i];
                    }
                }
            }

            sums.AssertEquals(sum, 1e-5, $"{count} sums");
            products.AssertEquals(product, 1e-5, $"5 x {count} products");
            transposed.AssertEquals(other, 1e-5, $"{count} x 5 products");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Softmax_and_cross_entropy_of_samples_agree_with_those_of_rows(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int classes in new[] { 1, 2, 3, 10, 17 })
        {
            const int Samples = 21;
            Guarded x = Guarded.Random(Samples * classes, classes, scale: 40), y = new(Samples * classes), logarithms = new(Samples * classes), dx = new(Samples * classes), losses = new(2);
            int[] labels = GC.AllocateArray<int>(Samples, pinned: true);
            for (int n = 0; n < Samples; n++) labels[n] = n * 7 % classes;
            var t = new IntBlock(labels, Samples);
            BatchLanes.Run(new Scores(classes), Samples, classes, x.Block.Rows(classes), t.Rows(1), y.Block.Results(classes), logarithms.Block.Results(classes), dx.Block.Results(classes), losses.Block.Totals(2));

            Guarded rowsY = new(Samples * classes), rowsLogarithms = new(Samples * classes), rowsDx = new(Samples * classes), loss = new(1);
            CrossEntropy.OfLabels(Samples, classes, x.Block, t, loss.Block, rowsY.Block);
            CrossEntropy.OfLabelsGradient(Samples, classes, rowsY.Block, t, 3, rowsDx.Block);
            Softmax.Log(Samples, classes, 1, x.Block, rowsLogarithms.Block);
            y.AssertEquals(Doubles(rowsY), 1e-6, $"softmax of {classes}");
            logarithms.AssertEquals(Doubles(rowsLogarithms), 1e-6, $"log softmax of {classes}");
            dx.AssertEquals(Doubles(rowsDx), 1e-6, $"gradient of {classes}");
            losses.AssertEquals([Samples * (double)loss.Span[0], Samples * (double)loss.Span[0]], 1e-5, $"loss of {classes}");
        }

        static double[] Doubles(Guarded values) => [.. values.Span.ToArray().Select(value => (double)value)];
    }

    [Fact]
    public void A_block_that_is_too_short_is_refused_before_anything_is_written()
    {
        Guarded x = Guarded.Random(20 * Inputs, 1), w = Guarded.Random(Inputs * Outputs, 2), y = new(20 * Outputs), kept = new(32 * Outputs);
        void Run(Block input, Block weights, Block result, Block groups, int samples = 20)
            => BatchLanes.Run(new Product(), samples, 0, input.Rows(Inputs), weights.Weights(Inputs * Outputs), result.Results(Outputs), groups.Groups(Outputs));

        Run(x.Block, w.Block, y.Block, kept.Block);
        float[] before = y.Span.ToArray();
        Assert.Contains("Operand 0 needs 63 elements", Assert.Throws<ArgumentException>(() => Run(x.Block, w.Block, y.Block, kept.Block, 21)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Run(x.Block, w.Block.Slice(1, w.Block.Length - 1), y.Block, kept.Block));
        Assert.Throws<ArgumentException>(() => Run(x.Block, w.Block, y.Block.Slice(1, y.Block.Length - 1), kept.Block));
        Assert.Throws<ArgumentException>(() => Run(x.Block, w.Block, y.Block, kept.Block.Slice(1, kept.Block.Length - 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(x.Block, w.Block, y.Block, kept.Block, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Block.Rows(0));
        Assert.Equal(before, y.Span.ToArray());
    }

    private readonly struct Product : IBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            Samples<V> x = at.Samples(0), y = at.Samples(2), kept = at.Samples(3);
            Weights<V> w = at.Weights(1);
            for (int j = 0; j < Outputs; j++)
            {
                V product = x.Dot(Inputs, w, j, Outputs);
                y[j] = product;
                kept[j] = product;
            }
        }
    }

    private readonly struct Gradient : IBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            Samples<V> x = at.Samples(0), y = at.Samples(1), sum = at.Local(0);
            Totals<V> gradient = at.Totals(2), total = at.Totals(3);
            sum[0] = V.Zero;
            gradient.AddProducts(x, Inputs, y, Outputs);
            for (int j = 0; j < Outputs; j++) sum[0] += y[j];
            total.Add(0, sum[0]);
        }
    }

    private readonly struct Sums : IBatchKernel
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            at.Totals(1).Add(0, at.Samples(0)[0]);
            at.Totals(1).Add(1, at.Samples(0)[0] * at.Samples(0)[0]);
        }
    }

    private readonly struct Reciprocals : IBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            Samples<V> reciprocal = at.Local(0);
            reciprocal[0] = V.One / at.Samples(0)[0];
            at.Totals(1).Add(0, reciprocal[0]);
            at.Totals(2).AddEach(reciprocal, 1);
            at.Totals(3).AddProducts(reciprocal, 1, reciprocal, 1);
        }
    }

    private readonly struct AnyNumber(int count) : IBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            Samples<V> x = at.Samples(0), y = at.Samples(1);
            at.Totals(2).AddEach(y, count);
            at.Totals(3).AddProducts(x, 5, y, count);
            at.Totals(4).AddProducts(y, count, x, 5);
        }
    }

    /// <summary>The same as <see cref="Product"/>, said to be too long for vectors of two registers.</summary>
    private readonly struct LongProduct : ILongBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V> => default(Product).Apply(at);
    }

    private readonly struct Scores(int classes) : IBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            Samples<V> x = at.Samples(0), t = at.Samples(1), y = at.Samples(2), logarithms = at.Samples(3), dx = at.Samples(4), again = at.Local(0);
            at.Totals(5).Add(0, LaneScores.CrossEntropy(x, classes, t));
            at.Totals(5).Add(1, LaneScores.CrossEntropy(x, classes, t, again));
            LaneScores.Softmax(x, classes, y);
            LaneScores.LogSoftmax(x, classes, logarithms);
            LaneScores.CrossEntropyGradient(again, classes, t, V.Broadcast(3f / 21), dx);
        }
    }
}
