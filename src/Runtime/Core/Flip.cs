using System.ComponentModel;

namespace NNGen.Core;

/// <summary>Turns an axis around.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Flip
{
    /// <summary>y[o, k, i] = x[o, axis − 1 − k, i]; both are dense (outer, axis, inner) and do not overlap.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void Run(int outer, int axis, int inner, Block x, Block y)
    {
        Extents.Check(x, nameof(x), outer, axis, inner);
        Extents.Check(y, nameof(y), outer, axis, inner);
        ReadOnlySpan<float> from = x.Span;
        Span<float> to = y.Span;
        for (int row = 0; row < outer; row++)
        {
            int start = row * axis * inner;
            if (inner == 1)
            {
                from.Slice(start, axis).CopyTo(to[start..]);
                to.Slice(start, axis).Reverse();
                continue;
            }

            for (int place = 0; place < axis; place++) from.Slice(start + (axis - 1 - place) * inner, inner).CopyTo(to[(start + place * inner)..]);
        }
    }
}
