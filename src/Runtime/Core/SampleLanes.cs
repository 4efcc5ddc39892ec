using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// Planes of as many samples as a vector has lanes, a sample in each: (channel, row, column, lane). A plane may hold some rows of the image
/// only, and places beside the image, which are zeros. Lanes without a sample are zeros too.
/// </summary>
internal static unsafe class SampleLanes
{
    /// <summary>Writes rows of planes out of images.</summary>
    /// <param name="x">The first sample's first plane: dense rows, one plane behind the other.</param>
    /// <param name="sampleStride">From sample to sample.</param>
    /// <param name="samples">The samples, at most as many as there are lanes.</param>
    /// <param name="planes">The planes.</param>
    /// <param name="height">The rows of an image.</param>
    /// <param name="width">The columns of an image.</param>
    /// <param name="firstRow">The first row to write; outside of the image there are zeros.</param>
    /// <param name="rows">The rows to write.</param>
    /// <param name="margin">The zeros at each side of a row.</param>
    /// <param name="y">(planes, rows, width + 2 · margin, lanes), but for its strides.</param>
    /// <param name="planeStride">From plane to plane of y.</param>
    /// <param name="placeStride">From place to place of y.</param>
    public static void Read<V>(
        float* x, nint sampleStride, int samples, int planes, int height, int width, int firstRow, int rows, int margin, float* y, nint planeStride, nint placeStride)
        where V : struct, IVec<V>
    {
        nint rowStride = (width + 2 * margin) * placeStride;
        int first = Math.Max(0, firstRow), end = Math.Max(first, Math.Min(height, firstRow + rows));
        bool hasZeros = samples < V.Count || margin > 0 || end - first < rows;
        for (int plane = 0; plane < planes; plane++)
        {
            float* from = x + ((nint)plane * height + first) * width;
            float* to = y + plane * planeStride;
            if (hasZeros) Clear<V>(to, (nint)rows * (width + 2 * margin), placeStride);
            to += (first - firstRow) * rowStride + margin * placeStride;
            if (margin == 0)
            {
                Transposition.Run<V>(from, sampleStride, to, placeStride, samples, (nint)(end - first) * width);
                continue;
            }

            for (int row = first; row < end; row++)
            {
                Transposition.Run<V>(from, sampleStride, to, placeStride, samples, width);
                from += width;
                to += rowStride;
            }
        }
    }

    /// <summary>Writes places of one plane back, each sample into its own image.</summary>
    public static void Write<V>(float* x, float* y, nint sampleStride, int samples, nint places) where V : struct, IVec<V>
        => Transposition.Run<V>(x, V.Count, y, sampleStride, places, samples);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clear<V>(float* y, nint places, nint placeStride) where V : struct, IVec<V>
    {
        for (; places > 0; places--)
        {
            V.Store(y, V.Zero);
            y += placeStride;
        }
    }
}
