using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Copies parts of a matrix to where the inner kernel reads them well.</summary>
internal static unsafe class GemmPanel
{
    /// <summary>Rows of A, row-major whatever they were, <paramref name="stride"/> floats apart.</summary>
    public static void Copy<V>(float* source, nint leadingDimension, bool transposed, nint rows, nint depth, float* destination, nint stride)
        where V : struct, IVec<V>
    {
        if (transposed)
        {
            Transposition.Run<V>(source, leadingDimension, destination, stride, depth, rows);
            return;
        }

        for (nint row = 0; row < rows; row++)
            new ReadOnlySpan<float>(source + row * leadingDimension, (int)depth).CopyTo(new Span<float>(destination + row * stride, (int)depth));
    }

    /// <summary>A panel of B, its rows behind each other and as wide as a tile: absent columns are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V>(float* source, nint leadingDimension, bool transposed, nint depth, nint columns, nint width, float* packed)
        where V : struct, IVec<V>
    {
        if (transposed)
        {
            Transposition.Run<V>(source, leadingDimension, packed, width, columns, depth);
            for (nint row = 0; columns < width && row < depth; row++) new Span<float>(packed + row * width + columns, (int)(width - columns)).Clear();
            return;
        }

        for (nint row = 0; row < depth; row++)
        {
            for (nint column = 0; column < width; column += V.Count)
            {
                nint left = columns - column;
                V.Store(packed + column, left >= V.Count ? V.Load(source + column) : V.LoadFirst(source + column, left));
            }

            source += leadingDimension;
            packed += width;
        }
    }
}
