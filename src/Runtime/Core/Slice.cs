using System.ComponentModel;

namespace NNGen.Core;

/// <summary>A run of positions along an axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Slice
{
    /// <summary>y[o, k, i] = x[o, start + k, i]; x is dense (outer, axis, inner), y (outer, length, inner), and they do not overlap.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The run does not lie inside of the axis.</exception>
    public static void Run(int outer, int axis, int inner, int start, int length, Block x, Block y)
    {
        Extents.Check(x, nameof(x), outer, axis, inner);
        Extents.Check(y, nameof(y), outer, length, inner);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, axis);
        if (outer == 0 || length == 0 || inner == 0) return;
        Rows.Copy(outer, length * inner, x.Pointer + (nint)start * inner, (nint)axis * inner, y.Pointer, (nint)length * inner);
        x.KeepAlive();
        y.KeepAlive();
    }
}
