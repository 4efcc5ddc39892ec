using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// dw = what each weight was multiplied with, times dy, summed over the images. The samples lie across the lanes, and so the lanes are summed
/// at the end: a tile is some outputs of a group by four taps. Images and gradients are brought into the lanes in stages that stay in
/// the second-level cache; a stage's sums are added to those of the stages before it, in order.
/// </summary>
internal readonly unsafe struct ConvolutionWeightGradient<V> : IChunks
    where V : struct, IVec<V>
{
    // The floats of a stage's images, 512 KB: half the second-level cache.
    private const int StageElements = 131072;

    // Places to sum over before the lanes are: more would not be felt.
    private const int WantedPlaces = 512;

    // Each part brings the images into the lanes for itself.
    private const int WantedParts = 4;

    private readonly ConvolutionSize _size;
    private readonly Panels _parts;
    private readonly ResultGradient _dy;
    private readonly float* _x, _dw;

    private ConvolutionWeightGradient(in ConvolutionSize size, in Panels parts, float* x, in ResultGradient dy, float* dw)
    {
        (_size, _parts) = (size, parts);
        _x = x;
        _dy = dy;
        _dw = dw;
    }

    public static void Run(in ConvolutionSize size, Block x, in ResultGradient dy, Block dw)
    {
        int most = SampleTile.MaxRows<V>(), panels = (size.GroupOutputs + most - 1) / most;
        int wanted = Math.Clamp(WantedParts / size.Groups, 1, panels);
        var parts = new Panels(size.GroupOutputs, (size.GroupOutputs + wanted - 1) / wanted);
        var body = new ConvolutionWeightGradient<V>(size, parts, x.Pointer, dy, dw.Pointer);
        size.Run(body, checked(parts.Count * size.Groups));
        x.KeepAlive();
        dw.KeepAlive();
    }

    public void Run(int chunk)
    {
        (int group, int part) = Math.DivRem(chunk, _parts.Count);
        int firstOutput = group * _size.GroupOutputs + _parts.First(part), outputs = _parts.Rows(part);
        WindowAxis vertical = _size.Vertical, horizontal = _size.Horizontal;
        int blocks = (_size.Batch + V.Count - 1) / V.Count;
        int width = horizontal.Length + 2 * horizontal.Padding;
        double stepElements = (double)_size.GroupChannels * width * vertical.Stride * V.Count;
        int strips = (int)Math.Clamp(Math.Ceiling(vertical.Steps * stepElements / StageElements), 1, vertical.Steps);
        int blocksAtATime = strips > 1 ? 1 : (int)Math.Clamp(Math.Min(StageElements / (vertical.Steps * stepElements), (WantedPlaces + _size.Places - 1) / _size.Places), 1, blocks);
        bool first = true;
        for (int block = 0; block < blocks; block += blocksAtATime)
        {
            for (int strip = 0; strip < strips; strip++)
            {
                int firstStep = (int)((long)vertical.Steps * strip / strips), steps = (int)((long)vertical.Steps * (strip + 1) / strips) - firstStep;
                Stage(block, Math.Min(blocksAtATime, blocks - block), group, firstOutput, outputs, firstStep, steps, first);
                first = false;
            }
        }
    }

    private void Stage(int firstBlock, int blocks, int group, int firstOutput, int outputs, int firstStep, int steps, bool first)
    {
        WindowAxis vertical = _size.Vertical, horizontal = _size.Horizontal;
        int channels = _size.GroupChannels, depth = _size.Depth, most = SampleTile.MaxRows<V>();
        int width = horizontal.Length + 2 * horizontal.Padding;
        int rows = (steps - 1) * vertical.Stride + (vertical.Kernel - 1) * vertical.Dilation + 1;
        nint rowStride = (nint)width * V.Count, planeStride = rows * rowStride, blockStride = channels * planeStride;
        nint places = (nint)steps * horizontal.Steps;
        nint imageSize = (nint)_size.Channels * vertical.Length * horizontal.Length;

        float* images = ThreadScratch.Take(blocks * (blockStride + outputs * places * V.Count) + most * 4 * V.Count + _dy.Scratch<V>(_size, steps));
        float* gradients = images + blocks * blockStride;
        float* tile = gradients + blocks * outputs * places * V.Count;
        float* scratch = tile + most * 4 * V.Count;
        var panels = new Panels(outputs, most);
        for (int index = 0; index < blocks; index++)
        {
            int block = firstBlock + index, samples = Math.Min(V.Count, _size.Batch - block * V.Count);
            float* x = _x + (nint)block * V.Count * imageSize + (nint)group * channels * vertical.Length * horizontal.Length;
            SampleLanes.Read<V>(
                x, imageSize, samples, channels, vertical.Length, horizontal.Length, firstStep * vertical.Stride - vertical.Padding, rows, horizontal.Padding,
                images + index * blockStride, planeStride, V.Count);
            for (int panel = 0; panel < panels.Count; panel++)
            {
                int panelRows = panels.Rows(panel);
                float* to = gradients + (blocks * (nint)panels.First(panel) + (nint)index * panelRows) * places * V.Count;
                _dy.Read<V>(_size, block, firstOutput + panels.First(panel), panelRows, firstStep, steps, to, V.Count, (nint)panelRows * V.Count, scratch);
            }
        }

        TileWalk walk = default;
        walk.Outer = blocks;
        walk.Middle = steps;
        walk.Inner = horizontal.Steps;
        walk.InnerStep = (nint)horizontal.Stride * V.Count;
        walk.MiddleStep = vertical.Stride * rowStride - walk.Inner * walk.InnerStep;
        walk.OuterStep = blockStride - steps * vertical.Stride * rowStride;
        nint tapStep = (nint)horizontal.Dilation * V.Count;
        nint lineStep = vertical.Dilation * rowStride - horizontal.Kernel * tapStep, channelStep = planeStride - vertical.Kernel * vertical.Dilation * rowStride;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int panelRows = panels.Rows(panel);
            float* left = gradients + blocks * (nint)panels.First(panel) * places * V.Count;
            float* dw = _dw + ((nint)firstOutput + panels.First(panel)) * depth;
            float* at = images;
            int kernelRow = 0, kernelColumn = 0;
            for (int tap = 0; tap < depth;)
            {
                int columns = depth - tap >= 4 ? 4 : depth - tap >= 2 ? 2 : 1;
                TileColumns where = default;
                where.First = Next();
                if (columns > 1) where.Second = Next();
                if (columns > 2)
                {
                    where.Third = Next();
                    where.Fourth = Next();
                }

                SampleTile.Run<V, SampleRow>(panelRows, columns, walk, left, where, tile, columns * V.Count, V.Count);
                AddLanes(tile, panelRows, columns, dw + tap, depth, first);
                tap += columns;
            }

            // Where the places of a tap begin; one tap on.
            float* Next()
            {
                float* here = at;
                at += tapStep;
                if (++kernelColumn < horizontal.Kernel) return here;
                kernelColumn = 0;
                at += lineStep;
                if (++kernelRow < vertical.Kernel) return here;
                kernelRow = 0;
                at += channelStep;
                return here;
            }
        }
    }

    /// <summary>dw = the sums over the lanes of each element of a tile, or what was there and those.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLanes(float* tile, int rows, int columns, float* dw, nint depth, bool first)
    {
        for (int row = 0; row < rows; row++)
        {
            if (columns == 4)
            {
                Vector128<float> sums = V.SumsOfProducts(V.One, V.Load(tile), V.Load(tile + V.Count), V.Load(tile + 2 * V.Count), V.Load(tile + 3 * V.Count));
                (first ? sums : Vector128.Load(dw) + sums).Store(dw);
            }
            else
            {
                for (int column = 0; column < columns; column++)
                {
                    float sum = V.Sum(V.Load(tile + column * V.Count));
                    dw[column] = first ? sum : dw[column] + sum;
                }
            }

            tile += columns * V.Count;
            dw += depth;
        }
    }
}
