using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class ConvolutionTests
{
    /// <summary>batch, channels, height, width, outputs, kernel height and width, stride, padding above and at the side, dilation, groups.</summary>
    private static readonly int[][] s_cases =
    [
        [2, 3, 7, 9, 4, 3, 3, 1, 0, 0, 1, 1],
        [2, 3, 7, 9, 4, 3, 3, 1, 1, 1, 1, 1],
        [1, 2, 8, 6, 5, 3, 2, 2, 1, 1, 1, 1],
        [3, 1, 9, 20, 2, 2, 5, 3, 2, 2, 1, 1],
        [2, 2, 11, 19, 3, 3, 3, 1, 2, 2, 2, 1],
        [2, 2, 12, 10, 3, 3, 2, 2, 3, 3, 3, 1],
        [2, 4, 6, 7, 6, 3, 3, 1, 1, 1, 1, 2],
        [2, 4, 6, 35, 4, 3, 3, 1, 1, 1, 1, 4],
        [2, 3, 6, 7, 9, 2, 3, 2, 1, 1, 1, 3],
        [3, 5, 4, 33, 7, 1, 1, 1, 0, 0, 1, 1],
        [2, 4, 3, 3, 6, 1, 1, 1, 0, 0, 1, 2],
        [2, 3, 5, 6, 4, 1, 1, 2, 0, 0, 1, 1],
        [2, 3, 5, 6, 4, 1, 1, 1, 1, 1, 1, 1],
        [2, 3, 5, 4, 4, 5, 4, 1, 0, 0, 1, 1],
        [2, 2, 2, 2, 3, 3, 3, 1, 4, 4, 1, 1],
        [2, 2, 1, 17, 3, 1, 4, 2, 0, 3, 2, 1],
        [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1],
        [1, 1, 5, 5, 1, 2, 2, 7, 0, 0, 1, 1],
        [0, 3, 7, 9, 4, 3, 3, 1, 0, 0, 1, 1],
        [2, 0, 4, 4, 3, 3, 3, 1, 0, 0, 1, 1],
        [2, 3, 4, 4, 0, 3, 3, 1, 0, 0, 1, 1],
        [2, 3, 0, 4, 2, 3, 3, 1, 2, 2, 1, 1],
        [2, 3, 4, 4, 2, 0, 2, 1, 0, 0, 1, 1],
        // Batches that fill the lanes, and some more.
        [16, 3, 7, 9, 4, 3, 3, 1, 1, 1, 1, 1],
        [19, 2, 8, 6, 13, 3, 2, 2, 1, 1, 1, 1],
        [33, 6, 9, 8, 14, 2, 5, 3, 2, 2, 1, 2],
        [40, 2, 11, 19, 3, 3, 3, 1, 2, 2, 2, 1],
        [17, 2, 12, 10, 3, 3, 2, 2, 3, 3, 3, 1],
        [64, 4, 6, 5, 4, 3, 3, 1, 1, 1, 1, 4],
        [9, 13, 5, 6, 7, 1, 1, 2, 0, 0, 1, 1],
        [12, 1, 2, 2, 3, 3, 3, 1, 4, 4, 1, 1],
        [20, 1, 5, 5, 1, 2, 2, 7, 0, 0, 1, 1],
        // Images that do not fit in one strip or stage.
        [35, 30, 25, 26, 9, 3, 3, 1, 1, 1, 1, 1],
        // More columns than are written out at a time.
        [1, 40, 60, 50, 3, 3, 3, 1, 1, 1, 1, 1],
        [2, 20, 41, 50, 5, 5, 5, 2, 2, 2, 1, 1],
    ];

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Convolutions_and_their_gradients_are_the_sums_they_stand_for(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int[] one in s_cases) Check(one);
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Convolutions_of_random_sizes_are_the_sums_they_stand_for(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        var random = new Random(11);
        for (int trial = 0; trial < 150; trial++)
        {
            int groups = random.Next(1, 4), dilation = random.Next(1, 4), kernelHeight = random.Next(1, 5), kernelWidth = random.Next(1, 5), top = random.Next(4), side = random.Next(4);
            Check(
            [
                trial % 3 == 0 ? random.Next(1, 50) : random.Next(1, 3), groups * random.Next(1, 4), LeastLength(kernelHeight, top) + random.Next(8), LeastLength(kernelWidth, side) + random.Next(24),
                groups * random.Next(1, 4), kernelHeight, kernelWidth, random.Next(1, 4), top, side, dilation, groups,
            ]);

            int LeastLength(int kernel, int padding) => Math.Max(0, dilation * (kernel - 1) + 1 - 2 * padding);
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Of_equal_results_the_first_is_the_largest_and_the_first_that_is_no_number_before_all(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        var random = new Random(5);
        foreach (int batch in new[] { 1, 20 })
        {
            for (int window = 1; window <= 3; window++)
            {
                // Small whole numbers: sums are exact, and many are equal.
                var size = new ConvolutionSize(batch, 2, 9, 8, 7, 2, 2, 1, 0, 0, 1, 1);
                Guarded x = new(batch * 2 * 9 * 8), w = new(7 * 2 * 2 * 2), y = new(batch * 7 * 8 * 7);
                foreach (ref float element in x.Span) element = random.Next(40) == 0 ? float.NaN : random.Next(-1, 2);
                foreach (ref float element in w.Span) element = random.Next(-1, 2);
                Convolution.Run(size, x.Block, w.Block, y.Block);
                int results = batch * 7 * (8 / window) * (7 / window);
                Guarded expected = new(results), expectedIndex = new(results), largest = new(results), index = new(results), alone = new(results);
                Pooling.MaxWithIndex(new PoolingSize(batch * 7, 8, 7, window, window, 0), y.Block, expected.Block, expectedIndex.Block);
                Convolution.MaxPoolWithIndex(size, window, x.Block, w.Block, largest.Block, index.Block);
                Convolution.MaxPool(size, window, x.Block, w.Block, alone.Block);
                Assert.Contains(float.NaN, expected.Span.ToArray());
                Assert.Equal(expected.Span.ToArray(), largest.Span.ToArray());
                Assert.Equal(expected.Span.ToArray(), alone.Span.ToArray());
                Assert.Equal(expectedIndex.Span.ToArray(), index.Span.ToArray());
            }
        }
    }

    [Fact]
    public void A_convolution_gives_the_same_bits_each_time()
    {
        var size = new ConvolutionSize(3, 4, 9, 11, 5, 3, 3, 1, 1, 1, 1, 1);
        Guarded x = Guarded.Random(3 * 4 * 9 * 11, 1), dy = Guarded.Random(3 * 5 * 9 * 11, 2), first = new(5 * 4 * 9), second = new(5 * 4 * 9);
        Convolution.WeightGradient(size, x.Block, dy.Block, first.Block);
        Convolution.WeightGradient(size, x.Block, dy.Block, second.Block);
        Assert.True(first.Span.SequenceEqual(second.Span));
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConvolutionSize(1, 3, 4, 4, 2, 3, 3, 1, 0, 0, 1, 2)); // 3 channels, 2 groups
        Assert.Throws<ArgumentException>(() => new ConvolutionSize(1, 2, 4, 4, 3, 3, 3, 1, 0, 0, 1, 2)); // 3 outputs, 2 groups
        Assert.Throws<ArgumentException>(() => new ConvolutionSize(1, 1, 4, 4, 1, 5, 3, 1, 0, 0, 1, 1)); // a kernel higher than the image
        Assert.Throws<ArgumentException>(() => new ConvolutionSize(1, 1, 4, 4, 1, 3, 3, 1, 0, 0, 2, 1)); // a dilated kernel wider than the image
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvolutionSize(1, 1, 4, 4, 1, 3, 3, 0, 0, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvolutionSize(1, 1, 4, 4, 1, 3, 3, 1, -1, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvolutionSize(1, 1, 4, 4, 1, 3, 3, 1, 0, 0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvolutionSize(1, 1, 4, 4, 1, 3, 3, 1, 0, 0, 1, 0));

        var size = new ConvolutionSize(1, 2, 4, 4, 3, 3, 3, 1, 0, 0, 1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Convolution.MaxPool(size, 0, new Guarded(32).Block, new Guarded(54).Block, new Guarded(12).Block));
        Assert.Throws<ArgumentException>(() => Convolution.MaxPool(size, 3, new Guarded(32).Block, new Guarded(54).Block, new Guarded(12).Block)); // results of 2 by 2
        Assert.Throws<ArgumentException>(() => Convolution.InputGradientOfMaxPool(size, 1, new Guarded(11).Block, new Guarded(12).Block, new Guarded(54).Block, new Guarded(32).Block));
        Assert.Throws<ArgumentException>(() => Convolution.WeightGradientOfMaxPool(size, 1, new Guarded(32).Block, new Guarded(11).Block, new Guarded(12).Block, new Guarded(54).Block));
        Guarded x = new(32), w = new(54), y = new(12), shortX = new(31), shortW = new(53), shortY = new(11);
        foreach ((Guarded a, Guarded b, Guarded c) in new[] { (shortX, w, y), (x, shortW, y), (x, w, shortY) })
        {
            Assert.Throws<ArgumentException>(() => Convolution.Run(size, a.Block, b.Block, c.Block));
            Assert.Throws<ArgumentException>(() => Convolution.MaxPool(size, 1, a.Block, b.Block, c.Block));
            Assert.Throws<ArgumentException>(() => Convolution.MaxPoolWithIndex(size, 1, a.Block, b.Block, c.Block, y.Block));
            Assert.Throws<ArgumentException>(() => Convolution.InputGradient(size, c.Block, b.Block, a.Block));
            Assert.Throws<ArgumentException>(() => Convolution.WeightGradient(size, a.Block, c.Block, b.Block));
            Assert.Throws<ArgumentException>(() => Convolution.InputGradientOfMaxPool(size, 1, y.Block, c.Block, b.Block, a.Block));
            Assert.Throws<ArgumentException>(() => Convolution.WeightGradientOfMaxPool(size, 1, a.Block, y.Block, c.Block, b.Block));
        }
    }

    private static void Check(int[] one)
    {
        (int batch, int channels, int height, int imageWidth) = (one[0], one[1], one[2], one[3]);
        (int outputs, int kernelHeight, int kernelWidth, int stride) = (one[4], one[5], one[6], one[7]);
        (int top, int side, int dilation, int groups) = (one[8], one[9], one[10], one[11]);
        int rows = (height + 2 * top - dilation * (kernelHeight - 1) - 1) / stride + 1, columns = (imageWidth + 2 * side - dilation * (kernelWidth - 1) - 1) / stride + 1;
        int depth = channels / groups;
        Guarded x = Guarded.Random(batch * channels * height * imageWidth, 1), w = Guarded.Random(outputs * depth * kernelHeight * kernelWidth, 2);
        Guarded dy = Guarded.Random(batch * outputs * rows * columns, 3);
        Guarded y = new(dy.Span.Length), dx = new(x.Span.Length), dw = new(w.Span.Length);
        double[] expectedY = new double[y.Span.Length], expectedDx = new double[dx.Span.Length], expectedDw = new double[dw.Span.Length];
        for (int n = 0; n < batch; n++)
            for (int o = 0; o < outputs; o++)
                for (int i = 0; i < rows; i++)
                    for (int j = 0; j < columns; j++)
                        for (int c = 0; c < depth; c++)
                            for (int a = 0; a < kernelHeight; a++)
                                for (int b = 0; b < kernelWidth; b++)
                                {
                                    int row = i * stride - top + a * dilation, column = j * stride - side + b * dilation;
                                    if (row < 0 || row >= height || column < 0 || column >= imageWidth) continue;
                                    int atX = ((n * channels + o / (outputs / groups) * depth + c) * height + row) * imageWidth + column;
                                    int atW = ((o * depth + c) * kernelHeight + a) * kernelWidth + b;
                                    int atY = ((n * outputs + o) * rows + i) * columns + j;
                                    expectedY[atY] += (double)x.Span[atX] * w.Span[atW];
                                    expectedDx[atX] += (double)dy.Span[atY] * w.Span[atW];
                                    expectedDw[atW] += (double)dy.Span[atY] * x.Span[atX];
                                }

        var size = new ConvolutionSize(batch, channels, height, imageWidth, outputs, kernelHeight, kernelWidth, stride, top, side, dilation, groups);
        string what = string.Join(' ', one);
        Convolution.Run(size, x.Block, w.Block, y.Block);
        y.AssertEquals(expectedY, Tolerance(expectedY), $"y of {what}");
        for (int window = 1; window <= Math.Min(3, Math.Min(rows, columns)); window++)
        {
            CheckPooled(size, window, x, w, y, batch * outputs, rows, columns, what);
            CheckPooledGradients(size, window, x, w, batch * outputs, rows, columns, what);
        }


        Convolution.InputGradient(size, dy.Block, w.Block, dx.Block);
        dx.AssertEquals(expectedDx, Tolerance(expectedDx), $"dx of {what}");
        Convolution.WeightGradient(size, x.Block, dy.Block, dw.Block);
        dw.AssertEquals(expectedDw, Tolerance(expectedDw), $"dw of {what}");
        x.AssertCanariesAlive();
        w.AssertCanariesAlive();
        dy.AssertCanariesAlive();
    }

    /// <summary>The pooled results are those of the results, and the index those of one of the largest.</summary>
    private static void CheckPooled(ConvolutionSize size, int window, Guarded x, Guarded w, Guarded y, int planes, int rows, int columns, string what)
    {
        int height = rows / window, width = columns / window;
        Guarded largest = new(planes * height * width), again = new(largest.Span.Length), index = new(largest.Span.Length);
        Convolution.MaxPool(size, window, x.Block, w.Block, largest.Block);
        Convolution.MaxPoolWithIndex(size, window, x.Block, w.Block, again.Block, index.Block);
        Assert.True(largest.Span.SequenceEqual(again.Span), what);
        double[] expected = new double[largest.Span.Length], chosen = new double[largest.Span.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            int corner = (i / (height * width) * rows + i / width % height * window) * columns + i % width * window, place = (int)index.Span[i];
            expected[i] = Enumerable.Range(0, window * window).Max(at => y.Span[corner + at / window * columns + at % window]);
            chosen[i] = y.Span[corner + place / window * columns + place % window];
        }

        largest.AssertEquals(expected, Tolerance(expected), $"the largest of each window of {window} of {what}");
        largest.AssertEquals(chosen, Tolerance(expected), $"the chosen of each window of {window} of {what}");
    }

    /// <summary>The gradients through windows are those of the gradient that is spread over them, bit for bit; a place that is none gets nothing.</summary>
    private static void CheckPooledGradients(ConvolutionSize size, int window, Guarded x, Guarded w, int planes, int rows, int columns, string what)
    {
        int height = rows / window, width = columns / window;
        var random = new Random(7);
        Guarded dy = Guarded.Random(planes * height * width, 4), index = new(dy.Span.Length), spread = new(planes * rows * columns);
        foreach (ref float place in index.Span) place = random.Next(-1, window * window + 1);
        Pooling.MaxGradient(new PoolingSize(planes, rows, columns, window, window, 0), index.Block, dy.Block, spread.Block);
        Guarded expectedDx = new(x.Span.Length), expectedDw = new(w.Span.Length), dx = new(x.Span.Length), dw = new(w.Span.Length);
        Convolution.InputGradient(size, spread.Block, w.Block, expectedDx.Block);
        Convolution.InputGradientOfMaxPool(size, window, index.Block, dy.Block, w.Block, dx.Block);
        Assert.True(expectedDx.Span.SequenceEqual(dx.Span), $"dx through windows of {window} of {what}");
        Convolution.WeightGradient(size, x.Block, spread.Block, expectedDw.Block);
        Convolution.WeightGradientOfMaxPool(size, window, x.Block, index.Block, dy.Block, dw.Block);
        Assert.True(expectedDw.Span.SequenceEqual(dw.Span), $"dw through windows of {window} of {what}");
        dx.AssertCanariesAlive();
        dw.AssertCanariesAlive();
    }

    /// <summary>Sums of many terms that cancel are as exact as the terms are, which the largest of the results shows.</summary>
    private static double Tolerance(double[] expected) => 2e-6 * (1 + expected.Select(Math.Abs).DefaultIfEmpty(0).Max());
}
