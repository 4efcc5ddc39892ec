using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>Exchanges the last two axes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Transpose
{
    /// <summary>y[b, c, r] = x[b, r, c]; x is dense (batch, rows, columns), y (batch, columns, rows), and they do not overlap.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    public static void Run(int batch, int rows, int columns, Block x, Block y)
    {
        Extents.Check(x, nameof(x), batch, rows, columns);
        Extents.Check(y, nameof(y), batch, rows, columns);
        if (batch == 0 || rows == 0 || columns == 0) return;
        Permute.Exchange([batch, columns, rows], [rows * columns, 1, columns], 1, x, y);
    }

    /// <summary>One matrix, at any row strides.</summary>
    internal static void Matrix(float* x, nint xStride, float* y, nint yStride, nint rows, nint columns)
    {
        if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Transposition.Run<F32x8>(x, xStride, y, yStride, rows, columns);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Transposition.Run<F32x4>(x, xStride, y, yStride, rows, columns);
        else Transposition.Run<F32x1>(x, xStride, y, yStride, rows, columns);
    }
}
