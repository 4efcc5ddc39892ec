using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class GemmTests
{
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Products_of_every_size_and_transposition_are_right(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        int[] sizes = [0, 1, 3, 5, 7, 8, 14, 15, 16, 17, 29, 31, 33, 100];
        foreach (int m in sizes)
        {
            foreach (int n in sizes)
            {
                // Not every depth with every shape: the depth has no borders but 0, 1 and the vectors of a transposition.
                foreach (int k in new[] { 0, 1, sizes[(m + n) % sizes.Length], 33 }) Check(m, n, k);
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Products_deeper_and_higher_than_one_block_are_right(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        Check(9, 37, 2500);
        Check(150, 33, 1030);
        Check(300, 5, 700);
        Check(70, 1, 300);
        Check(1, 70, 300);
        Check(1, 70, 1500);
        Check(600, 70, 530);
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Products_of_rows_that_collide_in_the_cache_are_right(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        Check(20, 130, 1024, pad: 0);
        Check(260, 130, 260, pad: 764);
        Check(40, 150, 256, pad: 0);
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Products_of_a_left_matrix_that_is_turned_first_are_right(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        Check(35, 200, 70);
        Check(61, 193, 1100);
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void The_epilogue_stores_what_it_makes_of_the_product(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int m in new[] { 1, 6, 15, 40 })
        {
            foreach (int n in VectorWidths.Sizes)
            {
                foreach (int k in new[] { 0, 1, 20 })
                {
                    Guarded a = Guarded.Random(m * k, 1), b = Guarded.Random(k * n, 2), bias = Guarded.Random(n, 3), scale = Guarded.Random(m, 4);
                    Guarded y = Guarded.Random(m * n, 5), scattered = new(2 * m * n);
                    scattered.Span.Clear();
                    double[] expected = new double[m * n], spread = new double[2 * m * n];
                    for (int i = 0; i < m * n; i++)
                    {
                        double product = 0;
                        for (int p = 0; p < k; p++) product += (double)a.Span[i / n * k + p] * b.Span[p * n + i % n];
                        expected[i] = 3 * (product + bias.Span[i % n]) * scale.Span[i / n] + y.Span[i];
                        spread[2 * i] = product;
                    }

                    Gemm.Multiply(
                        new Combined(3), m, n, k, a.Block.Matrix(k), b.Block.Matrix(n),
                        y.Block, bias.Block.Strides(0, 1), scale.Block.Strides(1, 0), scattered.Block.Strides(2 * n, 2));
                    y.AssertEquals(expected, 1e-5, $"{m} × {n} × {k}");
                    scattered.AssertEquals(spread, 1e-5, $"scattered, {m} × {n} × {k}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Batches_are_multiplied_one_by_one_and_broadcast(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        (int m, int n, int k) = (5, 9, 4);
        Guarded a = Guarded.Random(3 * m * k, 1), b = Guarded.Random(2 * 3 * n * k, 2), c = new(2 * 3 * m * n);
        double[] expected = new double[c.Span.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            int batch = i / (m * n), row = i / n % m, column = i % n;
            for (int p = 0; p < k; p++) expected[i] += (double)a.Span[batch % 3 * m * k + row * k + p] * b.Span[batch * n * k + column * k + p];
        }

        Gemm.MultiplyBatches([2, 3], [0, m * k], [3 * n * k, n * k], m, n, k, a.Block.Matrix(k), b.Block.Matrix(k).Transposed, c.Block);
        c.AssertEquals(expected, 1e-5, "batches");
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void What_follows_a_batch_of_products_is_done_where_they_are_stored(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((int m, int n) in new[] { (5, 9), (1, 21), (7, 1), (16, 32), (1, 1) })
        {
            const int k = 6;
            Guarded a = Guarded.Random(2 * 3 * m * k, 1), b = Guarded.Random(3 * k * n, 2), y = Guarded.Random(2 * 3 * m * n, 5);
            Guarded bias = Guarded.Random(3 * n, 3), scale = Guarded.Random(2 * m, 4), spread = Guarded.Random(2 * 3 * 2 * m * n, 6);
            double[] expected = new double[y.Span.Length], scattered = new double[spread.Span.Length];
            for (int i = 0; i < expected.Length; i++)
            {
                int batch = i / (m * n), row = i / n % m, column = i % n;
                double product = 0;
                for (int p = 0; p < k; p++) product += (double)a.Span[batch * m * k + row * k + p] * b.Span[batch % 3 * k * n + p * n + column];
                expected[i] = 3 * (product + bias.Span[batch % 3 * n + column]) * scale.Span[batch / 3 * m + row] + y.Span[i];
                (scattered[2 * i], scattered[2 * i + 1]) = (product, spread.Span[2 * i + 1]);
            }

            Gemm.MultiplyBatches(
                new Combined(3), [2, 3], [3 * m * k, m * k], [0, k * n], m, n, k, a.Block.Matrix(k), b.Block.Matrix(n),
                y.Block, bias.Block.Strides(0, n, 0, 1), scale.Block.Strides(m, 0, 1, 0), spread.Block.Strides(3 * 2 * m * n, 2 * m * n, 2 * n, 2));
            y.AssertEquals(expected, 1e-5, $"{m} × {n}");
            spread.AssertEquals(scattered, 1e-5, $"scattered, {m} × {n}");
        }
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_refused()
    {
        Guarded six = new(6), twelve = new(12);
        Assert.Contains("a is 2 × 3", Assert.Throws<ArgumentException>(() => Gemm.MultiplyBatches([3], [6], [0], 2, 2, 3, six.Block.Matrix(3), six.Block.Matrix(2), twelve.Block)).Message, StringComparison.Ordinal);
        Assert.Contains("b is 3 × 2", Assert.Throws<ArgumentException>(() => Gemm.MultiplyBatches([3], [0], [1], 2, 2, 3, six.Block.Matrix(3), six.Block.Matrix(2), twelve.Block)).Message, StringComparison.Ordinal);
        Assert.Contains("Operand 0 needs 16", Assert.Throws<ArgumentException>(() => Gemm.MultiplyBatches([4], [0], [0], 2, 2, 3, six.Block.Matrix(3), six.Block.Matrix(2), twelve.Block)).Message, StringComparison.Ordinal);
        Assert.Contains("1 batch extents, 0 strides of a", Assert.Throws<ArgumentException>(() => Gemm.MultiplyBatches([4], [], [0], 2, 2, 3, six.Block.Matrix(3), six.Block.Matrix(2), twelve.Block)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_that_does_not_fit_is_named()
    {
        Guarded six = new(6), five = new(5);
        Assert.Contains("a is 2 × 3", Thrown(five.Block.Matrix(3), six.Block.Matrix(2), six.Block), StringComparison.Ordinal);
        Assert.Contains("b is 3 × 2, transposed", Thrown(six.Block.Matrix(3), six.Block.Matrix(2).Transposed, six.Block), StringComparison.Ordinal);
        Assert.Contains("Operand 0 needs 4", Thrown(six.Block.Matrix(3), six.Block.Matrix(2), new Guarded(3).Block), StringComparison.Ordinal);

        static string Thrown(Matrix a, Matrix b, Block c) => Assert.Throws<ArgumentException>(() => Gemm.Multiply(2, 2, 3, a, b, c)).Message;
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void A_call_allocates_nothing(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        // Variables, since a span of constants is allocated where this assembly is not optimized.
        (int zero, int two, int size) = (0, 2, 200);
        Guarded a = Guarded.Random(400, 1), b = Guarded.Random(400, 2), c = new(400);
        Guarded wide = Guarded.Random(20 * 1024, 1), tall = Guarded.Random(1024 * 130, 2), product = new(20 * 130);
        for (int call = 0; call < 3; call++) Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call()
        {
            Gemm.Multiply(20, 20, 20, a.Block.Matrix(20).Transposed, b.Block.Matrix(20).Transposed, c.Block);
            Gemm.Multiply(20, 130, 1024, wide.Block.Matrix(1024), tall.Block.Matrix(130), product.Block);
            Gemm.MultiplyBatches([two], [zero], [size], 10, 20, 10, a.Block.Matrix(10), b.Block.Matrix(20), c.Block);
        }
    }

    private static void Check(int m, int n, int k, int pad = 3)
    {
        for (int transpositions = 0; transpositions < 4; transpositions++)
        {
            bool aTransposed = (transpositions & 1) != 0, bTransposed = (transpositions & 2) != 0;
            (int aRows, int aWidth) = aTransposed ? (k, m) : (m, k);
            (int bRows, int bWidth) = bTransposed ? (n, k) : (k, n);
            Guarded a = Guarded.Random(aRows * (aWidth + pad), 1), b = Guarded.Random(bRows * (bWidth + pad), 2), c = new(m * n);
            double[] expected = new double[m * n];
            float[] left = a.Span.ToArray(), right = b.Span.ToArray();
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double sum = 0;
                    for (int p = 0; p < k; p++)
                        sum += (double)left[aTransposed ? p * (aWidth + pad) + i : i * (aWidth + pad) + p] * right[bTransposed ? j * (bWidth + pad) + p : p * (bWidth + pad) + j];
                    expected[i * n + j] = sum;
                }
            }

            Matrix x = a.Block.Matrix(aWidth + pad), y = b.Block.Matrix(bWidth + pad);
            Gemm.Multiply(m, n, k, aTransposed ? x.Transposed : x, bTransposed ? y.Transposed : y, c.Block);
            c.AssertEquals(expected, k > 500 ? 2e-4 : 3e-5, $"{m} × {n} × {k}, a {(aTransposed ? "transposed" : "plain")}, b {(bTransposed ? "transposed" : "plain")}");
        }
    }

    private readonly struct Combined(float factor) : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V product, Lanes<V> at) where V : struct, IVec<V>
        {
            at.Store(3, product);
            at.Store(0, V.Broadcast(factor) * (product + at.Load(1)) * at.Load(2) + at.Load(0));
        }
    }
}
