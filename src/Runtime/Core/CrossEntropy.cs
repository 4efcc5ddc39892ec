using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// Softmax followed by the cross entropy, by log-sum-exp: the mean over the rows of −ln softmax at the label, or of −Σ t · ln softmax.
/// Scores, targets and probabilities are dense (rows, classes); a loss is one float, added up in doubles. Of no rows it is NaN.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class CrossEntropy
{
    /// <summary>loss = mean over rows of ln Σ e^x − x[label]</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, classes).</exception>
    public static void OfLabels(int rows, int classes, Block scores, IntBlock labels, Block loss)
        => OfLabels(rows, classes, scores, labels, loss, null);

    /// <summary>The same, and the softmax of the scores, which may be stored over them.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, classes).</exception>
    public static void OfLabels(int rows, int classes, Block scores, IntBlock labels, Block loss, Block probabilities)
    {
        Extents.Check(probabilities, nameof(probabilities), rows, classes);
        OfLabels(rows, classes, scores, labels, loss, probabilities.Pointer);
        probabilities.KeepAlive();
    }

    /// <summary>dScores = (y − onehot(label)) · dLoss / rows, y the probabilities; may be stored over them.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, classes).</exception>
    public static void OfLabelsGradient(int rows, int classes, Block probabilities, IntBlock labels, float dLoss, Block dScores)
    {
        Extents.Check(probabilities, nameof(probabilities), rows, classes);
        Extents.Check(dScores, nameof(dScores), rows, classes);
        Labels.Check(labels, rows, classes);
        float factor = dLoss / rows;
        float* y = probabilities.Pointer;
        float* dx = dScores.Pointer;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) LabelsGradient<F32x16>(rows, classes, y, labels.Span, factor, dx);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) LabelsGradient<F32x8>(rows, classes, y, labels.Span, factor, dx);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) LabelsGradient<F32x4>(rows, classes, y, labels.Span, factor, dx);
        else LabelsGradient<F32x1>(rows, classes, y, labels.Span, factor, dx);

        probabilities.KeepAlive();
        dScores.KeepAlive();
    }

    /// <summary>
    /// loss = mean over rows of Σ t · (ln Σ e^x − x). A target of 0 at a score of −∞ adds nothing, the limit of t · ln t.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void OfTargets(int rows, int classes, Block scores, Block targets, Block loss)
        => OfTargets(rows, classes, scores, targets, loss, null);

    /// <summary>The same, and the softmax of the scores, which may be stored over them.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void OfTargets(int rows, int classes, Block scores, Block targets, Block loss, Block probabilities)
    {
        Extents.Check(probabilities, nameof(probabilities), rows, classes);
        OfTargets(rows, classes, scores, targets, loss, probabilities.Pointer);
        probabilities.KeepAlive();
    }

    /// <summary>
    /// dScores = (y · Σt − t) · dLoss / rows, y the probabilities: exact for targets that do not add up to 1 too. May be stored
    /// over the probabilities.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void OfTargetsGradient(int rows, int classes, Block probabilities, Block targets, float dLoss, Block dScores)
    {
        Extents.Check(probabilities, nameof(probabilities), rows, classes);
        Extents.Check(targets, nameof(targets), rows, classes);
        Extents.Check(dScores, nameof(dScores), rows, classes);
        float factor = dLoss / rows;
        float* y = probabilities.Pointer;
        float* t = targets.Pointer;
        float* dx = dScores.Pointer;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) TargetRows.Gradient<F32x16>(rows, classes, y, t, factor, dx);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) TargetRows.Gradient<F32x8>(rows, classes, y, t, factor, dx);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) TargetRows.Gradient<F32x4>(rows, classes, y, t, factor, dx);
        else TargetRows.Gradient<F32x1>(rows, classes, y, t, factor, dx);

        probabilities.KeepAlive();
        targets.KeepAlive();
        dScores.KeepAlive();
    }

    private static void OfLabels(int rows, int classes, Block scores, IntBlock labels, Block loss, float* probabilities)
    {
        Extents.Check(scores, nameof(scores), rows, classes);
        Extents.Check(loss, nameof(loss), 1);
        Labels.Check(labels, rows, classes);
        float* x = scores.Pointer;
        double total;
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) total = LabelsLoss<F32x16>(rows, classes, x, labels.Span, probabilities);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) total = LabelsLoss<F32x8>(rows, classes, x, labels.Span, probabilities);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) total = LabelsLoss<F32x4>(rows, classes, x, labels.Span, probabilities);
        else total = LabelsLoss<F32x1>(rows, classes, x, labels.Span, probabilities);

        *loss.Pointer = (float)(total / rows);
        scores.KeepAlive();
        loss.KeepAlive();
    }

    private static void OfTargets(int rows, int classes, Block scores, Block targets, Block loss, float* probabilities)
    {
        Extents.Check(scores, nameof(scores), rows, classes);
        Extents.Check(targets, nameof(targets), rows, classes);
        Extents.Check(loss, nameof(loss), 1);
        float* x = scores.Pointer;
        float* t = targets.Pointer;
        double total;

        // Without classes every row's sum is empty, and 0; the logarithm of an empty sum would be −∞.
        if (classes == 0) total = 0;
        else if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) total = TargetRows.Loss<F32x16>(rows, classes, x, t, probabilities);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) total = TargetRows.Loss<F32x8>(rows, classes, x, t, probabilities);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) total = TargetRows.Loss<F32x4>(rows, classes, x, t, probabilities);
        else total = TargetRows.Loss<F32x1>(rows, classes, x, t, probabilities);

        *loss.Pointer = (float)(total / rows);
        scores.KeepAlive();
        targets.KeepAlive();
        loss.KeepAlive();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double LabelsLoss<V>(int rows, nint classes, float* x, ReadOnlySpan<int> labels, float* y) where V : struct, IVec<V>
    {
        double total = 0;
        for (int row = 0; row < rows; row++)
        {
            float score = x[labels[row]];
            float max = ScoreRow.Max<V>(x, classes);
            total += (double)max - score + ScoreRow.LogOfSum<V>(x, y, classes, max);
            x += classes;
            if (y != null) y += classes;
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LabelsGradient<V>(int rows, nint classes, float* y, ReadOnlySpan<int> labels, float factor, float* dx) where V : struct, IVec<V>
    {
        for (int row = 0; row < rows; row++)
        {
            // Taken before the row is scaled, perhaps in place: (y − 1) · factor is exact near y = 1, y · factor − factor is not.
            float atLabel = (y[labels[row]] - 1) * factor;
            ScoreRow.Scale<V>(y, dx, classes, factor);
            dx[labels[row]] = atLabel;
            y += classes;
            dx += classes;
        }
    }
}
