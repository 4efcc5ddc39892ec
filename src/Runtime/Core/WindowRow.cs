using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Combines rows of an image as windows overlap them.</summary>
internal static unsafe class WindowRow
{
    /// <summary>to[i] = combination of to[i] and from[i · stride], for each of <paramref name="count"/> places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<V, TCombination>(float* to, float* from, nint stride, nint count)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
    {
        if (stride == 1)
        {
            nint index = 0;
            for (; index <= count - V.Count; index += V.Count) V.Store(to + index, TCombination.Of(V.Load(to + index), V.Load(from + index)));
            nint rest = count - index;
            if (rest > 0) V.StoreFirst(to + index, rest, TCombination.Of(V.LoadFirst(to + index, rest), V.LoadFirst(from + index, rest)));
            return;
        }

        for (nint index = 0; index < count; index++) Combine<F32x1, TCombination>(to + index, from + index * stride);
    }

    /// <summary>to[i · stride] = to[i · stride] + from[i], for each of <paramref name="count"/> places.</summary>
    public static void Scatter<V>(float* to, float* from, nint stride, nint count) where V : struct, IVec<V>
    {
        if (stride == 1) Gather<V, Addition>(to, from, 1, count);
        else for (nint index = 0; index < count; index++) to[index * stride] += from[index];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine<V, TCombination>(float* to, float* from)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
        => V.Store(to, TCombination.Of(V.Load(to), V.Load(from)));
}
