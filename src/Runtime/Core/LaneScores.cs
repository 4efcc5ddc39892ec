using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// Softmax and cross entropy of samples that lie in the lanes, each with a score for every class. Labels are ints, one of each
/// sample; they have been checked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneScores
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>y = e^x / Σ e^x; y may be x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Softmax<V>(Samples<V> x, int classes, Samples<V> y) where V : struct, IVec<V>
    {
        V sum = Powers(x, classes, Max(x, classes), y);
        Scale(y, classes, V.One / sum);
    }

    /// <summary>y = x − ln Σ e^x; y may be x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LogSoftmax<V>(Samples<V> x, int classes, Samples<V> y) where V : struct, IVec<V>
    {
        V max = Max(x, classes), logarithm = V.Log(SumOfPowers(x, classes, max));
        for (int j = 0; j < classes; j++) y[j] = x[j] - max - logarithm;
    }

    /// <summary>ln Σ e^x − x[label] of each sample.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V CrossEntropy<V>(Samples<V> x, int classes, Samples<V> labels) where V : struct, IVec<V>
    {
        V max = Max(x, classes);
        return max - AtLabel(x, classes, labels) + V.Log(SumOfPowers(x, classes, max));
    }

    /// <summary>The same, and y = e^x / Σ e^x, which may be x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V CrossEntropy<V>(Samples<V> x, int classes, Samples<V> labels, Samples<V> y) where V : struct, IVec<V>
    {
        V max = Max(x, classes), below = max - AtLabel(x, classes, labels);
        V sum = Powers(x, classes, max, y);
        Scale(y, classes, V.One / sum);
        return below + V.Log(sum);
    }

    /// <summary>dx = (y − onehot(label)) · factor, y the softmax; dx may be y.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void CrossEntropyGradient<V>(Samples<V> y, int classes, Samples<V> labels, V factor, Samples<V> dx) where V : struct, IVec<V>
    {
        V label = V.FloatOfBits(labels[0]);
        for (int j = 0; j < classes; j++) dx[j] = (y[j] - V.And(V.Equal(label, V.Broadcast(j)), V.One)) * factor;
    }

    [MethodImpl(Inline)]
    private static V Max<V>(Samples<V> x, int classes) where V : struct, IVec<V>
    {
        V max = x[0];
        for (int j = 1; j < classes; j++) max = V.Max(max, x[j]);
        return max;
    }

    [MethodImpl(Inline)]
    private static V AtLabel<V>(Samples<V> x, int classes, Samples<V> labels) where V : struct, IVec<V>
    {
        V label = V.FloatOfBits(labels[0]), found = x[0];
        for (int j = 1; j < classes; j++) found = V.Select(V.Equal(label, V.Broadcast(j)), x[j], found);
        return found;
    }

    /// <summary>Σ e^(x − shift)</summary>
    [MethodImpl(Inline)]
    private static V SumOfPowers<V>(Samples<V> x, int classes, V shift) where V : struct, IVec<V>
    {
        V sum = V.Zero;
        for (int j = 0; j < classes; j++) sum += V.Apply<VectorMath.ExpWithoutDenormals>(x[j] - shift);
        return sum;
    }

    /// <summary>y = e^(x − shift), and their sum.</summary>
    [MethodImpl(Inline)]
    private static V Powers<V>(Samples<V> x, int classes, V shift, Samples<V> y) where V : struct, IVec<V>
    {
        V sum = V.Zero;
        for (int j = 0; j < classes; j++)
        {
            V power = V.Apply<VectorMath.ExpWithoutDenormals>(x[j] - shift);
            y[j] = power;
            sum += power;
        }

        return sum;
    }

    [MethodImpl(Inline)]
    private static void Scale<V>(Samples<V> y, int classes, V factor) where V : struct, IVec<V>
    {
        for (int j = 0; j < classes; j++) y[j] *= factor;
    }
}
