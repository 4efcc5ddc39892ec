using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// Σ over rows of Σ t · ln sum − Σ t · (x − max), the targets t a distribution, or any weights, for each row; the softmax too, if
/// <paramref name="y"/> is given: it may be x.
/// </summary>
internal readonly unsafe struct TargetLoss(nint classes, float* x, float* t, float* y) : IScoreRows
{
    // An exponential is dearer than a sum.
    public static int LeastScores => 8192;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Run<V>(nint first, nint end) where V : struct, IVec<V>
    {
        double total = 0;
        for (nint row = first; row < end; row++)
        {
            float* scores = x + row * classes, targets = t + row * classes;
            float max = ScoreRow.Max<V>(scores, classes);
            V top = V.Broadcast(max);
            V weights = V.Zero;
            V products = V.Zero;
            nint i = 0;
            for (; i <= classes - V.Count; i += V.Count)
            {
                V target = V.Load(targets + i);
                weights += target;
                products += Product(target, V.Load(scores + i), top);
            }

            if (i < classes)
            {
                nint left = classes - i;
                V target = V.LoadFirst(targets + i, left);
                weights += target;
                products += V.And(V.FirstLanes(left), Product(target, V.LoadFirst(scores + i, left), top));
            }

            // Neither part cancels the other: ln sum is not negative, and no x − max is positive.
            total += V.Sum(weights) * ScoreRow.LogOfSum<V>(scores, y == null ? null : y + row * classes, classes, max) - V.Sum(products);
        }

        return total;
    }

    /// <summary>t · (x − max), 0 where t is 0 and x is −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Product<V>(V t, V x, V max) where V : struct, IVec<V>
    {
        V nothing = V.And(V.Equal(t, V.Zero), V.Equal(x, V.Broadcast(float.NegativeInfinity)));
        return V.Select(nothing, V.Zero, t * (x - max));
    }
}

/// <summary>dx = (y · Σt − t) · factor; dx may be y.</summary>
internal readonly unsafe struct TargetGradient(nint classes, float* y, float* t, float factor, float* dx) : IScoreRows
{
    public static int LeastScores => 32768;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Run<V>(nint first, nint end) where V : struct, IVec<V>
    {
        V by = V.Broadcast(factor);
        for (nint row = first; row < end; row++)
        {
            float* from = y + row * classes, targets = t + row * classes, to = dx + row * classes;
            V sum = V.Zero;
            nint i = 0;
            for (; i <= classes - V.Count; i += V.Count) sum += V.Load(targets + i);
            if (i < classes) sum += V.LoadFirst(targets + i, classes - i);
            V weight = V.Broadcast(V.Sum(sum));

            for (i = 0; i <= classes - V.Count; i += V.Count)
                V.Store(to + i, V.FusedMultiplyAdd(V.Load(from + i), weight, -V.Load(targets + i)) * by);
            if (i < classes)
            {
                nint left = classes - i;
                V.StoreFirst(to + i, left, V.FusedMultiplyAdd(V.LoadFirst(from + i, left), weight, -V.LoadFirst(targets + i, left)) * by);
            }
        }

        return 0;
    }
}
