using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// y[n, o] = Σ w[o, c] ⋆ x[n, c] with the samples across the lanes: a tile is some outputs of a group by four places of the result. Strips
/// of rows of the images are brought into the lanes, and the results of each panel of outputs back into images.
/// </summary>
internal readonly unsafe struct ConvolutionForward<V> : IChunks
    where V : struct, IVec<V>
{
    private readonly ConvolutionSize _size;
    private readonly SampleParts _parts;
    private readonly float* _x, _weights, _y;

    private ConvolutionForward(in ConvolutionSize size, in SampleParts parts, float* x, float* weights, float* y)
    {
        (_size, _parts) = (size, parts);
        _x = x;
        _weights = weights;
        _y = y;
    }

    public static void Run(in ConvolutionSize size, Block x, Block w, Block y)
    {
        var parts = new SampleParts(size, V.Count, size.Vertical.Steps);
        Block weights = ThreadScratch.TakeColumns(checked(size.Outputs * size.Depth));
        Pack(size, w.Pointer, weights.Pointer);
        parts.Run(new ConvolutionForward<V>(size, parts, x.Pointer, weights.Pointer, y.Pointer));
        x.KeepAlive();
        w.KeepAlive();
        y.KeepAlive();
    }

    /// <summary>The weights of each panel of outputs, side by side: (panel, channel, kernel row, kernel column, output).</summary>
    private static void Pack(in ConvolutionSize size, float* w, float* packed)
    {
        var panels = new Panels(size.GroupOutputs, SampleTile.MaxRows<V>());
        for (int group = 0; group < size.Groups; group++)
        {
            for (int panel = 0; panel < panels.Count; panel++)
            {
                int rows = panels.Rows(panel);
                Transpose.Matrix(w, size.Depth, packed, rows, rows, size.Depth);
                w += (nint)rows * size.Depth;
                packed += (nint)rows * size.Depth;
            }
        }
    }

    public void Run(int chunk)
    {
        for (int part = _parts.First(chunk); part < _parts.First(chunk + 1); part++)
        {
            (int block, int group, int first, int rows) = _parts.Of(part);
            Run(block, group, first, rows);
        }
    }

    private void Run(int block, int group, int firstStep, int steps)
    {
        WindowAxis vertical = _size.Vertical, horizontal = _size.Horizontal;
        int channels = _size.GroupChannels, outputs = _size.GroupOutputs;
        int width = horizontal.Length + 2 * horizontal.Padding;
        int rows = (steps - 1) * vertical.Stride + (vertical.Kernel - 1) * vertical.Dilation + 1;
        nint rowStride = (nint)width * V.Count, planeStride = rows * rowStride;
        nint places = (nint)steps * horizontal.Steps, resultStride = places * V.Count;
        int maxRows = SampleTile.MaxRows<V>(), samples = Math.Min(V.Count, _size.Batch - block * V.Count);

        float* image = ThreadScratch.Take(channels * planeStride + maxRows * resultStride);
        float* result = image + channels * planeStride;
        nint imageSize = (nint)_size.Channels * vertical.Length * horizontal.Length, resultSize = (nint)_size.Outputs * _size.Places;
        float* x = _x + (nint)block * V.Count * imageSize + (nint)group * channels * vertical.Length * horizontal.Length;
        SampleLanes.Read<V>(
            x, imageSize, samples, channels, vertical.Length, horizontal.Length, firstStep * vertical.Stride - vertical.Padding, rows, horizontal.Padding, image, planeStride, V.Count);

        TileWalk walk = default;
        walk.Outer = channels;
        walk.Middle = vertical.Kernel;
        walk.Inner = horizontal.Kernel;
        walk.InnerStep = (nint)horizontal.Dilation * V.Count;
        walk.MiddleStep = vertical.Dilation * rowStride - walk.Inner * walk.InnerStep;
        walk.OuterStep = planeStride - vertical.Kernel * vertical.Dilation * rowStride;

        var panels = new Panels(outputs, maxRows);
        float* weights = _weights + (nint)group * outputs * _size.Depth;
        float* y = _y + (nint)block * V.Count * resultSize + (nint)group * outputs * _size.Places + (nint)firstStep * horizontal.Steps;
        nint placeStep = (nint)horizontal.Stride * V.Count, stepStride = vertical.Stride * rowStride;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int panelRows = panels.Rows(panel);
            float* to = result;
            float* row = image;
            for (int step = 0; step < steps; step++)
            {
                float* at = row;
                int left = horizontal.Steps;
                while (left > 0)
                {
                    int columns = left >= 4 ? 4 : left >= 2 ? 2 : 1;
                    var where = new TileColumns { First = at, Second = at + placeStep, Third = at + 2 * placeStep, Fourth = at + 3 * placeStep };
                    SampleTile.Run<V, NumberRow>(panelRows, columns, walk, weights, where, to, resultStride, V.Count);
                    at += columns * placeStep;
                    to += columns * V.Count;
                    left -= columns;
                }

                row += stepStride;
            }

            for (int output = 0; output < panelRows; output++)
            {
                SampleLanes.Write<V>(result + output * resultStride, y, resultSize, samples, places);
                y += _size.Places;
            }

            weights += (nint)panelRows * _size.Depth;
        }
    }
}
