using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>What the rows of a <see cref="SampleTile"/> are.</summary>
internal interface ITileRow
{
    /// <summary>The floats of a row at one step.</summary>
    static abstract int Width<V>() where V : struct, IVec<V>;

    static abstract unsafe V At<V>(float* left, int row) where V : struct, IVec<V>;
}

/// <summary>A number for all samples: a weight.</summary>
internal readonly struct NumberRow : ITileRow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Width<V>() where V : struct, IVec<V> => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V At<V>(float* left, int row) where V : struct, IVec<V> => V.Broadcast(left[row]);
}

/// <summary>A number for each sample: an element of a gradient.</summary>
internal readonly struct SampleRow : ITileRow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Width<V>() where V : struct, IVec<V> => V.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V At<V>(float* left, int row) where V : struct, IVec<V> => V.Load(left + row * V.Count);
}
