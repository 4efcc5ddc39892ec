using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Copies a panel of B so that its rows lie behind each other, as wide as a tile: absent columns are 0.</summary>
internal static unsafe class GemmPanel
{
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
