using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class PoolingTests
{
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Pooling_and_its_gradients_look_at_each_window(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int size in new[] { 1, 2, 3, 5 })
            foreach (int stride in new[] { 1, 2, 3, 7 })
                foreach (int padding in new[] { 0, 1, size - 1 })
                    foreach ((int planes, int height, int columns) in new[] { (1, 5, 5), (3, 6, 17), (2, 8, 40), (0, 5, 5), (2, 5, 33) })
                        if (padding < size) Check(planes, height, columns, size, stride, padding);
        Check(2, 1, 1, 3, 1, 1);
        Check(2, 0, 4, 2, 2, 1);
        Check(2, 4, 0, 3, 1, 2);
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void The_first_of_equals_gets_the_gradient_and_NaN_comes_through(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        var size = new PoolingSize(1, 2, 6, 2, 2, 0);
        Guarded x = new([3, 3, 1, float.NaN, float.NegativeInfinity, float.NegativeInfinity, 3, 3, float.NaN, 5, float.NegativeInfinity, float.NegativeInfinity]);
        Guarded y = new(3), index = new(3), dy = new([1, 2, 4]), dx = new(12);
        Pooling.MaxWithIndex(size, x.Block, y.Block, index.Block);
        y.AssertEquals([3, double.NaN, double.NegativeInfinity], 0, "y");
        index.AssertEquals([0, 1, 0], 0, "index");
        Pooling.MaxGradient(size, index.Block, dy.Block, dx.Block);
        dx.AssertEquals([1, 0, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0], 0, "dx");
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new PoolingSize(1, 2, 2, 3, 1, 0)); // a window larger than the plane
        Assert.Throws<ArgumentException>(() => new PoolingSize(1, 4, 4, 2, 2, 2)); // a window of padding alone
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoolingSize(1, 4, 4, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoolingSize(1, 4, 4, 2, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoolingSize(1, 4, 4, 2, 1, -1));

        var size = new PoolingSize(1, 4, 4, 2, 2, 0);
        Guarded x = new(16), y = new(4), shortX = new(15), shortY = new(3);
        Assert.Throws<ArgumentException>(() => Pooling.Max(size, shortX.Block, y.Block));
        Assert.Throws<ArgumentException>(() => Pooling.Average(size, x.Block, shortY.Block));
        Assert.Throws<ArgumentException>(() => Pooling.MaxIndex(size, shortX.Block, y.Block));
        Assert.Throws<ArgumentException>(() => Pooling.MaxWithIndex(size, x.Block, y.Block, shortY.Block));
        Assert.Throws<ArgumentException>(() => Pooling.MaxGradient(size, shortY.Block, y.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Pooling.MaxGradient(size, y.Block, shortY.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Pooling.MaxGradient(size, y.Block, y.Block, shortX.Block));
        Assert.Throws<ArgumentException>(() => Pooling.AverageGradient(size, shortY.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Pooling.AverageGradient(size, y.Block, shortX.Block));
    }

    private static void Check(int planes, int height, int columns, int size, int stride, int padding)
    {
        if (height + 2 * padding < size || columns + 2 * padding < size) return;
        int rows = (height + 2 * padding - size) / stride + 1, steps = (columns + 2 * padding - size) / stride + 1;
        Guarded x = Guarded.Random(planes * height * columns, 1), dy = Guarded.Random(planes * rows * steps, 2);
        for (int i = 0; i < x.Span.Length; i += 3) x.Span[i] = MathF.Round(x.Span[i]); // so that there are equals
        double[] max = new double[dy.Span.Length], mean = new double[dy.Span.Length], maxGradient = new double[x.Span.Length], meanGradient = new double[x.Span.Length];
        for (int i = 0; i < max.Length; i++)
        {
            (int plane, int row, int column) = (i / steps / rows, i / steps % rows * stride - padding, i % steps * stride - padding);
            int largest = -1;
            for (int a = Math.Max(0, row); a < Math.Min(height, row + size); a++)
            {
                for (int b = Math.Max(0, column); b < Math.Min(columns, column + size); b++)
                {
                    int at = (plane * height + a) * columns + b;
                    if (largest < 0 || x.Span[at] > x.Span[largest]) largest = at;
                    mean[i] += (double)x.Span[at] / (size * size);
                    meanGradient[at] += (double)dy.Span[i] / (size * size);
                }
            }

            max[i] = largest < 0 ? double.NegativeInfinity : x.Span[largest];
            if (largest >= 0) maxGradient[largest] += dy.Span[i];
        }

        var sizes = new PoolingSize(planes, height, columns, size, stride, padding);
        string what = $"{planes} × {height} × {columns} by {size}, stride {stride}, padding {padding}";
        Guarded y = new(dy.Span.Length), index = new(dy.Span.Length), dx = new(x.Span.Length);
        Pooling.Max(sizes, x.Block, y.Block);
        y.AssertEquals(max, 0, $"the largest of {what}");
        Pooling.Average(sizes, x.Block, y.Block);
        y.AssertEquals(mean, 1e-6, $"the mean of {what}");
        Pooling.MaxIndex(sizes, x.Block, index.Block);
        Pooling.MaxGradient(sizes, index.Block, dy.Block, dx.Block);
        dx.AssertEquals(maxGradient, 1e-6, $"the gradient of the largest of {what}");
        Pooling.AverageGradient(sizes, dy.Block, dx.Block);
        dx.AssertEquals(meanGradient, 1e-6, $"the gradient of the mean of {what}");
        x.AssertCanariesAlive();
        dy.AssertCanariesAlive();
    }
}
