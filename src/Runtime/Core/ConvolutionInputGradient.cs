namespace NNGen.Core;

/// <summary>
/// dx = what each element of x was multiplied with, times dy, with the samples across the lanes: a tile is some channels of one place by two
/// vectors of samples, and sums over the taps that reach the place, no others, and all outputs of the group. Gradients are brought into
/// the lanes with the outputs of a place side by side.
/// </summary>
internal readonly unsafe struct ConvolutionInputGradient<V> : IChunks
    where V : struct, IVec<V>
{
    private const int Columns = 2;
    private const int MaxRows = 6;

    private readonly ConvolutionSize _size;
    private readonly SampleParts _parts;
    private readonly ResultGradient _dy;
    private readonly float* _weights, _dx;

    private ConvolutionInputGradient(in ConvolutionSize size, in SampleParts parts, in ResultGradient dy, float* weights, float* dx)
    {
        (_size, _parts) = (size, parts);
        _dy = dy;
        _weights = weights;
        _dx = dx;
    }

    public static void Run(in ConvolutionSize size, in ResultGradient dy, Block w, Block dx)
    {
        if (size.Channels == 0 || size.Vertical.Length == 0 || size.Horizontal.Length == 0) return;
        var parts = new SampleParts(size, Columns * V.Count, size.Vertical.Length);
        Block weights = ThreadScratch.TakeColumns(checked(size.Outputs * size.Depth));
        Pack(size, w.Pointer, weights.Pointer);
        parts.Run(new ConvolutionInputGradient<V>(size, parts, dy, weights.Pointer, dx.Pointer));
        w.KeepAlive();
        dx.KeepAlive();
    }

    /// <summary>The weights of each panel of channels: (panel, kernel row, kernel column, output, channel).</summary>
    private static void Pack(in ConvolutionSize size, float* w, float* packed)
    {
        var panels = new Panels(size.GroupChannels, MaxRows);
        nint taps = (nint)size.Vertical.Kernel * size.Horizontal.Kernel;
        for (int group = 0; group < size.Groups; group++)
        {
            for (int panel = 0; panel < panels.Count; panel++)
            {
                int rows = panels.Rows(panel);
                for (int output = 0; output < size.GroupOutputs; output++)
                {
                    float* from = w + (((nint)group * size.GroupOutputs + output) * size.GroupChannels + panels.First(panel)) * taps;
                    Transpose.Matrix(from, taps, packed + (nint)output * rows, (nint)size.GroupOutputs * rows, rows, taps);
                }

                packed += taps * size.GroupOutputs * rows;
            }
        }
    }

    public void Run(int chunk)
    {
        for (int part = _parts.First(chunk); part < _parts.First(chunk + 1); part++)
        {
            (int blocks, int group, int first, int rows) = _parts.Of(part);
            Run(blocks * Columns, group, first, rows);
        }
    }

    private void Run(int firstBlock, int group, int firstRow, int rows)
    {
        WindowAxis vertical = _size.Vertical, horizontal = _size.Horizontal;
        int channels = _size.GroupChannels, outputs = _size.GroupOutputs, width = horizontal.Length;
        nint imageSize = (nint)_size.Channels * vertical.Length * width;
        int columns = firstBlock * V.Count + V.Count < _size.Batch ? Columns : 1;

        // The steps that reach any of the rows.
        (int firstStep, int lastStep) = vertical.StepsReaching(firstRow, firstRow + rows - 1);
        int steps = lastStep - firstStep + 1;
        nint placeStride = (nint)outputs * V.Count, stepStride = horizontal.Steps * placeStride, blockStride = steps * stepStride;
        nint places = (nint)rows * width, columnStride = places * V.Count, panelStride = columns * columnStride;

        float* gradient = ThreadScratch.Take(columns * blockStride + MaxRows * panelStride + Math.Max(_dy.Scratch<V>(_size, steps), (nint)width * sizeof(Reach) / sizeof(float)));
        float* result = gradient + columns * blockStride;
        float* scratch = result + MaxRows * panelStride;
        for (int column = 0; column < columns; column++)
            _dy.Read<V>(_size, firstBlock + column, group * outputs, outputs, firstStep, steps, gradient + column * blockStride, V.Count, placeStride, scratch);

        var acrossAt = (Reach*)scratch;
        for (int column = 0; column < width; column++) acrossAt[column] = horizontal.Reaching(column);

        var panels = new Panels(channels, MaxRows);
        float* weights = _weights + (nint)group * outputs * _size.Depth;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int panelRows = panels.Rows(panel);
            nint tapLeft = (nint)outputs * panelRows, rowLeft = horizontal.Kernel * tapLeft;
            float* to = result;
            TileWalk walk = default;
            walk.Inner = outputs;
            walk.InnerStep = V.Count;
            for (int row = firstRow; row < firstRow + rows; row++)
            {
                Reach down = vertical.Reaching(row);
                for (int column = 0; column < width; column++)
                {
                    Reach across = acrossAt[column];
                    walk.Outer = down.Count;
                    walk.Middle = across.Count;
                    walk.MiddleStep = (across.StepStride - 1) * placeStride;
                    walk.MiddleLeft = (across.TapStride - 1) * tapLeft;
                    walk.OuterStep = down.StepStride * stepStride - across.Count * across.StepStride * placeStride;
                    walk.OuterLeft = down.TapStride * rowLeft - across.Count * across.TapStride * tapLeft;
                    float* at = gradient + (down.Step - firstStep) * stepStride + across.Step * placeStride;
                    var where = new TileColumns { First = at, Second = at + blockStride };
                    SampleTile.Run<V, NumberRow>(panelRows, columns, walk, weights + down.Tap * rowLeft + across.Tap * tapLeft, where, to, panelStride, columnStride);
                    to += V.Count;
                }
            }

            for (int column = 0; column < columns; column++)
            {
                int block = firstBlock + column;
                float* dx = _dx + (nint)block * V.Count * imageSize + ((nint)group * channels + panels.First(panel)) * vertical.Length * width + (nint)firstRow * width;
                for (int channel = 0; channel < panelRows; channel++)
                {
                    SampleLanes.Write<V>(
                        result + channel * panelStride + column * columnStride, dx, imageSize, Math.Min(V.Count, _size.Batch - block * V.Count), places);
                    dx += (nint)vertical.Length * width;
                }
            }

            weights += _size.Vertical.Kernel * rowLeft;
        }
    }
}
