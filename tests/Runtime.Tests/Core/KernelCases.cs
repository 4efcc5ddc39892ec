using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>Every kernel of the core, at sizes around the borders of vectors, tiles and parts.</summary>
internal static class KernelCases
{
    private static readonly int[][] s_lengths = [.. Enumerable.Range(0, 70).Concat([127, 128, 129, 1000, 1023, 1025, 100_003]).Select(length => new[] { length })];
    private static readonly int[][] s_volumes = [.. Product([1, 3], [1, 2, 5, 16, 17, 33], [1, 3, 4, 15, 16, 17, 35, 65]), [0, 3, 4], [2, 3, 0], [3, 300, 1], [1, 70, 700], [200, 3, 100], [300, 130, 1], [100, 9, 65]];
    private static readonly int[][] s_rows = [.. Product([1, 2, 7], [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 48, 65, 100]), [0, 5], [300, 130], [1000, 65]];

    public static IReadOnlyList<KernelCase> All { get; } =
    [
        new("Arange.Run(count, y)", s_lengths, (memory, s) => Arange.Run(s[0], memory.Output(s[0]))),
        new("ArgMax.Run(outer, axis, inner, x, y)", [.. s_volumes.Where(s => s[1] > 0)], (memory, s) => ArgMax.Run(s[0], s[1], s[2], memory.Input(Count(s)), memory.Ints(s[0] * s[2]))),
        new("BatchLanes.Run(kernel, samples, locals, operands)", [.. s_lengths, [4096], [4099], [9000]], (memory, s) =>
        {
            int groups = (s[0] + 15) / 16 * 16;
            Block kept = memory.Output(groups * 5);
            BatchLanes.Run(new Spread(), s[0], 2, memory.Input(s[0] * 3).Rows(3), memory.Input(15).Weights(15), memory.Indices(s[0], 5).Rows(1), memory.Output(s[0] * 5).Results(5), kept.Groups(5));
            BatchLanes.Run(new Gathered(), s[0], 0, memory.Input(s[0] * 3).Rows(3), kept.Groups(5), memory.Output(15).Totals(15), memory.Output(1).Totals(1));
        }),
        new("Concat.Run(outer, widths, y, blocks)", s_volumes, (memory, s)
            => Concat.Run(s[0], [s[1], s[2], 1], memory.Output(s[0] * (s[1] + s[2] + 1)), memory.Input(s[0] * s[1]), memory.Input(s[0] * s[2]), memory.Input(s[0]))),
        new("Convolution.Run(size, x, w, y)", s_convolutions, (memory, s) => Convolution.Run(Size(s), memory.Input(X(s)), memory.Input(W(s)), memory.Output(Y(s)))),
        new("Convolution.MaxPool(size, window, x, w, y)", s_pooledConvolutions, (memory, s)
            => Convolution.MaxPool(Size(s), s[12], memory.Input(X(s)), memory.Input(W(s)), memory.Output(Y(s)))),
        new("Convolution.MaxPoolWithIndex(size, window, x, w, y, index)", s_pooledConvolutions, (memory, s)
            => Convolution.MaxPoolWithIndex(Size(s), s[12], memory.Input(X(s)), memory.Input(W(s)), memory.Output(Y(s)), memory.Output(Y(s)))),
        new("Convolution.InputGradient(size, dy, w, dx)", s_convolutions, (memory, s) => Convolution.InputGradient(Size(s), memory.Input(Y(s)), memory.Input(W(s)), memory.Output(X(s)))),
        new("Convolution.InputGradientOfMaxPool(size, window, index, dy, w, dx)", s_pooledConvolutions, (memory, s)
            => Convolution.InputGradientOfMaxPool(Size(s), s[12], memory.Input(Y(s)), memory.Input(Y(s)), memory.Input(W(s)), memory.Output(X(s)))),
        new("Convolution.WeightGradient(size, x, dy, dw)", s_convolutions, (memory, s) => Convolution.WeightGradient(Size(s), memory.Input(X(s)), memory.Input(Y(s)), memory.Output(W(s)))),
        new("Convolution.WeightGradientOfMaxPool(size, window, x, index, dy, dw)", s_pooledConvolutions, (memory, s)
            => Convolution.WeightGradientOfMaxPool(Size(s), s[12], memory.Input(X(s)), memory.Input(Y(s)), memory.Input(Y(s)), memory.Output(W(s)))),
        new("CrossEntropy.OfLabels(rows, classes, scores, labels, loss)", s_rows, (memory, s)
            => CrossEntropy.OfLabels(s[0], s[1], memory.Input(Count(s)), memory.Indices(s[0], s[1]), memory.Output(1))),
        new("CrossEntropy.OfLabels(rows, classes, scores, labels, loss, probabilities)", s_rows, (memory, s) =>
        {
            Block scores = memory.Input(Count(s));
            CrossEntropy.OfLabels(s[0], s[1], scores, memory.Indices(s[0], s[1]), memory.Output(1), memory.Output(Count(s)));
            CrossEntropy.OfLabels(s[0], s[1], scores, memory.Indices(s[0], s[1]), memory.Output(1), scores);
        }),
        new("CrossEntropy.OfLabelsGradient(rows, classes, probabilities, labels, dLoss, dScores)", s_rows, (memory, s)
            => CrossEntropy.OfLabelsGradient(s[0], s[1], memory.Input(Count(s)), memory.Indices(s[0], s[1]), 1, memory.Output(Count(s)))),
        new("CrossEntropy.OfTargets(rows, classes, scores, targets, loss)", s_rows, (memory, s)
            => CrossEntropy.OfTargets(s[0], s[1], memory.Input(Count(s)), memory.Input(Count(s)), memory.Output(1))),
        new("CrossEntropy.OfTargets(rows, classes, scores, targets, loss, probabilities)", s_rows, (memory, s) =>
        {
            Block scores = memory.Input(Count(s));
            CrossEntropy.OfTargets(s[0], s[1], scores, memory.Input(Count(s)), memory.Output(1), memory.Output(Count(s)));
            CrossEntropy.OfTargets(s[0], s[1], scores, memory.Input(Count(s)), memory.Output(1), scores);
        }),
        new("CrossEntropy.OfTargetsGradient(rows, classes, probabilities, targets, dLoss, dScores)", s_rows, (memory, s)
            => CrossEntropy.OfTargetsGradient(s[0], s[1], memory.Input(Count(s)), memory.Input(Count(s)), 1, memory.Output(Count(s)))),
        new("CumSum.Run(outer, axis, inner, x, y)", s_volumes, (memory, s) => CumSum.Run(s[0], s[1], s[2], memory.Input(Count(s)), memory.Output(Count(s)))),
        new("CumSum.Reversed(outer, axis, inner, x, y)", s_volumes, (memory, s) => CumSum.Reversed(s[0], s[1], s[2], memory.Input(Count(s)), memory.Output(Count(s)))),
        new("Dropout.Run(count, seed, step, site, rate, x, y)", s_lengths, (memory, s) =>
        {
            Block x = memory.Input(s[0]);
            Dropout.Run(s[0], 1, 2, 3, 0.3f, x, memory.Output(s[0]));
            Dropout.Run(s[0], 1, 2, 3, 0.3f, x, x);
        }),
        new("Flip.Run(outer, axis, inner, x, y)", s_volumes, (memory, s) => Flip.Run(s[0], s[1], s[2], memory.Input(Count(s)), memory.Output(Count(s)))),
        new("Gather.Run(count, rows, width, table, ids, y)", [.. s_volumes.Where(s => s[1] > 0)], (memory, s)
            => Gather.Run(s[0], s[1], s[2], memory.Input(s[1] * s[2]), memory.Indices(s[0], s[1]), memory.Output(s[0] * s[2]))),
        new("Gather.Gradient(count, rows, width, ids, dy, dtable)", [.. s_volumes.Where(s => s[1] > 0)], (memory, s)
            => Gather.Gradient(s[0], s[1], s[2], memory.Indices(s[0], s[1]), memory.Input(s[0] * s[2]), memory.Output(s[1] * s[2]))),
        new("Gemm.Multiply(m, n, k, a, b, c)", s_products, (memory, s) =>
        {
            foreach ((Matrix a, Matrix b) in Matrices(memory, s)) Gemm.Multiply(s[0], s[1], s[2], a, b, memory.Output(s[0] * s[1]));
        }),
        new("Gemm.Multiply(epilogue, m, n, k, a, b, operands)", s_products, (memory, s) =>
        {
            (int m, int n, int k) = (s[0], s[1], s[2]);
            foreach ((Matrix a, Matrix b) in Matrices(memory, s))
            {
                // A bias along the columns, one along the rows, what is there already, a copy with wider rows, and one spread over every second place.
                Gemm.Multiply(
                    new Everything(), m, n, k, a, b, memory.Input(n).Strides(0, 1), memory.Input(m).Strides(1, 0), memory.Input(m * n),
                    memory.Output(Reach(m, n + 3, n)).Strides(n + 3, 1), memory.Output(Reach(m, 2 * n, 2 * n - 1)).Strides(2 * n, 2), memory.Input(1).Strides(0, 0));
            }
        }),
        new("Gemm.MultiplyBatches(batch, aStrides, bStrides, m, n, k, a, b, c)", [.. s_products, [5, 3, 4], [17, 33, 9], [64, 48, 32]], (memory, s) =>
        {
            (int m, int n, int k) = (s[0], s[1], s[2]);
            Gemm.MultiplyBatches([2, 3], [3 * m * k, m * k], [0, k * n], m, n, k, memory.Input(6 * m * k).Matrix(k), memory.Input(3 * k * n).Matrix(n), memory.Output(6 * m * n));
            Gemm.MultiplyBatches([3], [m * k], [k * n], m, n, k, memory.Input(3 * m * k).Matrix(m).Transposed, memory.Input(3 * k * n).Matrix(k).Transposed, memory.Output(3 * m * n));

            // Heads that lie side by side in the rows of one matrix.
            Gemm.MultiplyBatches([3], [k], [k], m, n, k, memory.Input(m * 3 * k).Matrix(3 * k), memory.Input(n * 3 * k).Matrix(3 * k).Transposed, memory.Output(3 * m * n));
            Gemm.MultiplyBatches([3], [k], [k * n], m, n, k, memory.Input(m * 3 * k).Matrix(3 * k), memory.Input(3 * k * n).Matrix(n), memory.Output(m * 3 * n).Strides(n, 3 * n, 1));
        }),
        new("Gemm.MultiplyBatches(epilogue, batch, aStrides, bStrides, m, n, k, a, b, operands)", [.. s_products, [17, 33, 9], [64, 48, 32]], (memory, s) =>
        {
            (int m, int n, int k) = (s[0], s[1], s[2]);
            Gemm.MultiplyBatches(
                new Everything(), [2, 3], [3 * m * k, m * k], [0, k * n], m, n, k, memory.Input(6 * m * k).Matrix(k), memory.Input(3 * k * n).Matrix(n),
                memory.Input(3 * n).Strides(0, n, 0, 1), memory.Input(2 * m).Strides(m, 0, 1, 0), memory.Input(6 * m * n), memory.Output(6 * m * n),
                memory.Output(Reach(6 * m, 2 * n, 2 * n - 1)).Strides(6 * m * n, 2 * m * n, 2 * n, 2), memory.Input(1).Strides(0, 0, 0, 0));
        }),
        new("Map.Run(kernel, extents, operands)", [.. s_lengths.Select(s => new[] { 1, 1, s[0] }), .. s_volumes], (memory, s) =>
        {
            (int rows, int columns, int depth) = (s[0], s[1], s[2]);
            if (Count(s) == 0) return;
            Block x = memory.Input(Count(s)), y = memory.Input(Count(s));
            Map.Run(new Sum(), [Count(s)], x, y, memory.Output(Count(s)));
            Map.Run(new Sum(), s, x, y, x);
            Map.Run(new Sum(), s, memory.Input(depth).Strides(0, 0, 1), memory.Input(rows).Strides(1, 0, 0), memory.Output(Count(s)));
            Map.Run(new Sum(), s, memory.Input(columns).Strides(0, 1, 0), memory.Input(1).Strides(0, 0, 0), memory.Output(Count(s)));
            Map.Run(new Sum(), s, memory.Input(Count(s)).Strides(1, rows, rows * columns), memory.Input(Reach(depth, 3, 1)).Strides(0, 0, 3), memory.Output(Count(s)).Strides(columns * depth, 1, columns));
        }),
        new("OneHot.Run(rows, classes, index, y)", s_rows, (memory, s) => OneHot.Run(s[0], s[1], memory.Indices(s[0], s[1]), memory.Output(Count(s)))),
        new("Pad.Run(outer, axis, inner, before, after, value, x, y)", s_volumes, (memory, s) =>
        {
            foreach ((int before, int after) in new[] { (0, 0), (1, 0), (0, 2), (3, 1) })
                Pad.Run(s[0], s[1], s[2], before, after, 1.5f, memory.Input(Count(s)), memory.Output(s[0] * (before + s[1] + after) * s[2]));
        }),
        new("Permute.Run(extents, axes, x, y)", s_volumes, (memory, s) =>
        {
            foreach (int[] axes in new int[][] { [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] })
                Permute.Run(s, axes, memory.Input(Count(s)), memory.Output(Count(s)));
            Permute.Run([2, .. s, 3], [3, 0, 4, 2, 1], memory.Input(6 * Count(s)), memory.Output(6 * Count(s)));
        }),
        new("Pick.Run(rows, classes, x, index, y)", s_rows, (memory, s) => Pick.Run(s[0], s[1], memory.Input(Count(s)), memory.Indices(s[0], s[1]), memory.Output(s[0]))),
        new("Pooling.Max(size, x, y)", s_poolings, (memory, s) => Pooling.Max(Pool(s), memory.Input(Planes(s)), memory.Output(Results(s)))),
        new("Pooling.Average(size, x, y)", s_poolings, (memory, s) => Pooling.Average(Pool(s), memory.Input(Planes(s)), memory.Output(Results(s)))),
        new("Pooling.MaxIndex(size, x, index)", s_poolings, (memory, s) => Pooling.MaxIndex(Pool(s), memory.Input(Planes(s)), memory.Output(Results(s)))),
        new("Pooling.MaxWithIndex(size, x, y, index)", s_poolings, (memory, s) => Pooling.MaxWithIndex(Pool(s), memory.Input(Planes(s)), memory.Output(Results(s)), memory.Output(Results(s)))),
        new("Pooling.MaxGradient(size, index, dy, dx)", s_poolings, (memory, s) =>
        {
            Block index = memory.Output(Results(s));
            Pooling.MaxIndex(Pool(s), memory.Input(Planes(s)), index);
            Pooling.MaxGradient(Pool(s), index, memory.Input(Results(s)), memory.Output(Planes(s)));
        }),
        new("Pooling.AverageGradient(size, dy, dx)", s_poolings, (memory, s) => Pooling.AverageGradient(Pool(s), memory.Input(Results(s)), memory.Output(Planes(s)))),
        new("Reduce.Sum(kernel, outer, axis, inner, destination, operands)", s_volumes, (memory, s) =>
        {
            Reduce.Sum(new Identity(), s[0], s[1], s[2], memory.Output(s[0] * s[2]), memory.Input(Count(s)));
            if (Count(s) > 0) Reduce.Sum(new Products(), s[0], s[1], s[2], memory.Output(s[0] * s[2]), memory.Input(Count(s)).Strides(1, s[0], s[0] * s[1]), memory.Input(s[1]).Strides(0, 1, 0));
        }),
        new("Reduce.Max(kernel, outer, axis, inner, destination, operands)", [.. s_volumes.Where(s => s[1] > 0)], (memory, s)
            => Reduce.Max(new Identity(), s[0], s[1], s[2], memory.Output(s[0] * s[2]), memory.Input(Count(s)))),
        new("Reduce.Min(kernel, outer, axis, inner, destination, operands)", [.. s_volumes.Where(s => s[1] > 0)], (memory, s)
            => Reduce.Min(new Products(), s[0], s[1], s[2], memory.Output(s[0] * s[2]), memory.Input(Count(s)), memory.Input(s[2]).Strides(0, 0, 1))),
        new("Slice.Run(outer, axis, inner, start, length, x, y)", s_volumes, (memory, s) =>
        {
            foreach ((int start, int length) in new[] { (0, s[1]), (1, s[1] - 1), (s[1], 0), (s[1] / 2, s[1] - s[1] / 2), (0, 1) })
                Slice.Run(s[0], s[1], s[2], start, length, memory.Input(Count(s)), memory.Output(s[0] * length * s[2]));
        }),
        new("Softmax.Run(outer, axis, inner, x, y)", s_volumes, (memory, s) =>
        {
            Block x = memory.Input(Count(s));
            Softmax.Run(s[0], s[1], s[2], x, memory.Output(Count(s)));
            Softmax.Run(s[0], s[1], s[2], x, x);
        }),
        new("Softmax.Log(outer, axis, inner, x, y)", s_volumes, (memory, s) => Softmax.Log(s[0], s[1], s[2], memory.Input(Count(s)), memory.Output(Count(s)))),
        new("Softmax.LogSumExp(outer, axis, inner, x, y)", s_volumes, (memory, s) => Softmax.LogSumExp(s[0], s[1], s[2], memory.Input(Count(s)), memory.Output(s[0] * s[2]))),
        new("Transpose.Run(batch, rows, columns, x, y)", s_volumes, (memory, s) => Transpose.Run(s[0], s[1], s[2], memory.Input(Count(s)), memory.Output(Count(s)))),
    ];

    // (m, n, k): below, at and above the tiles; a vector on either side; and beyond the blocks of a large product.
    private static int[][] s_products =>
    [
        .. Product([1, 2, 3, 5, 6, 7, 13, 14, 15, 29], [1, 2, 7, 15, 16, 17, 31, 33, 48, 65], [1, 2, 7, 16, 17]),
        [0, 3, 4], [3, 0, 4], [3, 4, 0], [1, 300, 700], [700, 1, 300], [300, 40, 9], [40, 500, 70], [150, 33, 1030], [97, 203, 301], [256, 150, 256],
    ];

    // (batch, channels, height, width, outputs, kernel height and width, stride, padding above and beside, dilation, groups)
    private static int[][] s_convolutions =>
    [
        [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1], [2, 3, 5, 7, 4, 3, 3, 1, 0, 0, 1, 1], [2, 3, 5, 7, 4, 3, 3, 1, 1, 1, 1, 1], [1, 4, 9, 6, 6, 2, 3, 2, 1, 2, 1, 2],
        [3, 2, 8, 8, 5, 1, 1, 1, 0, 0, 1, 1], [2, 4, 7, 7, 4, 1, 1, 2, 0, 0, 1, 1], [1, 2, 11, 13, 3, 3, 3, 1, 2, 2, 2, 1], [2, 3, 1, 40, 4, 1, 5, 1, 0, 2, 1, 1],
        [1, 6, 6, 6, 6, 3, 3, 1, 1, 1, 1, 6], [1, 1, 28, 28, 8, 5, 5, 1, 0, 0, 1, 1], [4, 8, 14, 14, 16, 3, 3, 1, 1, 1, 1, 1], [1, 1, 4, 4, 1, 4, 4, 1, 3, 3, 1, 1],
        [0, 2, 5, 5, 3, 3, 3, 1, 1, 1, 1, 1], [2, 2, 3, 17, 2, 3, 3, 3, 4, 4, 1, 1], [1, 16, 60, 60, 8, 3, 3, 1, 1, 1, 1, 1],
        .. new[] { 4, 8, 15, 16, 17, 33, 64 }.SelectMany(batch => new int[][]
        {
            [batch, 1, 9, 10, 3, 3, 3, 1, 0, 0, 1, 1], [batch, 4, 7, 6, 5, 3, 3, 1, 1, 1, 1, 1], [batch, 3, 8, 9, 4, 2, 3, 2, 1, 2, 2, 1],
            [batch, 4, 5, 6, 8, 1, 1, 1, 0, 0, 1, 1], [batch, 6, 5, 5, 6, 3, 3, 1, 1, 1, 1, 3], [batch, 2, 1, 20, 7, 1, 5, 1, 0, 2, 1, 1],
        }),
        [37, 1, 28, 28, 6, 5, 5, 1, 0, 0, 1, 1], [19, 6, 12, 12, 16, 5, 5, 1, 0, 0, 1, 1],
    ];

    // The same, and the windows that fit.
    private static int[][] s_pooledConvolutions =>
    [
        .. s_convolutions.SelectMany(s => Enumerable.Range(1, 3).Where(window => window <= Math.Min(Steps(s[2], s[5], s[7], s[8], s[10]), Steps(s[3], s[6], s[7], s[9], s[10])))
            .Select(window => (int[])[.. s, window])),
    ];

    // (planes, height, width, size, stride, padding)
    private static int[][] s_poolings =>
    [
        [1, 1, 1, 1, 1, 0], [3, 4, 4, 2, 2, 0], [2, 5, 7, 2, 2, 0], [2, 5, 7, 3, 2, 1], [1, 9, 33, 3, 1, 1], [2, 17, 16, 2, 1, 0], [1, 6, 40, 4, 4, 3], [0, 4, 4, 2, 2, 0],
        [3, 8, 31, 3, 3, 2], [6, 24, 24, 2, 2, 0], [1, 2, 70, 2, 2, 0], [40, 28, 28, 2, 2, 0],
    ];

    private static int Count(int[] sizes) => sizes.Aggregate(1, (a, b) => a * b);

    /// <summary>The elements from the first to the last of so many rows.</summary>
    private static int Reach(int rows, int pitch, int width) => rows == 0 || width <= 0 ? 0 : (rows - 1) * pitch + width;

    private static IEnumerable<int[]> Product(params int[][] axes)
        => axes.Aggregate((IEnumerable<int[]>)[[]], (known, axis) => known.SelectMany(_ => axis, (start, next) => (int[])[.. start, next]));

    /// <summary>The two matrices of a product, stored either way, with rows that follow each other or lie apart.</summary>
    private static IEnumerable<(Matrix A, Matrix B)> Matrices(GuardedMemory memory, int[] s)
    {
        (int m, int n, int k) = (s[0], s[1], s[2]);
        foreach (int apart in new[] { 0, 5 })
        {
            Matrix a = memory.Input(Reach(m, k + apart, k)).Matrix(k + apart), b = memory.Input(Reach(k, n + apart, n)).Matrix(n + apart);
            Matrix turnedA = memory.Input(Reach(k, m + apart, m)).Matrix(m + apart).Transposed, turnedB = memory.Input(Reach(n, k + apart, k)).Matrix(k + apart).Transposed;
            foreach (Matrix left in new[] { a, turnedA })
                foreach (Matrix right in new[] { b, turnedB }) yield return (left, right);
        }
    }

    private static ConvolutionSize Size(int[] s) => new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11]);

    private static int X(int[] s) => s[0] * s[1] * s[2] * s[3];

    private static int W(int[] s) => s[4] * (s[1] / s[11]) * s[5] * s[6];

    private static int Y(int[] s)
    {
        int window = s.Length > 12 ? s[12] : 1;
        return s[0] * s[4] * (Steps(s[2], s[5], s[7], s[8], s[10]) / window) * (Steps(s[3], s[6], s[7], s[9], s[10]) / window);
    }

    private static PoolingSize Pool(int[] s) => new(s[0], s[1], s[2], s[3], s[4], s[5]);

    private static int Planes(int[] s) => s[0] * s[1] * s[2];

    private static int Results(int[] s) => s[0] * Steps(s[1], s[3], s[4], s[5], 1) * Steps(s[2], s[3], s[4], s[5], 1);

    private static int Steps(int length, int kernel, int stride, int padding, int dilation) => (length + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;

    private readonly struct Sum : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(2, at.Load(0) + at.Load(1));
    }

    private readonly struct Spread : IBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            Samples<V> x = at.Samples(0), index = at.Samples(2), y = at.Samples(3), kept = at.Samples(4), own = at.Local(0);
            own[0] = x[0] + x[2];
            own[1] = index[0];
            for (int j = 0; j < 5; j++)
            {
                kept[j] = x.Dot(3, at.Weights(1), j, 5) + own[0];
                y[j] = kept[j] + own[1];
            }
        }
    }

    private readonly struct Gathered : IBatchKernel
    {
        public void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>
        {
            at.Totals(2).AddProducts(at.Samples(0), 3, at.Samples(1), 5);
            at.Totals(3).Add(0, at.Samples(0)[2]);
        }
    }

    private readonly struct Products : IReduction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Term<V>(Lanes<V> at) where V : struct, IVec<V> => at.Load(0) * at.Load(1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Finish<V>(V total) where V : struct, IVec<V> => total;
    }

    private readonly struct Everything : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V product, Lanes<V> at) where V : struct, IVec<V>
        {
            at.Store(3, product * at.Load(0) + at.Load(1) + at.Load(5));
            at.Store(4, product);
            at.Store(2, at.Load(2) + product);
        }
    }
}
