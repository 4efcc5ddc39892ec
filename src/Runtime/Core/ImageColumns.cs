namespace NNGen.Core;

/// <summary>
/// The windows of an image as a matrix: a row for each place of the kernel in each channel of a group, a column for each step of the
/// window. A convolution is then one matrix product. Only some rows of steps are written out at a time, so that the matrix stays in
/// the second-level cache.
/// </summary>
internal static unsafe class ImageColumns
{
    // 512 KB of columns: half of the second-level cache, the other half is for the weights.
    private const int MostElements = 131072;

    /// <summary>How many rows of steps are written out at a time.</summary>
    public static int RowsAtATime(in ConvolutionSize size)
        => (int)Math.Clamp(MostElements / Math.Max(1, (long)size.Depth * size.Horizontal.Steps), 1, Math.Max(1, size.Vertical.Steps));

    /// <summary>
    /// Writes the columns of steps in <paramref name="rows"/> rows from <paramref name="firstRow"/> on, (depth, rows · horizontal steps);
    /// places outside of the image, which is the channels of one group, are 0.
    /// </summary>
    public static void Write(in ConvolutionSize size, float* image, int firstRow, int rows, float* columns)
    {
        WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
        int steps = horizontal.Steps;
        for (int channel = 0; channel < size.GroupChannels; channel++)
        {
            for (int row = 0; row < vertical.Kernel; row++)
            {
                for (int column = 0; column < horizontal.Kernel; column++)
                {
                    (int first, int end) = horizontal.Inside(column);
                    int start = horizontal.At(first, column);
                    for (int step = firstRow; step < firstRow + rows; step++)
                    {
                        int at = vertical.At(step, row);
                        var destination = new Span<float>(columns, steps);
                        columns += steps;
                        if ((uint)at >= (uint)vertical.Length || first == end)
                        {
                            destination.Clear();
                            continue;
                        }

                        destination[..first].Clear();
                        destination[end..].Clear();
                        float* source = image + (nint)at * horizontal.Length + start;
                        if (horizontal.Stride == 1) new ReadOnlySpan<float>(source, end - first).CopyTo(destination[first..]);
                        else for (nint index = 0; index < end - first; index++) destination[first + (int)index] = source[index * horizontal.Stride];
                    }
                }
            }

            image += (nint)vertical.Length * horizontal.Length;
        }
    }

    /// <summary>The transpose of <see cref="Write"/>: adds every column back to where it came from.</summary>
    public static void Add<V>(in ConvolutionSize size, float* columns, int firstRow, int rows, float* image) where V : struct, IVec<V>
    {
        WindowAxis vertical = size.Vertical, horizontal = size.Horizontal;
        for (int channel = 0; channel < size.GroupChannels; channel++)
        {
            for (int row = 0; row < vertical.Kernel; row++)
            {
                for (int column = 0; column < horizontal.Kernel; column++)
                {
                    (int first, int end) = horizontal.Inside(column);
                    int start = horizontal.At(first, column);
                    for (int step = firstRow; step < firstRow + rows; step++)
                    {
                        int at = vertical.At(step, row);
                        if ((uint)at < (uint)vertical.Length)
                            WindowRow.Scatter<V>(image + (nint)at * horizontal.Length + start, columns + first, horizontal.Stride, end - first);
                        columns += horizontal.Steps;
                    }
                }
            }

            image += (nint)vertical.Length * horizontal.Length;
        }
    }
}
