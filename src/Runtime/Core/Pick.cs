using System.ComponentModel;

namespace NNGen.Core;

/// <summary>One element of each row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pick
{
    /// <summary>y[r] = x[r, index[r]]; x is dense (rows, classes).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, classes).</exception>
    public static void Run(int rows, int classes, Block x, IntBlock index, Block y)
    {
        Extents.Check(x, nameof(x), rows, classes);
        Extents.Check(y, nameof(y), rows);
        Labels.Check(index, rows, classes);
        ReadOnlySpan<float> from = x.Span;
        ReadOnlySpan<int> at = index.Span;
        Span<float> to = y.Span;
        for (int row = 0; row < rows; row++) to[row] = from[row * classes + at[row]];
    }
}
