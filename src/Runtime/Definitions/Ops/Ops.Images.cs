namespace NNGen;

/// <content>
/// Windows that move over images (N, C, H, W) and series (N, C, T). Padding p adds p places on both sides of each axis; then a window of
/// k places, d apart, takes (H + 2·p − d·(k − 1) − 1) / s + 1 steps of s, rounded down.
/// </content>
public static partial class Ops
{
    /// <summary>
    /// Cross-correlation, what networks call convolution: x (N, C, H, W) and weights w (O, C/groups, KH, KW) give (N, O, H', W'),
    /// yₙₒᵢⱼ = Σ w[o, c, a, b] · x[n, c', i·s − p + a·d, j·s − p + b·d], where places outside of the image are 0. The channels are split
    /// into groups, and so are the outputs: group g of the outputs sees group g of the channels, c' = g·C/groups + c.
    /// Gradients: dx and dw are the same sum with dy in the place of y, over what each was multiplied with.
    /// </summary>
    /// <exception cref="ShapeException">The channels are not those of the weights, or do not go into groups, or the kernel is larger than the padded image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The stride, dilation or number of groups is below 1, or the padding negative.</exception>
    public static Var Conv2D(Var x, Var w, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ExpectFilters("Conv2D", x.Shape, w.Shape, axes: 2, stride, padding, dilation, groups);
        var (images, _, height, width) = x.Shape;
        var (outputs, channels, kernelHeight, kernelWidth) = w.Shape;
        int outHeight = Steps("Conv2D", x.Shape, height, kernelHeight, stride, padding, dilation);
        int outWidth = Steps("Conv2D", x.Shape, width, kernelWidth, stride, padding, dilation);
        Shape shape = new(images, outputs, outHeight, outWidth);
        double[] result = new double[shape.Size];
        for (int i = 0; i < result.Length; i++)
        {
            var (column, row, output, image) = (i % outWidth, i / outWidth % outHeight, i / outWidth / outHeight % outputs, i / outWidth / outHeight / outputs);
            int firstChannel = output / (outputs / groups) * channels;
            for (int c = 0; c < channels; c++)
            {
                for (int a = 0; a < kernelHeight; a++)
                {
                    for (int b = 0; b < kernelWidth; b++)
                    {
                        int y = row * stride - padding + a * dilation, z = column * stride - padding + b * dilation;
                        if (y < 0 || y >= height || z < 0 || z >= width) continue;
                        result[i] += w.Data[((output * channels + c) * kernelHeight + a) * kernelWidth + b]
                            * x.Data[((image * channels * groups + firstChannel + c) * height + y) * width + z];
                    }
                }
            }
        }

        return new(shape, result);
    }

    /// <summary>
    /// <see cref="Conv2D"/> along one axis: x (N, C, T) and weights w (O, C/groups, K) give (N, O, T'),
    /// yₙₒₜ = Σ w[o, c, a] · x[n, c', t·s − p + a·d]. Gradients: dx and dw are the same sum with dy in the place of y, over what each was
    /// multiplied with.
    /// </summary>
    /// <exception cref="ShapeException">The channels are not those of the weights, or do not go into groups, or the kernel is longer than the padded series.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The stride, dilation or number of groups is below 1, or the padding negative.</exception>
    public static Var Conv1D(Var x, Var w, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ExpectFilters("Conv1D", x.Shape, w.Shape, axes: 1, stride, padding, dilation, groups);
        var (series, _, length) = x.Shape;
        var (outputs, channels, kernel) = w.Shape;
        int outLength = Steps("Conv1D", x.Shape, length, kernel, stride, padding, dilation);
        Shape shape = new(series, outputs, outLength);
        double[] result = new double[shape.Size];
        for (int i = 0; i < result.Length; i++)
        {
            var (step, output, one) = (i % outLength, i / outLength % outputs, i / outLength / outputs);
            int firstChannel = output / (outputs / groups) * channels;
            for (int c = 0; c < channels; c++)
            {
                for (int a = 0; a < kernel; a++)
                {
                    int t = step * stride - padding + a * dilation;
                    if (t < 0 || t >= length) continue;
                    result[i] += w.Data[(output * channels + c) * kernel + a] * x.Data[(one * channels * groups + firstChannel + c) * length + t];
                }
            }
        }

        return new(shape, result);
    }

    /// <summary>
    /// The largest of each window of size × size: x (N, C, H, W) gives (N, C, H', W'); NaN if any is. Windows step by the stride, of which
    /// 0 stands for the size: side by side. Padding is −∞. Gradient: dy to the first of the largest of its window.
    /// </summary>
    /// <exception cref="ShapeException">x is no (N, C, H, W), or a window is larger than the padded image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1, the stride negative, or the padding not in 0..size−1.</exception>
    public static Var MaxPool2D(Var x, int size, int stride = 0, int padding = 0)
        => Pool("MaxPool2D", x, size, stride, padding, double.NegativeInfinity, Math.Max);

    /// <summary>
    /// The mean of each window of size × size: x (N, C, H, W) gives (N, C, H', W'). Windows step by the stride, of which 0 stands for the
    /// size: side by side. Padding counts as zeros. Gradient: dy/size² to every element of the window.
    /// </summary>
    /// <exception cref="ShapeException">x is no (N, C, H, W), or a window is larger than the padded image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1, the stride negative, or the padding not in 0..size−1.</exception>
    public static Var AvgPool2D(Var x, int size, int stride = 0, int padding = 0)
        => Pool("AvgPool2D", x, size, stride, padding, 0, (a, b) => a + b / ((double)size * size));

    private static Var Pool(string where, Var x, int size, int stride, int padding, double start, Func<double, double, double> combine)
    {
        if (x.Shape.Rank != 4) throw new ShapeException($"{where}: x should have shape (N, C, H, W), but has {x.Shape}.");
        ExpectAtLeast(where, nameof(size), size, 1);
        ExpectAtLeast(where, nameof(stride), stride, 0);
        ExpectAtLeast(where, nameof(padding), padding, 0);
        if (padding >= size)
            throw new ArgumentOutOfRangeException(nameof(padding), $"{where}: a padding of {padding} should be below the size of {size}, or a window would see padding alone.");
        int step = stride == 0 ? size : stride;
        var (images, channels, height, width) = x.Shape;
        int outHeight = Steps(where, x.Shape, height, size, step, padding, 1), outWidth = Steps(where, x.Shape, width, size, step, padding, 1);
        Shape shape = new(images, channels, outHeight, outWidth);
        double[] result = new double[shape.Size];
        for (int i = 0; i < result.Length; i++)
        {
            var (column, row, plane) = (i % outWidth, i / outWidth % outHeight, i / outWidth / outHeight);
            result[i] = start;
            for (int y = row * step - padding; y < row * step - padding + size; y++)
                for (int z = column * step - padding; z < column * step - padding + size; z++)
                    if (y >= 0 && y < height && z >= 0 && z < width) result[i] = combine(result[i], x.Data[(plane * height + y) * width + z]);
        }

        return new(shape, result);
    }

    /// <summary>How often a window fits along an axis.</summary>
    private static int Steps(string where, Shape x, int length, int kernel, int stride, int padding, int dilation)
    {
        long room = length + 2L * padding, extent = dilation * (kernel - 1L) + 1;
        if (extent > room)
        {
            throw new ShapeException(
                $"{where}: x {x}: a window of {kernel}{(dilation > 1 ? $" that are {dilation} apart, {extent} together," : "")} does not fit in {length}{(padding > 0 ? $" with a padding of {padding} on both sides" : "")}.");
        }

        return checked((int)((room - extent) / stride + 1));
    }

    private static void ExpectFilters(string where, Shape x, Shape w, int axes, int stride, int padding, int dilation, int groups)
    {
        if (x.Rank != axes + 2 || w.Rank != axes + 2)
        {
            throw new ShapeException(axes == 2
                ? $"{where}: x should have shape (N, C, H, W) and w (O, C/groups, KH, KW), but they have {x} and {w}."
                : $"{where}: x should have shape (N, C, T) and w (O, C/groups, K), but they have {x} and {w}.");
        }

        ExpectAtLeast(where, nameof(stride), stride, 1);
        ExpectAtLeast(where, nameof(padding), padding, 0);
        ExpectAtLeast(where, nameof(dilation), dilation, 1);
        ExpectAtLeast(where, nameof(groups), groups, 1);
        if (x[1] != (long)w[1] * groups)
        {
            string seen = groups == 1 ? $"{w[1]}, the second dim of w" : $"{groups} groups of {w[1]}, the second dim of w";
            throw new ShapeException($"{where}: x {x} and w {w}: the {x[1]} channels of x are not {seen}.");
        }

        if (w[0] % groups != 0) throw new ShapeException($"{where}: x {x} and w {w}: the {w[0]} outputs of w do not go into {groups} groups.");
    }

    private static void ExpectAtLeast(string where, string name, int value, int least)
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, $"{where}: the {name} should be at least {least}, but is {value}.");
    }
}
