using System.Diagnostics;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>The threads that compute: every chunk once, the same bits, no garbage, no noise.</summary>
[Collection(nameof(VectorWidths))]
public sealed class WorkersTests : IDisposable
{
    private readonly int _count = Workers.Count;

    public void Dispose() => Workers.Count = _count;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_chunk_runs_once(int workers)
    {
        Workers.Count = workers;
        int[] runs = new int[500];
        for (int job = 1; job <= 2000; job++) Workers.Run(new Counting(runs), job % runs.Length);
        int[] expected = new int[runs.Length];
        for (int job = 1; job <= 2000; job++)
            for (int chunk = 0; chunk < job % runs.Length; chunk++) expected[chunk]++;
        Assert.Equal(expected, runs);
    }

    [Fact]
    public void Others_do_take_part()
    {
        Workers.Count = 2;
        var threads = new HashSet<int>();
        for (int job = 0; job < 1000 && threads.Count < 2; job++) Workers.Run(new Waiting(threads), 8);
        Assert.Equal(2, threads.Count);
    }

    [Fact]
    public void An_exception_comes_out_after_the_other_chunks_and_the_next_job_runs()
    {
        Workers.Count = 2;
        for (int trial = 0; trial < 50; trial++)
        {
            int[] runs = new int[20];
            var error = Assert.Throws<InvalidOperationException>(() => Workers.Run(new Failing(runs), runs.Length));
            Assert.Equal("chunk 7", error.Message);
            Assert.All(runs, count => Assert.Equal(1, count));
            Workers.Run(new Counting(runs), runs.Length);
            Assert.All(runs, count => Assert.Equal(2, count));
        }
    }

    [Fact]
    public void Callers_at_the_same_time_and_in_the_thread_pool_and_within_a_chunk_get_what_is_theirs()
    {
        Workers.Count = 3;
        Parallel.For(0, 8, caller =>
        {
            for (int job = 0; job < 200; job++)
            {
                int[] runs = new int[30];
                Workers.Run(new Nested(runs), 3);
                Assert.All(runs, count => Assert.Equal(1, count));
            }
        });
    }

    [Fact]
    public void The_number_may_be_changed_at_any_time()
    {
        int[] runs = new int[40];
        for (int i = 0; i < 60; i++)
        {
            Workers.Count = 1 + i % 4;
            Workers.Run(new Counting(runs), runs.Length);
        }

        Assert.All(runs, count => Assert.Equal(60, count));
        Assert.StartsWith("Workers.Count should be between 1 and 1024, but is 0.", Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Count = 0).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Count = 1025);
    }

    [Fact]
    public void Who_has_nothing_to_do_sleeps()
    {
        Workers.Count = 4;
        int[] runs = new int[40];
        Workers.Run(new Counting(runs), runs.Length);
        Thread.Sleep(100);
        var own = Process.GetCurrentProcess();
        TimeSpan before = own.TotalProcessorTime;
        Thread.Sleep(300);
        own.Refresh();

        // Three that spun would take 900 ms on enough processors, and 300 ms on one.
        Assert.True((own.TotalProcessorTime - before).TotalMilliseconds < 200, $"{(own.TotalProcessorTime - before).TotalMilliseconds} ms were used in 300 ms without work.");
        Workers.Run(new Counting(runs), runs.Length);
        Assert.All(runs, count => Assert.Equal(2, count));
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Products_are_the_same_to_the_bit(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((int batch, int m, int n, int k) in new[] { (1, 100, 100, 90), (1, 301, 65, 70), (1, 17, 500, 64), (1, 784, 10, 100), (1, 1, 900, 700), (1, 700, 1, 700), (7, 40, 33, 50), (40, 20, 20, 30), (3, 130, 70, 1100), (1, 130, 140, 1024), (2, 0, 5, 5) })
        {
            foreach (bool transposed in new[] { false, true })
            {
                Guarded a = Guarded.Random(batch * m * k, 1), b = Guarded.Random(batch * k * n, 2), bias = Guarded.Random(n, 3), c = new(batch * m * n);
                float[]? expected = null;
                foreach (int workers in new[] { 1, 2, 3, 4 })
                {
                    Workers.Count = workers;
                    c.Span.Fill(float.NaN);
                    Matrix left = transposed ? a.Block.Matrix(m).Transposed : a.Block.Matrix(k), right = transposed ? b.Block.Matrix(k).Transposed : b.Block.Matrix(n);
                    Gemm.MultiplyBatches(new Biased(), [batch], [m * k], [k * n], m, n, k, left, right, bias.Block.Strides(0, 0, 1), c.Block);
                    expected ??= c.Span.ToArray();
                    Assert.True(c.Span.SequenceEqual(expected), $"{batch} of {m} × {n} × {k} with {workers} workers{(transposed ? ", transposed" : "")}");
                }

                Assert.DoesNotContain(float.NaN, expected!);
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Passes_are_the_same_to_the_bit_and_leave_no_element_out(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int[] extents in new int[][] { [100_003], [3, 40_001], [700, 77], [2, 300, 111], [16383], [50_000, 1] })
        {
            int[] strides = new int[extents.Length], rows = new int[extents.Length];
            (strides[^1], rows[0]) = (1, 1);
            int total = 1;
            foreach (int extent in extents) total *= extent;
            Guarded x = Guarded.Random(total, 1), row = Guarded.Random(extents[^1], 2), column = Guarded.Random(extents[0], 3), y = new(total);
            float[]? expected = null;
            foreach (int workers in new[] { 1, 2, 4 })
            {
                Workers.Count = workers;
                y.Span.Fill(float.NaN);
                Map.Run(new Mixed(), extents, x.Block, row.Block.Strides(strides), column.Block.Strides(rows), y.Block);
                expected ??= y.Span.ToArray();
                Assert.True(y.Span.SequenceEqual(expected), $"({string.Join(", ", extents)}) with {workers} workers");
            }

            for (int i = 0; i < total; i++)
                Assert.True(Math.Abs(expected![i] - (x.Span[i] * row.Span[i % extents[^1]] + column.Span[i / (total / extents[0])])) < 1e-6, $"element {i} of ({string.Join(", ", extents)})");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Reductions_and_softmax_are_the_same_to_the_bit(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((int outer, int axis, int inner) in new[] { (1, 500, 333), (700, 90, 1), (3, 300, 77), (1, 70_000, 1), (40, 40, 40), (2, 3, 9000) })
        {
            Guarded x = Guarded.Random(outer * axis * inner, 1), sums = new(outer * inner), y = new(outer * axis * inner), logs = new(outer * inner);
            float[]? expected = null;
            foreach (int workers in new[] { 1, 2, 3, 4 })
            {
                Workers.Count = workers;
                foreach (Guarded result in new[] { sums, y, logs }) result.Span.Fill(float.NaN);
                Reduce.Sum(new Identity(), outer, axis, inner, sums.Block, x.Block);
                Softmax.Run(outer, axis, inner, x.Block, y.Block);
                Softmax.LogSumExp(outer, axis, inner, x.Block, logs.Block);
                float[] actual = [.. sums.Span, .. y.Span, .. logs.Span];
                expected ??= actual;
                Assert.True(actual.AsSpan().SequenceEqual(expected), $"({outer}, {axis}, {inner}) with {workers} workers");
            }

            Assert.DoesNotContain(float.NaN, expected!);
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void What_is_moved_is_the_same_to_the_bit_and_nothing_is_left_out(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((int outer, int axis, int inner) in new[] { (1, 500, 333), (700, 90, 3), (3, 300, 77), (1, 1, 70_000), (70_000, 1, 1), (40, 40, 40), (2, 3, 9000) })
        {
            int count = outer * axis * inner;
            Guarded x = Guarded.Random(count, 1), other = Guarded.Random(outer * inner, 2);
            var calls = new (string Name, int Results, Action<Block> Run)[]
            {
                ("Permute", count, y => Permute.Run([outer, axis, inner], [2, 0, 1], x.Block, y)),
                ("Permute of the first two", count, y => Permute.Run([outer, axis, inner], [1, 0, 2], x.Block, y)),
                ("Transpose", count, y => Transpose.Run(outer, axis, inner, x.Block, y)),
                ("Slice", outer * ((axis + 1) / 2) * inner, y => Slice.Run(outer, axis, inner, axis / 2, (axis + 1) / 2, x.Block, y)),
                ("Concat", count + outer * inner, y => Concat.Run(outer, [axis * inner, inner], y, x.Block, other.Block)),
                ("Pad", outer * (axis + 5) * inner, y => Pad.Run(outer, axis, inner, 2, 3, 1.5f, x.Block, y)),
            };
            foreach ((string name, int results, Action<Block> run) in calls) AssertSameBits(results, run, $"{name} of ({outer}, {axis}, {inner})");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Rows_that_are_looked_up_and_losses_are_the_same_to_the_bit(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((int rows, int classes) in new[] { (700, 90), (3, 40_000), (40_000, 3), (5000, 17), (1, 70_000) })
        {
            var random = new Random(7);
            int[] numbers = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))], ids = [.. Enumerable.Range(0, 900).Select(_ => random.Next(rows))];
            IntBlock labels = new(numbers, rows), at = new(ids, ids.Length);
            Guarded x = Guarded.Random(rows * classes, 1), t = Guarded.Random(rows * classes, 2);
            var calls = new (string Name, int Results, Action<Block> Run)[]
            {
                ("Gather", 900 * classes, y => Gather.Run(900, rows, classes, x.Block, at, y)),
                ("Gather's gradient", rows * classes, y => Gather.Gradient(Math.Min(rows, 900), rows, classes, at, t.Block, y)),
                ("the loss of labels", 1, y => CrossEntropy.OfLabels(rows, classes, x.Block, labels, y)),
                ("the loss of targets", 1, y => CrossEntropy.OfTargets(rows, classes, x.Block, t.Block, y)),
                ("the loss of labels and the softmax", 1 + rows * classes, y => CrossEntropy.OfLabels(rows, classes, x.Block, labels, y.Slice(0, 1), y.Slice(1, rows * classes))),
                ("the loss of targets and the softmax", 1 + rows * classes, y => CrossEntropy.OfTargets(rows, classes, x.Block, t.Block, y.Slice(0, 1), y.Slice(1, rows * classes))),
                ("the gradient of labels", rows * classes, y => CrossEntropy.OfLabelsGradient(rows, classes, x.Block, labels, 0.7f, y)),
                ("the gradient of targets", rows * classes, y => CrossEntropy.OfTargetsGradient(rows, classes, x.Block, t.Block, 0.7f, y)),
            };
            foreach ((string name, int results, Action<Block> run) in calls) AssertSameBits(results, run, $"{name} of ({rows}, {classes})");
        }
    }

    private static void AssertSameBits(int results, Action<Block> run, string what)
    {
        Guarded y = new(results);
        float[]? expected = null;
        foreach (int workers in new[] { 1, 2, 3, 4 })
        {
            Workers.Count = workers;
            y.Span.Fill(float.NaN);
            run(y.Block);
            expected ??= y.Span.ToArray();
            Assert.True(y.Span.SequenceEqual(expected), $"{what} with {workers} workers");
        }

        Assert.DoesNotContain(float.NaN, expected!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_product_allocates_nothing(int workers)
    {
        Workers.Count = workers;
        Guarded a = Guarded.Random(200 * 200, 1), b = Guarded.Random(200 * 200, 2), c = new(200 * 200);
        for (int call = 0; call < 20; call++) Gemm.Multiply(200, 200, 200, a.Block.Matrix(200), b.Block.Matrix(200), c.Block);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 20; call++) Gemm.Multiply(200, 200, 200, a.Block.Matrix(200), b.Block.Matrix(200), c.Block);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private readonly struct Counting(int[] runs) : IChunks
    {
        public void Run(int chunk) => Interlocked.Increment(ref runs[chunk]);
    }

    private readonly struct Failing(int[] runs) : IChunks
    {
        public void Run(int chunk)
        {
            Interlocked.Increment(ref runs[chunk]);
            if (chunk == 7) throw new InvalidOperationException("chunk 7");
        }
    }

    private readonly struct Waiting(HashSet<int> threads) : IChunks
    {
        public void Run(int chunk)
        {
            lock (threads) threads.Add(Environment.CurrentManagedThreadId);
            Thread.Sleep(1);
        }
    }

    private readonly struct Nested(int[] runs) : IChunks
    {
        public void Run(int chunk) => Workers.Run(new Part(runs, chunk * 10), 10);
    }

    private readonly struct Part(int[] runs, int start) : IChunks
    {
        public void Run(int chunk) => Interlocked.Increment(ref runs[start + chunk]);
    }

    private readonly struct Mixed : IMap
    {
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(3, V.FusedMultiplyAdd(at.Load(0), at.Load(1), at.Load(2)));
    }

    private readonly struct Biased : IEpilogue
    {
        public void Apply<V>(V product, Lanes<V> at) where V : struct, IVec<V> => at.Store(1, product + at.Load(0));
    }
}
