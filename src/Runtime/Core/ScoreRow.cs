using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>The passes over one row of scores that softmax and cross entropy are made of.</summary>
internal static unsafe class ScoreRow
{
    // An exponential is dearer than a sum.
    private const int LeastScores = 8192;

    /// <summary>In how many parts rows of scores are cut: by their sizes alone.</summary>
    public static int Parts(int rows, int classes) => Cut.Parts((double)rows * classes, LeastScores, rows);

    /// <summary>The largest score; NaN if any is, −∞ of none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<V>(float* x, nint length) where V : struct, IVec<V>
    {
        V lowest = V.Broadcast(float.NegativeInfinity);
        V a = lowest, b = lowest;
        nint i = 0;
        for (; i <= length - 2 * V.Count; i += 2 * V.Count)
        {
            a = V.Max(a, V.Load(x + i));
            b = V.Max(b, V.Load(x + i + V.Count));
        }

        for (; i < length; i += V.Count)
        {
            nint left = length - i;
            a = V.Max(a, left >= V.Count ? V.Load(x + i) : V.Select(V.FirstLanes(left), V.LoadFirst(x + i, left), lowest));
        }

        return V.MaxAcross(V.Max(a, b));
    }

    /// <summary>Σ e^(x − shift)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfExp<V>(float* x, nint length, float shift) where V : struct, IVec<V>
    {
        V by = V.Broadcast(shift);
        V sum = V.Zero;
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count) sum += V.Apply<VectorMath.ExpWithoutDenormals>(V.Load(x + i) - by);
        if (i < length) sum += V.And(V.FirstLanes(length - i), V.Apply<VectorMath.ExpWithoutDenormals>(V.LoadFirst(x + i, length - i) - by));
        return V.Sum(sum);
    }

    /// <summary>y = e^(x − max) / sum, and the sum; y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softmax<V>(float* x, float* y, nint length, float max) where V : struct, IVec<V>
    {
        V top = V.Broadcast(max);
        V sums = V.Zero;
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count)
        {
            V e = V.Apply<VectorMath.ExpWithoutDenormals>(V.Load(x + i) - top);
            V.Store(y + i, e);
            sums += e;
        }

        // The last ones wait in a register: a load of what was just stored under a mask would wait for the cache.
        V last = V.Zero;
        nint left = length - i;
        if (left > 0)
        {
            last = V.And(V.FirstLanes(left), V.Apply<VectorMath.ExpWithoutDenormals>(V.LoadFirst(x + i, left) - top));
            sums += last;
        }

        float sum = V.Sum(sums);
        V factor = V.Broadcast(1 / sum);
        for (i = 0; i <= length - V.Count; i += V.Count) V.Store(y + i, V.Load(y + i) * factor);
        if (left > 0) V.StoreFirst(y + i, left, last * factor);
        return sum;
    }

    /// <summary>ln Σ e^(x − max); the softmax too, if <paramref name="y"/> is given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogOfSum<V>(float* x, float* y, nint length, float max) where V : struct, IVec<V>
    {
        float sum = y == null ? SumOfExp<V>(x, length, max) : Softmax<V>(x, y, length, max);
        return Math.Log(sum);
    }

    /// <summary>y = x · factor; y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale<V>(float* x, float* y, nint length, float factor) where V : struct, IVec<V>
    {
        V by = V.Broadcast(factor);
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count) V.Store(y + i, V.Load(x + i) * by);
        if (i < length) V.StoreFirst(y + i, length - i, V.LoadFirst(x + i, length - i) * by);
    }

    /// <summary>y = x − first − second, in that order; y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lower<V>(float* x, float* y, nint length, float first, float second) where V : struct, IVec<V>
    {
        V a = V.Broadcast(first);
        V b = V.Broadcast(second);
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count) V.Store(y + i, V.Load(x + i) - a - b);
        if (i < length) V.StoreFirst(y + i, length - i, V.LoadFirst(x + i, length - i) - a - b);
    }
}
