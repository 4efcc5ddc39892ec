using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Sums along an axis, up to each element or from it on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CumSum
{
    // Columns that are summed side by side: their totals stay in the first-level cache.
    private const int Side = 64;

    /// <summary>y[o, a, i] = x[o, 0, i] + … + x[o, a, i], added up in doubles; both dense (outer, axis, inner).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void Run(int outer, int axis, int inner, Block x, Block y) => Sum(outer, axis, inner, x, y, reversed: false);

    /// <summary>y[o, a, i] = x[o, a, i] + … + x[o, axis − 1, i], added up in doubles from the end; both dense (outer, axis, inner).</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void Reversed(int outer, int axis, int inner, Block x, Block y) => Sum(outer, axis, inner, x, y, reversed: true);

    [SkipLocalsInit]
    private static void Sum(int outer, int axis, int inner, Block x, Block y, bool reversed)
    {
        Extents.Check(x, nameof(x), outer, axis, inner);
        Extents.Check(y, nameof(y), outer, axis, inner);
        ReadOnlySpan<float> from = x.Span;
        Span<float> to = y.Span;
        Span<double> totals = stackalloc double[Side];
        for (int position = 0; position < outer; position++)
        {
            for (int column = 0; column < inner; column += Side)
            {
                int width = Math.Min(Side, inner - column);
                totals.Clear();
                for (int step = 0; step < axis; step++)
                {
                    int start = (position * axis + (reversed ? axis - 1 - step : step)) * inner + column;
                    ReadOnlySpan<float> row = from.Slice(start, width);
                    Span<float> sums = to.Slice(start, width);
                    for (int i = 0; i < row.Length; i++) sums[i] = (float)(totals[i] += row[i]);
                }
            }
        }
    }
}
