using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>How a reduction combines two terms.</summary>
internal interface ICombination
{
    static abstract V Identity<V>() where V : struct, IVec<V>;

    static abstract V Of<V>(V a, V b) where V : struct, IVec<V>;

    static abstract float Across<V>(V v) where V : struct, IVec<V>;
}

/// <summary>a + b</summary>
internal readonly struct Addition : ICombination
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Identity<V>() where V : struct, IVec<V> => V.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V a, V b) where V : struct, IVec<V> => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Across<V>(V v) where V : struct, IVec<V> => V.Sum(v);
}

/// <summary>max(a, b)</summary>
internal readonly struct Largest : ICombination
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Identity<V>() where V : struct, IVec<V> => V.Broadcast(float.NegativeInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V a, V b) where V : struct, IVec<V> => V.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Across<V>(V v) where V : struct, IVec<V> => V.MaxAcross(v);
}

/// <summary>min(a, b)</summary>
internal readonly struct Smallest : ICombination
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Identity<V>() where V : struct, IVec<V> => V.Broadcast(float.PositiveInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V a, V b) where V : struct, IVec<V> => V.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Across<V>(V v) where V : struct, IVec<V> => V.MinAcross(v);
}
