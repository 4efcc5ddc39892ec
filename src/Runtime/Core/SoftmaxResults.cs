using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>What is wanted of the exponentials of the scores: one row at a time, or one vector of columns.</summary>
internal unsafe interface ISoftmaxResult
{
    /// <summary>Whether the axis is reduced to one value.</summary>
    static abstract bool IsReduced { get; }

    /// <summary>Whether the exponentials are kept in y until they are scaled.</summary>
    static abstract bool KeepsExponentials { get; }

    /// <summary>The result of a whole row.</summary>
    static abstract void Row<V>(float* x, float* y, nint length) where V : struct, IVec<V>;

    /// <summary>One element, or the only one of a reduced axis: of x, or of the exponential if that was kept.</summary>
    static abstract V Of<V>(V element, V max, V sum) where V : struct, IVec<V>;
}

/// <summary>e^(x − max) / sum</summary>
internal readonly unsafe struct Probabilities : ISoftmaxResult
{
    public static bool IsReduced => false;

    public static bool KeepsExponentials => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<V>(float* x, float* y, nint length) where V : struct, IVec<V>
        => ScoreRow.Softmax<V>(x, y, length, ScoreRow.Max<V>(x, length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V element, V max, V sum) where V : struct, IVec<V> => element / sum;
}

/// <summary>x − max − ln sum</summary>
internal readonly unsafe struct LogProbabilities : ISoftmaxResult
{
    public static bool IsReduced => false;

    public static bool KeepsExponentials => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<V>(float* x, float* y, nint length) where V : struct, IVec<V>
    {
        float max = ScoreRow.Max<V>(x, length);
        float sum = ScoreRow.SumOfExp<V>(x, length, max);
        ScoreRow.Lower<V>(x, y, length, max, MathF.Log(sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V element, V max, V sum) where V : struct, IVec<V> => element - max - V.Log(sum);
}

/// <summary>max + ln sum; the maximum itself if that is infinite, where the scores less it would be NaN.</summary>
internal readonly unsafe struct LogOfSum : ISoftmaxResult
{
    public static bool IsReduced => true;

    public static bool KeepsExponentials => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<V>(float* x, float* y, nint length) where V : struct, IVec<V>
    {
        float max = ScoreRow.Max<V>(x, length);
        *y = float.IsInfinity(max) ? max : max + MathF.Log(ScoreRow.SumOfExp<V>(x, length, max));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V element, V max, V sum) where V : struct, IVec<V>
        => V.Select(V.Equal(V.Abs(max), V.Broadcast(float.PositiveInfinity)), max, max + V.Log(sum));
}
