using System.ComponentModel;

namespace NNGen.Core;

/// <summary>Indices as rows of zeros with a single one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OneHot
{
    /// <summary>y[r, c] = 1 where c = index[r], else 0; y is dense (rows, classes).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, classes).</exception>
    public static void Run(int rows, int classes, IntBlock index, Block y)
    {
        Extents.Check(y, nameof(y), rows, classes);
        Labels.Check(index, rows, classes);
        ReadOnlySpan<int> at = index.Span;
        Span<float> to = y.Span;
        to[..(rows * classes)].Clear();
        for (int row = 0; row < rows; row++) to[row * classes + at[row]] = 1;
    }
}
