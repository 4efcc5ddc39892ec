using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// y[n, o] = Σ w[o, c] ⋆ x[n, c] with the samples across the lanes: a tile is some outputs of a group by four places of the result. Strips
/// of rows of the images are brought into the lanes, and the results of each panel of outputs back into images. Where the largest of
/// each window is wanted, and perhaps which it is, the four places of a tile are those of a window of two by two, and only the largest
/// leaves the registers; the rows of a larger window are pooled while they are in the first-level cache.
/// </summary>
internal readonly unsafe struct ConvolutionForward<V> : IChunks
    where V : struct, IVec<V>
{
    private readonly ConvolutionSize _size;
    private readonly SampleParts _parts;
    private readonly int _window;
    private readonly float* _x, _weights, _y, _index;

    private ConvolutionForward(in ConvolutionSize size, int window, in SampleParts parts, float* x, float* weights, float* y, float* index)
    {
        (_size, _window, _parts) = (size, window, parts);
        _x = x;
        _weights = weights;
        _y = y;
        _index = index;
    }

    /// <param name="size">The convolution.</param>
    /// <param name="window">The rows and columns of a window, 1 where all results are wanted.</param>
    /// <param name="x">The images.</param>
    /// <param name="w">The weights.</param>
    /// <param name="y">The results, or the largest of each window.</param>
    /// <param name="index">Which place of its window each of them is, read row by row; of no length where nobody asks.</param>
    public static void Run(in ConvolutionSize size, int window, Block x, Block w, Block y, Block index)
    {
        var parts = new SampleParts(size, V.Count, size.Vertical.Steps / window, window);
        Block weights = ThreadScratch.TakeColumns(checked(size.Outputs * size.Depth));
        Pack(size, w.Pointer, weights.Pointer);
        parts.Run(new ConvolutionForward<V>(size, window, parts, x.Pointer, weights.Pointer, y.Pointer, index.Length == 0 ? null : index.Pointer));
        x.KeepAlive();
        w.KeepAlive();
        y.KeepAlive();
        index.KeepAlive();
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

    private void Run(int block, int group, int firstRow, int resultRows)
    {
        WindowAxis vertical = _size.Vertical, horizontal = _size.Horizontal;
        int channels = _size.GroupChannels, outputs = _size.GroupOutputs;
        int width = horizontal.Length + 2 * horizontal.Padding;
        int firstStep = firstRow * _window, steps = resultRows * _window;
        int rows = (steps - 1) * vertical.Stride + (vertical.Kernel - 1) * vertical.Dilation + 1;
        nint rowStride = (nint)width * V.Count, planeStride = rows * rowStride;

        // The results of a panel, of its windows where there are any, and the places of the rows of one window.
        int resultColumns = horizontal.Steps / _window, bandColumns = resultColumns * _window;
        nint results = (nint)resultRows * resultColumns, resultStride = results * V.Count;
        nint bandStride = _window <= 2 ? 0 : (nint)_window * bandColumns * V.Count;
        int maxRows = SampleTile.MaxRows<V>(), samples = Math.Min(V.Count, _size.Batch - block * V.Count);

        float* image = ThreadScratch.Take(channels * planeStride + maxRows * (resultStride + (_index == null ? 0 : resultStride) + bandStride));
        float* result = image + channels * planeStride;
        float* index = _index == null ? null : result + maxRows * resultStride;
        float* band = result + maxRows * (_index == null ? 1 : 2) * resultStride;
        nint imageSize = (nint)_size.Channels * vertical.Length * horizontal.Length;
        nint resultPlane = (nint)(vertical.Steps / _window) * resultColumns, resultSize = _size.Outputs * resultPlane;
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
        nint start = (nint)block * V.Count * resultSize + (nint)group * outputs * resultPlane + (nint)firstRow * resultColumns;
        nint stepStride = vertical.Stride * rowStride;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int panelRows = panels.Rows(panel);
            for (int row = 0; row < resultRows; row++)
            {
                float* to = result + (nint)row * resultColumns * V.Count;
                if (_window == 1)
                {
                    Row(walk, panelRows, weights, image + row * stepStride, to, resultStride, resultColumns);
                    continue;
                }

                if (_window == 2)
                {
                    float* first = image + row * 2 * stepStride;
                    nint placeStep = (nint)horizontal.Stride * V.Count;
                    var where = new TileColumns { First = first, Second = first + placeStep, Third = first + stepStride, Fourth = first + stepStride + placeStep };
                    SampleTile.RunWindows<V, NumberRow>(panelRows, walk, weights, where, to, resultStride, index == null ? 0 : (nint)(index - result), index != null, resultColumns, 2 * placeStep);
                    continue;
                }

                for (int step = 0; step < _window; step++)
                    Row(walk, panelRows, weights, image + (row * _window + step) * stepStride, band + (nint)step * bandColumns * V.Count, bandStride, bandColumns);
                for (int output = 0; output < panelRows; output++)
                {
                    nint at = output * resultStride;
                    if (index == null) SamplePooling.Max<V>(band + output * bandStride, _window, resultColumns, to + at);
                    else SamplePooling.Max<V>(band + output * bandStride, _window, resultColumns, to + at, index + (to - result) + at);
                }
            }

            for (int output = 0; output < panelRows; output++)
            {
                SampleLanes.Write<V>(result + output * resultStride, _y + start, resultSize, samples, results);
                if (index != null) SampleLanes.Write<V>(index + output * resultStride, _index + start, resultSize, samples, results);
                start += resultPlane;
            }

            weights += (nint)panelRows * _size.Depth;
        }
    }

    /// <summary>A panel's outputs at the places of one row.</summary>
    private void Row(in TileWalk walk, int outputs, float* weights, float* at, float* to, nint outputStride, int places)
    {
        nint placeStep = (nint)_size.Horizontal.Stride * V.Count;
        for (int columns = 4; columns > 0; columns /= 2)
        {
            int tiles = places / columns;
            if (tiles == 0) continue;
            var where = new TileColumns { First = at, Second = at + placeStep, Third = at + 2 * placeStep, Fourth = at + 3 * placeStep };
            SampleTile.Run<V, NumberRow>(outputs, columns, walk, weights, where, to, outputStride, V.Count, tiles, columns * placeStep, columns * V.Count);
            places -= tiles * columns;
            at += tiles * columns * placeStep;
            to += tiles * columns * V.Count;
        }
    }
}
