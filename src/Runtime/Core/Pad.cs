using System.ComponentModel;

namespace NNGen.Core;

/// <summary>Puts a number before and after what lies along an axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pad
{
    /// <summary>
    /// y[o, k, i] = x[o, k − before, i], and the value where x has no such position; x is dense (outer, axis, inner),
    /// y (outer, before + axis + after, inner), and they do not overlap.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of positions is to be added.</exception>
    public static void Run(int outer, int axis, int inner, int before, int after, float value, Block x, Block y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        Extents.Check(x, nameof(x), outer, axis, inner);
        int padded = checked(before + axis + after);
        Extents.Check(y, nameof(y), outer, padded, inner);
        Span<float> to = y.Span;
        for (int row = 0; row < outer; row++)
        {
            to.Slice(row * padded * inner, before * inner).Fill(value);
            to.Slice((row * padded + before + axis) * inner, after * inner).Fill(value);
        }

        if (outer == 0 || axis == 0 || inner == 0) return;
        Rows.Copy(outer, axis * inner, x.Span, axis * inner, to[(before * inner)..], padded * inner);
    }
}
