using System.ComponentModel;

namespace NNGen.Core;

/// <summary>
/// Softmax and its relatives over the middle extent of [outer, axis, inner]. The largest score is taken off first, so that nothing
/// overflows. A score of −∞ has probability 0; one of +∞, or NaN, makes its whole row NaN, as does a row of −∞ alone. Probabilities
/// below the normal range (1.2e−38 times the largest) are 0. The output may be the input.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Softmax
{
    /// <summary>y = e^x / Σ e^x along the axis; x and y are dense (outer, axis, inner).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void Run(int outer, int axis, int inner, Block x, Block y)
    {
        Extents.Check(y, nameof(y), outer, axis, inner);
        Run<Probabilities>(outer, axis, inner, x, y);
    }

    /// <summary>y = x − ln Σ e^x along the axis; x and y are dense (outer, axis, inner).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void Log(int outer, int axis, int inner, Block x, Block y)
    {
        Extents.Check(y, nameof(y), outer, axis, inner);
        Run<LogProbabilities>(outer, axis, inner, x, y);
    }

    /// <summary>
    /// y = ln Σ e^x along the axis; x is dense (outer, axis, inner), y (outer, inner). ∞ if a score is, −∞ if all are or there
    /// are none.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void LogSumExp(int outer, int axis, int inner, Block x, Block y)
    {
        Extents.Check(y, nameof(y), outer, inner);
        Run<LogOfSum>(outer, axis, inner, x, y);
    }

    private static unsafe void Run<TResult>(int outer, int axis, int inner, Block x, Block y) where TResult : struct, ISoftmaxResult
    {
        Extents.Check(x, nameof(x), outer, axis, inner);
        if (outer == 0 || inner == 0) return;

        var parts = new SoftmaxParts<TResult>(outer, axis, inner, x.Pointer, y.Pointer);
        Workers.Run(parts, parts.Chunks);
        x.KeepAlive();
        y.KeepAlive();
    }
}
