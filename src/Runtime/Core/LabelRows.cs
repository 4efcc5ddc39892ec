using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Σ over rows of ln Σ e^x − x[label]; the softmax too, if <paramref name="y"/> is given: it may be x.</summary>
internal readonly unsafe struct LabelLoss(nint classes, float* x, int* labels, float* y) : IScoreRows
{
    // An exponential is dearer than a sum.
    public static int LeastScores => 8192;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Run<V>(nint first, nint end) where V : struct, IVec<V>
    {
        double total = 0;
        for (nint row = first; row < end; row++)
        {
            float* scores = x + row * classes;
            float score = scores[labels[row]];
            float max = ScoreRow.Max<V>(scores, classes);
            total += (double)max - score + ScoreRow.LogOfSum<V>(scores, y == null ? null : y + row * classes, classes, max);
        }

        return total;
    }
}

/// <summary>dx = (y − onehot(label)) · factor; dx may be y.</summary>
internal readonly unsafe struct LabelGradient(nint classes, float* y, int* labels, float factor, float* dx) : IScoreRows
{
    public static int LeastScores => 32768;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Run<V>(nint first, nint end) where V : struct, IVec<V>
    {
        for (nint row = first; row < end; row++)
        {
            float* from = y + row * classes, to = dx + row * classes;

            // Taken before the row is scaled, perhaps in place: (y − 1) · factor is exact near y = 1, y · factor − factor is not.
            float atLabel = (from[labels[row]] - 1) * factor;
            ScoreRow.Scale<V>(from, to, classes, factor);
            to[labels[row]] = atLabel;
        }

        return 0;
    }
}
