using System.ComponentModel;

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
        fixed (int* label = labels.Span)
        {
            var gradient = new LabelRowsGradient(rows, classes, probabilities.Pointer, label, dLoss / rows, dScores.Pointer);
            Workers.Run(gradient, gradient.Chunks);
        }

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
        var gradient = new TargetRowsGradient(rows, classes, probabilities.Pointer, targets.Pointer, dLoss / rows, dScores.Pointer);
        Workers.Run(gradient, gradient.Chunks);
        probabilities.KeepAlive();
        targets.KeepAlive();
        dScores.KeepAlive();
    }

    private static void OfLabels(int rows, int classes, Block scores, IntBlock labels, Block result, float* probabilities)
    {
        Extents.Check(scores, nameof(scores), rows, classes);
        Extents.Check(result, "loss", 1);
        Labels.Check(labels, rows, classes);
        double* sums = stackalloc double[Cut.MostParts];
        fixed (int* label = labels.Span)
        {
            var loss = new LabelRowsLoss(rows, classes, scores.Pointer, label, probabilities, sums);
            Workers.Run(loss, loss.Chunks);
            *result.Pointer = Mean(sums, loss.Chunks, rows);
        }

        scores.KeepAlive();
        result.KeepAlive();
    }

    private static void OfTargets(int rows, int classes, Block scores, Block targets, Block result, float* probabilities)
    {
        Extents.Check(scores, nameof(scores), rows, classes);
        Extents.Check(targets, nameof(targets), rows, classes);
        Extents.Check(result, "loss", 1);
        double* sums = stackalloc double[Cut.MostParts];
        var loss = new TargetRowsLoss(rows, classes, scores.Pointer, targets.Pointer, probabilities, sums);
        Workers.Run(loss, loss.Chunks);
        *result.Pointer = Mean(sums, loss.Chunks, rows);
        scores.KeepAlive();
        targets.KeepAlive();
        result.KeepAlive();
    }

    /// <summary>The parts' sums, in their order, over the rows.</summary>
    private static float Mean(double* sums, int parts, int rows)
    {
        double total = 0;
        for (int part = 0; part < parts; part++) total += sums[part];
        return (float)(total / rows);
    }
}
