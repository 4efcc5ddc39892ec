using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Core;

/// <summary>y[c, r] = x[r, c], block by block in registers.</summary>
internal static unsafe class Transposition
{
    // A strip of x this wide is written to as many rows of y: their lines stay in the first-level cache.
    private const int Strip = 64;

    /// <param name="x">rows × columns, its rows <paramref name="xStride"/> apart.</param>
    /// <param name="xStride">The elements from row to row of x.</param>
    /// <param name="y">columns × rows, its rows <paramref name="yStride"/> apart; must not overlap x.</param>
    /// <param name="yStride">The elements from row to row of y.</param>
    /// <param name="rows">The rows of x.</param>
    /// <param name="columns">The columns of x.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V>(float* x, nint xStride, float* y, nint yStride, nint rows, nint columns) where V : struct, IVec<V>
    {
        nint block = V.Count >= 8 && Avx.IsSupported ? 8 : V.Count >= 4 && Sse.IsSupported ? 4 : 1;
        nint wholeRows = block == 1 ? 0 : rows & -block;
        nint wholeColumns = block == 1 ? 0 : columns & -block;

        for (nint strip = 0; strip < wholeColumns; strip += Strip)
        {
            nint end = Math.Min(wholeColumns, strip + Strip);
            for (nint row = 0; row < wholeRows; row += block)
            {
                for (nint column = strip; column < end; column += block)
                {
                    float* from = x + row * xStride + column;
                    float* to = y + column * yStride + row;
                    if (block == 8) Eight(from, xStride, to, yStride);
                    else Four(from, xStride, to, yStride);
                }
            }
        }

        for (nint row = 0; row < rows; row++)
        {
            for (nint column = row < wholeRows ? wholeColumns : 0; column < columns; column++)
                y[column * yStride + row] = x[row * xStride + column];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(float* x, nint xStride, float* y, nint yStride)
    {
        Vector256<float> r0 = Avx.LoadVector256(x), r1 = Avx.LoadVector256(x + xStride);
        Vector256<float> r2 = Avx.LoadVector256(x + 2 * xStride), r3 = Avx.LoadVector256(x + 3 * xStride);
        x += 4 * xStride;
        Vector256<float> r4 = Avx.LoadVector256(x), r5 = Avx.LoadVector256(x + xStride);
        Vector256<float> r6 = Avx.LoadVector256(x + 2 * xStride), r7 = Avx.LoadVector256(x + 3 * xStride);

        Vector256<float> p0 = Avx.UnpackLow(r0, r1), p1 = Avx.UnpackHigh(r0, r1), p2 = Avx.UnpackLow(r2, r3), p3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> p4 = Avx.UnpackLow(r4, r5), p5 = Avx.UnpackHigh(r4, r5), p6 = Avx.UnpackLow(r6, r7), p7 = Avx.UnpackHigh(r6, r7);

        Vector256<float> q0 = Avx.Shuffle(p0, p2, 0x44), q1 = Avx.Shuffle(p0, p2, 0xEE), q2 = Avx.Shuffle(p1, p3, 0x44), q3 = Avx.Shuffle(p1, p3, 0xEE);
        Vector256<float> q4 = Avx.Shuffle(p4, p6, 0x44), q5 = Avx.Shuffle(p4, p6, 0xEE), q6 = Avx.Shuffle(p5, p7, 0x44), q7 = Avx.Shuffle(p5, p7, 0xEE);

        Avx.Store(y, Avx.Permute2x128(q0, q4, 0x20));
        Avx.Store(y + yStride, Avx.Permute2x128(q1, q5, 0x20));
        Avx.Store(y + 2 * yStride, Avx.Permute2x128(q2, q6, 0x20));
        Avx.Store(y + 3 * yStride, Avx.Permute2x128(q3, q7, 0x20));
        y += 4 * yStride;
        Avx.Store(y, Avx.Permute2x128(q0, q4, 0x31));
        Avx.Store(y + yStride, Avx.Permute2x128(q1, q5, 0x31));
        Avx.Store(y + 2 * yStride, Avx.Permute2x128(q2, q6, 0x31));
        Avx.Store(y + 3 * yStride, Avx.Permute2x128(q3, q7, 0x31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* x, nint xStride, float* y, nint yStride)
    {
        Vector128<float> r0 = Sse.LoadVector128(x), r1 = Sse.LoadVector128(x + xStride);
        Vector128<float> r2 = Sse.LoadVector128(x + 2 * xStride), r3 = Sse.LoadVector128(x + 3 * xStride);
        Vector128<float> p0 = Sse.UnpackLow(r0, r1), p1 = Sse.UnpackHigh(r0, r1), p2 = Sse.UnpackLow(r2, r3), p3 = Sse.UnpackHigh(r2, r3);
        Sse.Store(y, Sse.MoveLowToHigh(p0, p2));
        Sse.Store(y + yStride, Sse.MoveHighToLow(p2, p0));
        Sse.Store(y + 2 * yStride, Sse.MoveLowToHigh(p1, p3));
        Sse.Store(y + 3 * yStride, Sse.MoveHighToLow(p3, p1));
    }
}
