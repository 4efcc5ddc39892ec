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
    private const int MostOffsets = 64;

    /// <summary>y = the largest of each window, NaN if any is; padding is −∞.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void Max(PoolingSize size, Block x, Block y) => Run<Largest>(size, x, y);

    /// <summary>y = the mean of each window; padding counts as zeros.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void Average(PoolingSize size, Block x, Block y) => Run<Addition>(size, x, y);

    /// <summary>The largest of each window, and which place of its window it is.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void MaxWithIndex(PoolingSize size, Block x, Block y, Block index)
    {
        Max(size, x, y);
        MaxIndex(size, x, index);
    }

    /// <summary>
    /// index = which place of its window is the first of the largest, places counted row by row, those of the padding too: a whole number as a
    /// float. The first NaN where there is one; −1 of a window without elements.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void MaxIndex(PoolingSize size, Block x, Block index)
    {
        size.CheckPlanes(x, nameof(x));
        size.CheckResults(index, nameof(index));
        size.Run(new IndexParts(size, x.Pointer, index.Pointer));
        x.KeepAlive();
        index.KeepAlive();
    }

    /// <summary>dx = dy at the place of its window that the index names, summed over windows.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void MaxGradient(PoolingSize size, Block index, Block dy, Block dx)
    {
        size.CheckResults(index, nameof(index));
        size.CheckResults(dy, nameof(dy));
        size.CheckPlanes(dx, nameof(dx));
        size.Run(new GradientParts(size, index.Pointer, dy.Pointer, dx.Pointer));
        index.KeepAlive();
        dy.KeepAlive();
        dx.KeepAlive();
    }

    /// <summary>dx = dy / size² at every element of each window, summed over windows.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the sizes need.</exception>
    public static void AverageGradient(PoolingSize size, Block dy, Block dx)
    {
        size.CheckResults(dy, nameof(dy));
        size.CheckPlanes(dx, nameof(dx));
        size.Run(new SpreadParts(size, dy.Pointer, dx.Pointer));
        dy.KeepAlive();
        dx.KeepAlive();
    }

    private static void Run<TCombination>(PoolingSize size, Block x, Block y) where TCombination : struct, ICombination
    {
        size.CheckPlanes(x, nameof(x));
        size.CheckResults(y, nameof(y));
        size.Run(new WindowParts<TCombination>(size, x.Pointer, y.Pointer));
        x.KeepAlive();
        y.KeepAlive();
    }

    private static void Run<V, TCombination>(in PoolingSize size, int planes, float* x, float* y)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
    {
        WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
        bool isMean = typeof(TCombination) == typeof(Addition);
        float scale = 1f / ((float)vertical.Kernel * horizontal.Kernel);
        float identity = TCombination.Across(TCombination.Identity<F32x1>());
        nint width = horizontal.Length;
        float* together = ThreadScratch.Take(width);
        for (int plane = 0; plane < planes; plane++)
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

    private static void Spread<V>(in PoolingSize size, int planes, float* dy, float* dx) where V : struct, IVec<V>
    {
        WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
        float scale = 1f / ((float)vertical.Kernel * horizontal.Kernel);
        nint width = horizontal.Length;
        float* scaled = ThreadScratch.Take(width + horizontal.Steps);
        float* row = scaled + horizontal.Steps;
        new Span<float>(dx, planes * vertical.Length * horizontal.Length).Clear();
        for (int plane = 0; plane < planes; plane++)
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

    /// <summary>Which place of a window is the first of the largest.</summary>
    private static int IndexOfLargest(float* plane, in WindowAxis vertical, int row, in WindowAxis horizontal, int column)
    {
        int top = vertical.At(row, 0), left = horizontal.At(column, 0), best = -1;
        float largest = float.NegativeInfinity;
        for (int y = Math.Max(0, -top); y < vertical.Kernel && top + y < vertical.Length; y++)
        {
            float* from = plane + (nint)(top + y) * horizontal.Length + left;
            for (int z = Math.Max(0, -left); z < horizontal.Kernel && left + z < horizontal.Length; z++)
            {
                if (best >= 0 && (from[z] <= largest || float.IsNaN(largest))) continue;
                (best, largest) = (y * horizontal.Kernel + z, from[z]);
            }
        }

        return best;
    }

    private readonly struct WindowParts<TCombination>(PoolingSize size, float* x, float* y) : IChunks where TCombination : struct, ICombination
    {
        public void Run(int chunk)
        {
            (int first, int planes) = size.Part(chunk);
            float* from = x + (nint)first * size.Plane;
            float* to = y + (nint)first * size.Results;
            if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16, TCombination>(size, planes, from, to);
            else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8, TCombination>(size, planes, from, to);
            else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4, TCombination>(size, planes, from, to);
            else Run<F32x1, TCombination>(size, planes, from, to);
        }
    }

    private readonly struct SpreadParts(PoolingSize size, float* dy, float* dx) : IChunks
    {
        public void Run(int chunk)
        {
            (int first, int planes) = size.Part(chunk);
            float* from = dy + (nint)first * size.Results;
            float* to = dx + (nint)first * size.Plane;
            if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Spread<F32x16>(size, planes, from, to);
            else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Spread<F32x8>(size, planes, from, to);
            else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Spread<F32x4>(size, planes, from, to);
            else Spread<F32x1>(size, planes, from, to);
        }
    }

    private readonly struct IndexParts(PoolingSize size, float* x, float* index) : IChunks
    {
        public void Run(int chunk)
        {
            (int first, int planes) = size.Part(chunk);
            float* from = x + (nint)first * size.Plane;
            float* to = index + (nint)first * size.Results;
            for (int plane = 0; plane < planes; plane++)
            {
                for (int row = 0; row < size.Vertical.Steps; row++)
                    for (int column = 0; column < size.Horizontal.Steps; column++) *to++ = IndexOfLargest(from, size.Vertical, row, size.Horizontal, column);
                from += size.Plane;
            }
        }
    }

    private readonly struct GradientParts(PoolingSize size, float* index, float* dy, float* dx) : IChunks
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            (int first, int planes) = size.Part(chunk);
            WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
            float* place = index + (nint)first * size.Results;
            float* from = dy + (nint)first * size.Results;
            float* to = dx + (nint)first * size.Plane;
            new Span<float>(to, planes * size.Plane).Clear();

            // Where the places of a window lie, from its first: a look into a table instead of a division.
            int* offsets = stackalloc int[MostOffsets];
            int count = vertical.Kernel * horizontal.Kernel;
            bool isShort = count <= MostOffsets;
            for (int i = 0; i < count && isShort; i++) offsets[i] = i / horizontal.Kernel * horizontal.Length + i % horizontal.Kernel;
            for (int plane = 0; plane < planes; plane++)
            {
                for (int row = 0; row < vertical.Steps; row++)
                {
                    float* window = to + (nint)vertical.At(row, 0) * horizontal.Length + horizontal.At(0, 0);
                    for (int column = 0; column < horizontal.Steps; column++)
                    {
                        int largest = (int)*place++;
                        float gradient = *from++;
                        if ((uint)largest < (uint)count) window[isShort ? offsets[largest] : largest / horizontal.Kernel * horizontal.Length + largest % horizontal.Kernel] += gradient;
                        window += horizontal.Stride;
                    }
                }

                to += size.Plane;
            }
        }
    }
}
