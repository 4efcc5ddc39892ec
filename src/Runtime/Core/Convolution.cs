using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// Convolutions of images with weights, and their gradients. Where the batch fills the vectors, its samples lie across the lanes and
/// nothing is written out (<see cref="ConvolutionForward{V}"/> and its gradients); otherwise, and where a kernel is one place, the windows
/// are the columns of a matrix product (<see cref="ConvolutionByColumns"/>). Which of the two depends on the sizes alone, and so does
/// how work is cut for threads: results are the same in every run. Outputs must not overlap what is read.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Convolution
{
    /// <summary>y[n, o] = Σ w[o, c] ⋆ x[n, c] over the channels of o's group; x, w and y are dense as <paramref name="size"/> says.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void Run(ConvolutionSize size, Block x, Block w, Block y)
    {
        size.Check(x, w, y, nameof(x), nameof(w), nameof(y));
        if (!FillsLanes(size)) ConvolutionByColumns.Run(size, x, w, y);
        else if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) ConvolutionForward<F32x16>.Run(size, 1, x, w, y, default);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) ConvolutionForward<F32x8>.Run(size, 1, x, w, y, default);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) ConvolutionForward<F32x4>.Run(size, 1, x, w, y, default);
        else ConvolutionForward<F32x1>.Run(size, 1, x, w, y, default);
    }

    /// <summary>
    /// The largest of each window of the convolution's results, NaN if any is: y of (batch, outputs, rows / window, columns / window),
    /// a rest of rows and columns being left out.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need, or the window is larger than the results.</exception>
    public static void MaxPool(ConvolutionSize size, int window, Block x, Block w, Block y)
    {
        size.CheckPooled(window, x, w, y, nameof(x), nameof(w), nameof(y));
        MaxPool(size, window, x, w, y, index: default);
    }

    /// <summary>The same, and which place of its window each is, read row by row: the first of several, the first NaN where there is one.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need, or the window is larger than the results.</exception>
    public static void MaxPoolWithIndex(ConvolutionSize size, int window, Block x, Block w, Block y, Block index)
    {
        size.CheckPooled(window, x, w, y, nameof(x), nameof(w), nameof(y));
        size.CheckPooled(window, x, w, index, nameof(x), nameof(w), nameof(index));
        MaxPool(size, window, x, w, y, index);
    }

    private static void MaxPool(in ConvolutionSize size, int window, Block x, Block w, Block y, Block index)
    {
        if (window == 1)
        {
            Run(size, x, w, y);
            index.Span[..Math.Min(index.Length, size.Batch * size.Outputs * size.Places)].Clear();
        }
        else if (!FillsLanes(size)) ConvolutionByColumns.MaxPool(size, window, x, w, y, index);
        else if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) ConvolutionForward<F32x16>.Run(size, window, x, w, y, index);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) ConvolutionForward<F32x8>.Run(size, window, x, w, y, index);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) ConvolutionForward<F32x4>.Run(size, window, x, w, y, index);
        else ConvolutionForward<F32x1>.Run(size, window, x, w, y, index);
    }

    /// <summary>dx = what each element of x was multiplied with, times dy: (batch, channels, height, width).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void InputGradient(ConvolutionSize size, Block dy, Block w, Block dx)
    {
        size.Check(dx, w, dy, nameof(dx), nameof(w), nameof(dy));
        if (!FillsLanes(size)) ConvolutionByColumns.InputGradient(size, dy, w, dx);
        else InputGradientInLanes(size, new ResultGradient(dy), w, dx);
        dy.KeepAlive();
    }

    /// <summary>
    /// The same of the largest of each window of the convolution's results: index and dy are of (batch, outputs, rows / window, columns / window),
    /// and dy belongs to the place of its window that the index names, read row by row; of an index that names none, to no place.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need, or the window is larger than the results.</exception>
    public static void InputGradientOfMaxPool(ConvolutionSize size, int window, Block index, Block dy, Block w, Block dx)
    {
        size.CheckPooled(window, dx, w, dy, nameof(dx), nameof(w), nameof(dy));
        size.CheckPooled(window, dx, w, index, nameof(dx), nameof(w), nameof(index));
        if (!FillsLanes(size)) ConvolutionByColumns.InputGradientOfMaxPool(size, window, index, dy, w, dx);
        else InputGradientInLanes(size, new ResultGradient(window, index, dy), w, dx);
        index.KeepAlive();
        dy.KeepAlive();
    }

    private static void InputGradientInLanes(in ConvolutionSize size, in ResultGradient dy, Block w, Block dx)
    {
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) ConvolutionInputGradient<F32x16>.Run(size, dy, w, dx);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) ConvolutionInputGradient<F32x8>.Run(size, dy, w, dx);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) ConvolutionInputGradient<F32x4>.Run(size, dy, w, dx);
        else ConvolutionInputGradient<F32x1>.Run(size, dy, w, dx);
    }

    /// <summary>dw = what each weight was multiplied with, times dy, summed over the images: (outputs, channels / groups, kernelHeight, kernelWidth).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void WeightGradient(ConvolutionSize size, Block x, Block dy, Block dw)
    {
        size.Check(x, dw, dy, nameof(x), nameof(dw), nameof(dy));
        if (!FillsLanes(size)) ConvolutionByColumns.WeightGradient(size, x, dy, dw);
        else WeightGradientInLanes(size, x, new ResultGradient(dy), dw);
        dy.KeepAlive();
    }

    /// <summary>The same of the largest of each window, as in <see cref="InputGradientOfMaxPool"/>.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need, or the window is larger than the results.</exception>
    public static void WeightGradientOfMaxPool(ConvolutionSize size, int window, Block x, Block index, Block dy, Block dw)
    {
        size.CheckPooled(window, x, dw, dy, nameof(x), nameof(dw), nameof(dy));
        size.CheckPooled(window, x, dw, index, nameof(x), nameof(dw), nameof(index));
        if (!FillsLanes(size)) ConvolutionByColumns.WeightGradientOfMaxPool(size, window, x, index, dy, dw);
        else WeightGradientInLanes(size, x, new ResultGradient(window, index, dy), dw);
        index.KeepAlive();
        dy.KeepAlive();
    }

    private static void WeightGradientInLanes(in ConvolutionSize size, Block x, in ResultGradient dy, Block dw)
    {
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) ConvolutionWeightGradient<F32x16>.Run(size, x, dy, dw);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) ConvolutionWeightGradient<F32x8>.Run(size, x, dy, dw);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) ConvolutionWeightGradient<F32x4>.Run(size, x, dy, dw);
        else ConvolutionWeightGradient<F32x1>.Run(size, x, dy, dw);
    }

    /// <summary>Whether at least half of the lanes have a sample; a product without columns is the faster where nothing has to be written out.</summary>
    private static bool FillsLanes(in ConvolutionSize size)
        => !size.IsPointwise && size.Batch >= (VectorWidth.Current + 1) / 2 && size.Places > 0 && size.Depth > 0 && size.Outputs > 0;
}
