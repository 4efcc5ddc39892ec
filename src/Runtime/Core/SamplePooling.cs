using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>The largest of each window in the rows of one, with the samples across the lanes.</summary>
internal static unsafe class SamplePooling
{
    /// <summary>y = the largest of each window, NaN if any is.</summary>
    /// <param name="x">As many rows as a window has, each of as many windows as there are.</param>
    /// <param name="window">The rows and columns of a window.</param>
    /// <param name="windows">The windows, side by side.</param>
    /// <param name="y">A vector for each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max<V>(float* x, int window, nint windows, float* y) where V : struct, IVec<V>
    {
        nint rowStride = windows * window * V.Count;
        for (nint at = 0; at < windows; at++)
        {
            V largest = V.Load(x);
            for (nint row = 0; row < window; row++)
                for (nint column = 0; column < window; column++)
                    largest = V.Max(largest, V.Load(x + row * rowStride + column * V.Count));
            V.Store(y, largest);
            x += window * V.Count;
            y += V.Count;
        }
    }

    /// <summary>The same, and which place of its window it is, read row by row: the first of several, the first NaN where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max<V>(float* x, int window, nint windows, float* y, float* index) where V : struct, IVec<V>
    {
        nint rowStride = windows * window * V.Count;
        for (nint at = 0; at < windows; at++)
        {
            V largest = V.Load(x), place = V.Zero, first = V.Zero;
            for (nint row = 0; row < window; row++)
            {
                for (nint column = 0; column < window; column++)
                {
                    V value = V.Load(x + row * rowStride + column * V.Count);
                    V isLarger = V.And(V.Not(V.LessOrEqual(value, largest)), V.Equal(largest, largest));
                    largest = V.Select(isLarger, value, largest);
                    first = V.Select(isLarger, place, first);
                    place += V.One;
                }
            }

            V.Store(y, largest);
            V.Store(index, first);
            x += window * V.Count;
            y += V.Count;
            index += V.Count;
        }
    }
}
