using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// The largest, or the mean, of each window of a plane, and their gradients. Windows are separable: the rows of a window are combined
/// first, place by place, then the places along the row. Outputs must not overlap what is read.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Pooling
{
    /// <summary>y = the largest of each window, NaN if any is; padding is −∞.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void Max(PoolingSize size, Block x, Block y) => Run<Largest>(size, x, y);

    /// <summary>y = the mean of each window; padding counts as zeros.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void Average(PoolingSize size, Block x, Block y) => Run<Addition>(size, x, y);

    /// <summary>dx = dy at the first of the largest of each window (of x, read row by row; the first NaN where there is one), summed over windows.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void MaxGradient(PoolingSize size, Block x, Block dy, Block dx)
    {
        size.CheckPlanes(x, nameof(x));
        size.CheckResults(dy, nameof(dy));
        size.CheckPlanes(dx, nameof(dx));
        WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
        int plane = vertical.Length * horizontal.Length;
        float* from = x.Pointer;
        float* gradient = dy.Pointer;
        float* to = dx.Pointer;
        dx.Span[..(size.Planes * plane)].Clear();
        for (int index = 0; index < size.Planes; index++)
        {
            for (int row = 0; row < vertical.Steps; row++)
                for (int column = 0; column < horizontal.Steps; column++, gradient++)
                    if (IndexOfLargest(from, vertical, row, horizontal, column) is >= 0 and nint largest) to[largest] += *gradient;
            from += plane;
            to += plane;
        }

        x.KeepAlive();
        dy.KeepAlive();
        dx.KeepAlive();
    }

    /// <summary>dx = dy / size² at every element of each window, summed over windows.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void AverageGradient(PoolingSize size, Block dy, Block dx)
    {
        size.CheckResults(dy, nameof(dy));
        size.CheckPlanes(dx, nameof(dx));
        float* from = dy.Pointer;
        float* to = dx.Pointer;
        dx.Span[..(size.Planes * size.Vertical.Length * size.Horizontal.Length)].Clear();
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Spread<F32x16>(size, from, to);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Spread<F32x8>(size, from, to);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Spread<F32x4>(size, from, to);
        else Spread<F32x1>(size, from, to);

        dy.KeepAlive();
        dx.KeepAlive();
    }

    private static void Run<TCombination>(PoolingSize size, Block x, Block y) where TCombination : struct, ICombination
    {
        size.CheckPlanes(x, nameof(x));
        size.CheckResults(y, nameof(y));
        float* from = x.Pointer;
        float* to = y.Pointer;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16, TCombination>(size, from, to);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8, TCombination>(size, from, to);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4, TCombination>(size, from, to);
        else Run<F32x1, TCombination>(size, from, to);

        x.KeepAlive();
        y.KeepAlive();
    }

    private static void Run<V, TCombination>(in PoolingSize size, float* x, float* y)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
    {
        WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
        bool isMean = typeof(TCombination) == typeof(Addition);
        float scale = 1f / ((float)vertical.Kernel * horizontal.Kernel);
        float identity = TCombination.Across(TCombination.Identity<F32x1>());
        nint width = horizontal.Length;
        float* together = ThreadScratch.Take(width);
        for (int plane = 0; plane < size.Planes; plane++)
        {
            for (int row = 0; row < vertical.Steps; row++)
            {
                new Span<float>(together, horizontal.Length).Fill(identity);
                for (int tap = 0; tap < vertical.Kernel; tap++)
                {
                    int at = vertical.At(row, tap);
                    if ((uint)at < (uint)vertical.Length) WindowRow.Gather<V, TCombination>(together, x + at * width, 1, width);
                }

                var results = new Span<float>(y, horizontal.Steps);
                results.Fill(identity);
                for (int tap = 0; tap < horizontal.Kernel; tap++)
                {
                    (int first, int end) = horizontal.Inside(tap);
                    if (first < end) WindowRow.Gather<V, TCombination>(y + first, together + horizontal.At(first, tap), horizontal.Stride, end - first);
                }

                if (isMean) foreach (ref float result in results) result *= scale;
                y += horizontal.Steps;
            }

            x += vertical.Length * width;
        }
    }

    private static void Spread<V>(in PoolingSize size, float* dy, float* dx) where V : struct, IVec<V>
    {
        WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
        float scale = 1f / ((float)vertical.Kernel * horizontal.Kernel);
        nint width = horizontal.Length;
        float* scaled = ThreadScratch.Take(width + horizontal.Steps);
        float* row = scaled + horizontal.Steps;
        for (int plane = 0; plane < size.Planes; plane++)
        {
            for (int step = 0; step < vertical.Steps; step++)
            {
                for (int column = 0; column < horizontal.Steps; column++) scaled[column] = dy[column] * scale;
                new Span<float>(row, horizontal.Length).Clear();
                for (int tap = 0; tap < horizontal.Kernel; tap++)
                {
                    (int first, int end) = horizontal.Inside(tap);
                    if (first < end) WindowRow.Scatter<V>(row + horizontal.At(first, tap), scaled + first, horizontal.Stride, end - first);
                }

                for (int tap = 0; tap < vertical.Kernel; tap++)
                {
                    int at = vertical.At(step, tap);
                    if ((uint)at < (uint)vertical.Length) WindowRow.Gather<V, Addition>(dx + at * width, row, 1, width);
                }

                dy += horizontal.Steps;
            }

            dx += vertical.Length * width;
        }
    }

    /// <summary>Where in the plane the first of the largest elements of a window is; −1 of a plane without elements.</summary>
    private static nint IndexOfLargest(float* plane, in WindowAxis vertical, int row, in WindowAxis horizontal, int column)
    {
        int top = vertical.At(row, 0), left = horizontal.At(column, 0);
        int bottom = Math.Min(vertical.Length, top + vertical.Kernel), right = Math.Min(horizontal.Length, left + horizontal.Kernel);
        (top, left) = (Math.Max(0, top), Math.Max(0, left));
        nint best = -1;
        float largest = float.NegativeInfinity;
        for (nint y = top; y < bottom; y++)
        {
            for (nint z = left; z < right; z++)
            {
                nint at = y * horizontal.Length + z;
                float value = plane[at];
                if (best >= 0 && (value <= largest || float.IsNaN(largest))) continue;
                (best, largest) = (at, value);
            }
        }

        return best;
    }
}
