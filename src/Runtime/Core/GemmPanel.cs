using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Copies parts of a matrix to where the inner kernel reads them well.</summary>
internal static unsafe class GemmPanel
{
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
            nint column = 0;
            for (; column + V.Count <= columns; column += V.Count) V.Store(packed + column, V.Load(source + column));
            if (column < width) V.StoreFirst(packed + column, width - column, V.LoadFirst(source + column, columns - column));

            source += leadingDimension;
            packed += width;
        }
    }
}
