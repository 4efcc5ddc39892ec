using System.ComponentModel;

namespace NNGen.Core;

/// <summary>Puts a number before and after what lies along an axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Pad
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
        if (outer == 0 || padded == 0 || inner == 0) return;

        // The extents fit, so that what they span does.
        nint pitch = (nint)padded * inner;
        Rows.Fill(outer, before * inner, value, y.Pointer, pitch);
        Rows.Copy(outer, axis * inner, x.Pointer, (nint)axis * inner, y.Pointer + (nint)before * inner, pitch);
        Rows.Fill(outer, after * inner, value, y.Pointer + (nint)(before + axis) * inner, pitch);
        x.KeepAlive();
        y.KeepAlive();
    }
}
