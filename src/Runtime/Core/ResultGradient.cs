using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// The gradient of a convolution's results, (batch, outputs, rows, columns): as it is, or as the gradient of the largest of each window and
/// the place of its window that each is at. The second is spread over the windows in the lanes, where that is a comparison and a store for
/// each place, and so a fraction of the floats is brought into the lanes.
/// </summary>
internal readonly unsafe struct ResultGradient
{
    private readonly int _window;
    private readonly float* _dy, _index;

    /// <summary>The gradient as it is.</summary>
    public ResultGradient(Block dy)
    {
        _window = 1;
        _dy = dy.Pointer;
        _index = null;
    }

    /// <summary>The gradient of the largest of each window, and the places where they are, read row by row; any other place gets none.</summary>
    public ResultGradient(int window, Block index, Block dy)
    {
        _window = window;
        _dy = dy.Pointer;
        _index = index.Pointer;
    }

    /// <summary>The floats that <see cref="Read"/> wants for itself.</summary>
    public nint Scratch<V>(in ConvolutionSize size, int steps) where V : struct, IVec<V>
        => _index == null ? 0 : 2 * (nint)Math.Min(size.Vertical.Steps / _window, (steps - 1) / _window + 2) * (size.Horizontal.Steps / _window) * V.Count;

    /// <summary>Writes rows of some outputs' planes of as many samples as there are lanes: zeros in lanes without one.</summary>
    /// <param name="size">The convolution.</param>
    /// <param name="block">Which samples: so many times the lanes come before.</param>
    /// <param name="firstOutput">The first output.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="firstStep">The first row.</param>
    /// <param name="steps">The rows.</param>
    /// <param name="y">(outputs, rows, columns, lanes), but for its strides.</param>
    /// <param name="planeStride">From output to output of y.</param>
    /// <param name="placeStride">From place to place of y.</param>
    /// <param name="scratch">As many floats as <see cref="Scratch"/> says.</param>
    public void Read<V>(
        in ConvolutionSize size, int block, int firstOutput, int outputs, int firstStep, int steps, float* y, nint planeStride, nint placeStride, float* scratch)
        where V : struct, IVec<V>
    {
        int height = size.Vertical.Steps, width = size.Horizontal.Steps;
        int samples = Math.Min(V.Count, size.Batch - block * V.Count);
        int bands = height / _window, columns = width / _window;
        nint plane = (nint)bands * columns, sampleStride = size.Outputs * plane;
        nint start = (nint)block * V.Count * sampleStride + firstOutput * plane;
        if (_index == null)
        {
            SampleLanes.Read<V>(_dy + start, sampleStride, samples, outputs, height, width, firstStep, steps, 0, y, planeStride, placeStride);
            return;
        }

        int first = Math.Min(bands, firstStep / _window), end = Math.Min(bands, (firstStep + steps - 1) / _window + 1);
        nint places = (nint)(end - first) * columns;
        float* gradient = scratch, index = scratch + places * V.Count;
        if (samples < V.Count) new Span<float>(scratch, checked((int)(2 * places * V.Count))).Clear();
        start += (nint)first * columns;
        for (int output = 0; output < outputs; output++)
        {
            Transposition.Run<V>(_dy + start, sampleStride, gradient, V.Count, samples, places);
            Transposition.Run<V>(_index + start, sampleStride, index, V.Count, samples, places);
            Spread<V>(gradient, index, _window, columns, bands - first, firstStep - first * _window, steps, width, y, placeStride);
            start += plane;
            y += planeStride;
        }
    }

    /// <summary>Rows of windows: the gradient at the place that has it, else zero; zeros beyond the windows.</summary>
    /// <param name="gradient">A vector for each window.</param>
    /// <param name="index">The place that has it.</param>
    /// <param name="window">The rows and columns of a window.</param>
    /// <param name="windows">The windows of a row of them.</param>
    /// <param name="bands">The rows of windows.</param>
    /// <param name="row">The first row that is wanted.</param>
    /// <param name="rows">How many are.</param>
    /// <param name="width">The places of a row, those beyond the windows too.</param>
    /// <param name="y">A vector for each place.</param>
    /// <param name="placeStride">From place to place of y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread<V>(float* gradient, float* index, int window, nint windows, nint bands, nint row, nint rows, nint width, float* y, nint placeStride)
        where V : struct, IVec<V>
    {
        nint band = row / window, within = row - band * window;
        gradient += band * windows * V.Count;
        index += band * windows * V.Count;
        for (; rows > 0; rows--)
        {
            nint left = band < bands ? windows : 0, rest = width - left * window;
            V first = V.Broadcast(within * window);
            float* value = gradient, wanted = index;
            for (; left > 0; left--)
            {
                V dy = V.Load(value), at = V.Load(wanted), place = first;
                for (nint column = window; column > 0; column--)
                {
                    V.Store(y, V.Select(V.Equal(at, place), dy, V.Zero));
                    place += V.One;
                    y += placeStride;
                }

                value += V.Count;
                wanted += V.Count;
            }

            for (; rest > 0; rest--)
            {
                V.Store(y, V.Zero);
                y += placeStride;
            }

            if (++within < window) continue;
            within = 0;
            band++;
            gradient += windows * V.Count;
            index += windows * V.Count;
        }
    }
}
