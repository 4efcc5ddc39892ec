namespace NNGen;

/// <content>Probabilities of classes and the losses on them.</content>
public static partial class Ops
{
    /// <summary>
    /// eˣ / Σ eˣ along an axis, computed as eˣ⁻ᵐ / Σ eˣ⁻ᵐ with m the largest. Gradient: dx = y·(dy − Σ dy·y).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Var Softmax(Var x, int axis = -1)
        => AlongLength("Softmax", x, axis, lane =>
        {
            double max = Largest(lane);
            double[] e = [.. lane.Select(v => Math.Exp(v - max))];
            double sum = Total(e);
            return [.. e.Select(v => v / sum)];
        });

    /// <summary>
    /// The logarithm of <see cref="Softmax"/>, as (x − m) − log Σ eˣ⁻ᵐ with m the largest. Gradient: dx = dy − eʸ·Σ dy.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Var LogSoftmax(Var x, int axis = -1)
        => AlongLength("LogSoftmax", x, axis, lane =>
        {
            double max = Largest(lane);
            double log = Math.Log(Total([.. lane.Select(v => Math.Exp(v - max))]));
            return [.. lane.Select(v => v - max - log)];
        });

    /// <summary>
    /// The mean over all rows of −log softmax at the row's label: scores (…, C), labels (…) in 0..C−1, a scalar.
    /// Gradient, with n rows: dscores = dy·(softmax(scores) − onehot(labels))/n.
    /// </summary>
    /// <exception cref="ShapeException">The labels are not shaped as the scores without their last axis, or there are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    public static Var CrossEntropy(Var scores, IntVar labels)
    {
        ExpectRows("CrossEntropy", "scores", scores.Shape, "labels", labels.Shape);
        ExpectInRange("CrossEntropy", nameof(labels), "label", labels, scores.Size(-1));
        ExpectSomeRows(scores.Shape);
        return -Mean(Pick(LogSoftmax(scores), labels));
    }

    /// <summary>
    /// The mean over all rows of −Σ targets·log softmax: scores and targets (…, C), one-hot or any weights, a scalar.
    /// Gradients, with n rows: dscores = dy·(softmax(scores)·Σ targets − targets)/n, dtargets = −dy·log softmax(scores)/n.
    /// </summary>
    /// <exception cref="ShapeException">The shapes differ, or there are no rows.</exception>
    public static Var CrossEntropy(Var scores, Var targets)
    {
        if (scores.Shape.Rank == 0) throw new ShapeException($"CrossEntropy: scores {scores.Shape} should have at least one dim.");
        ExpectSameShape("CrossEntropy", scores.Shape, targets.Shape);
        ExpectSomeRows(scores.Shape);
        return -Mean(Sum(targets * LogSoftmax(scores), axis: -1));
    }

    /// <summary>
    /// The mean over all elements of −t·log σ(s) − (1 − t)·log(1 − σ(s)), for scores s and targets t of one shape, each target 0, 1 or a
    /// probability between; computed as softplus(s) − t·s, which does not overflow. A scalar.
    /// Gradients, with n elements: dscores = dy·(σ(scores) − targets)/n, dtargets = −dy·scores/n.
    /// </summary>
    /// <exception cref="ShapeException">The shapes differ, or there are no elements.</exception>
    public static Var BinaryCrossEntropy(Var scores, Var targets)
    {
        ExpectSameShape("BinaryCrossEntropy", scores.Shape, targets.Shape);
        return Mean(Softplus(scores.NotEmpty("BinaryCrossEntropy", "mean")) - targets * scores);
    }

    private static void ExpectSameShape(string where, Shape scores, Shape targets)
    {
        if (scores != targets)
            throw new ShapeException($"{where}: scores {scores} and targets {targets} should have the same shape: {Broadcasting.Differences(scores, targets)}.");
    }

    private static void ExpectSomeRows(Shape scores)
    {
        if (scores.SizeOf(0, scores.Rank - 1) == 0)
            throw new ShapeException($"CrossEntropy: there is no mean of no rows; scores is {scores}.");
    }

    private static Var AlongLength(string where, Var x, int axis, Func<double[], double[]> f)
    {
        int at = x.Shape.Axis(where, axis);
        return AlongAxis(x, at, x.Shape[at], f);
    }
}
