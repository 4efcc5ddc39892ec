using System.ComponentModel;

namespace NNGen.Core;

/// <summary>Where the largest element is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArgMax
{
    /// <summary>
    /// y[o, i] = the first a at which x[o, a, i] is largest, or NaN, which counts as larger than any number. x is dense (outer, axis,
    /// inner), y (outer, inner).
    /// </summary>
    /// <exception cref="ArgumentException">The axis is empty, or a block is shorter than the extents need.</exception>
    public static void Run(int outer, int axis, int inner, Block x, IntBlock y)
    {
        Extents.Check(x, nameof(x), outer, axis, inner);
        Extents.Check(y, nameof(y), outer, inner);
        if (axis == 0) throw new ArgumentException("The largest of no elements does not exist.", nameof(axis));

        ReadOnlySpan<float> from = x.Span;
        Span<int> to = y.Span;
        for (int position = 0; position < outer; position++)
        {
            for (int column = 0; column < inner; column++)
            {
                int start = position * axis * inner + column;
                int best = 0;
                float largest = from[start];
                for (int index = 1; index < axis && !float.IsNaN(largest); index++)
                {
                    float value = from[start + index * inner];
                    if (value > largest || float.IsNaN(value)) (best, largest) = (index, value);
                }

                to[position * inner + column] = best;
            }
        }
    }
}
