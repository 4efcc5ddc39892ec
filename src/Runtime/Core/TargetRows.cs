using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>The loops of <see cref="CrossEntropy"/> over targets: a distribution, or any weights, for each row.</summary>
internal static unsafe class TargetRows
{
    /// <summary>Σ over rows of Σ t · ln sum − Σ t · (x − max); the softmax too, if <paramref name="y"/> is given: it may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Loss<V>(int rows, nint classes, float* x, float* t, float* y) where V : struct, IVec<V>
    {
        double total = 0;
        for (int row = 0; row < rows; row++)
        {
            float max = ScoreRow.Max<V>(x, classes);
            V top = V.Broadcast(max);
            V weights = V.Zero;
            V products = V.Zero;
            nint i = 0;
            for (; i <= classes - V.Count; i += V.Count)
            {
                V target = V.Load(t + i);
                weights += target;
                products += Product(target, V.Load(x + i), top);
            }

            if (i < classes)
            {
                nint left = classes - i;
                V target = V.LoadFirst(t + i, left);
                weights += target;
                products += V.And(V.FirstLanes(left), Product(target, V.LoadFirst(x + i, left), top));
            }

            // Neither part cancels the other: ln sum is not negative, and no x − max is positive.
            total += V.Sum(weights) * ScoreRow.LogOfSum<V>(x, y, classes, max) - V.Sum(products);
            if (y != null) y += classes;
            x += classes;
            t += classes;
        }

        return total;
    }

    /// <summary>dx = (y · Σt − t) · factor</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<V>(int rows, nint classes, float* y, float* t, float factor, float* dx) where V : struct, IVec<V>
    {
        V by = V.Broadcast(factor);
        for (int row = 0; row < rows; row++)
        {
            V sum = V.Zero;
            nint i = 0;
            for (; i <= classes - V.Count; i += V.Count) sum += V.Load(t + i);
            if (i < classes) sum += V.LoadFirst(t + i, classes - i);
            V weight = V.Broadcast(V.Sum(sum));

            for (i = 0; i <= classes - V.Count; i += V.Count)
                V.Store(dx + i, V.FusedMultiplyAdd(V.Load(y + i), weight, -V.Load(t + i)) * by);
            if (i < classes)
            {
                nint left = classes - i;
                V.StoreFirst(dx + i, left, V.FusedMultiplyAdd(V.LoadFirst(y + i, left), weight, -V.LoadFirst(t + i, left)) * by);
            }

            y += classes;
            t += classes;
            dx += classes;
        }
    }

    /// <summary>t · (x − max), 0 where t is 0 and x is −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Product<V>(V t, V x, V max) where V : struct, IVec<V>
    {
        V nothing = V.And(V.Equal(t, V.Zero), V.Equal(x, V.Broadcast(float.NegativeInfinity)));
        return V.Select(nothing, V.Zero, t * (x - max));
    }
}
