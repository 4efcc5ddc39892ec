using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// The matrix product's inner kernel, two vectors wide and up to fourteen rows high: 28 accumulators, two columns and one row value are the
/// 31 vectors of AVX-512; six rows are the 15 of AVX2 and SSE. Written with named locals, which the JIT keeps in registers (an
/// array of accumulators is four times slower), and with a row count that it folds away.
/// </summary>
internal static unsafe class WideTile
{
    /// <summary>
    /// tile[r, c] (+)= Σₚ a[r, p] · b[p, c] over <paramref name="depth"/> values of p. The tile is dense and
    /// 2 vectors wide, and so is what is read of a row of b. What is read of b is left behind each other at <paramref name="packed"/>, if that is
    /// given: the stores cost nothing beside the multiply-adds, and the tiles below find their panel packed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TRows>(nint depth, float* a, nint rowStride, nint columnStride, float* b, nint leadingDimension, float* tile, nint tileStride, bool accumulate, float* packed = null)
        where V : struct, IVec<V>
        where TRows : struct, IRowCount
    {
        V a0 = V.Zero, b0 = V.Zero;
        V a1 = V.Zero, b1 = V.Zero;
        V a2 = V.Zero, b2 = V.Zero;
        V a3 = V.Zero, b3 = V.Zero;
        V a4 = V.Zero, b4 = V.Zero;
        V a5 = V.Zero, b5 = V.Zero;
        V a6 = V.Zero, b6 = V.Zero;
        V a7 = V.Zero, b7 = V.Zero;
        V a8 = V.Zero, b8 = V.Zero;
        V a9 = V.Zero, b9 = V.Zero;
        V a10 = V.Zero, b10 = V.Zero;
        V a11 = V.Zero, b11 = V.Zero;
        V a12 = V.Zero, b12 = V.Zero;
        V a13 = V.Zero, b13 = V.Zero;
        if (accumulate)
        {
            float* t = tile;
            a0 = V.Load(t); b0 = V.Load(t + V.Count);
            if (TRows.Value > 1) { t += tileStride; a1 = V.Load(t); b1 = V.Load(t + V.Count); }
            if (TRows.Value > 2) { t += tileStride; a2 = V.Load(t); b2 = V.Load(t + V.Count); }
            if (TRows.Value > 3) { t += tileStride; a3 = V.Load(t); b3 = V.Load(t + V.Count); }
            if (TRows.Value > 4) { t += tileStride; a4 = V.Load(t); b4 = V.Load(t + V.Count); }
            if (TRows.Value > 5) { t += tileStride; a5 = V.Load(t); b5 = V.Load(t + V.Count); }
            if (TRows.Value > 6) { t += tileStride; a6 = V.Load(t); b6 = V.Load(t + V.Count); }
            if (TRows.Value > 7) { t += tileStride; a7 = V.Load(t); b7 = V.Load(t + V.Count); }
            if (TRows.Value > 8) { t += tileStride; a8 = V.Load(t); b8 = V.Load(t + V.Count); }
            if (TRows.Value > 9) { t += tileStride; a9 = V.Load(t); b9 = V.Load(t + V.Count); }
            if (TRows.Value > 10) { t += tileStride; a10 = V.Load(t); b10 = V.Load(t + V.Count); }
            if (TRows.Value > 11) { t += tileStride; a11 = V.Load(t); b11 = V.Load(t + V.Count); }
            if (TRows.Value > 12) { t += tileStride; a12 = V.Load(t); b12 = V.Load(t + V.Count); }
            if (TRows.Value > 13) { t += tileStride; a13 = V.Load(t); b13 = V.Load(t + V.Count); }
        }

        // Every third row has an address of its own; the two behind it are reached by an index register.
        nint two = 2 * rowStride;
        float* r0 = a, r3 = r0 + 3 * rowStride, r6 = r3 + 3 * rowStride, r9 = r6 + 3 * rowStride, r12 = r9 + 3 * rowStride;
        for (; depth > 0; depth--)
        {
            V columnA = V.Load(b);
            V columnB = V.Load(b + V.Count);
            b += leadingDimension;
            if (packed != null)
            {
                V.Store(packed, columnA);
                V.Store(packed + V.Count, columnB);
                packed += 2 * V.Count;
            }

            {
                V row = V.Broadcast(*r0);
                V.AddProduct(ref a0, row, columnA);
                V.AddProduct(ref b0, row, columnB);
            }

            if (TRows.Value > 1)
            {
                V row = V.Broadcast(r0[rowStride]);
                V.AddProduct(ref a1, row, columnA);
                V.AddProduct(ref b1, row, columnB);
            }

            if (TRows.Value > 2)
            {
                V row = V.Broadcast(r0[two]);
                V.AddProduct(ref a2, row, columnA);
                V.AddProduct(ref b2, row, columnB);
            }

            if (TRows.Value > 3)
            {
                V row = V.Broadcast(*r3);
                V.AddProduct(ref a3, row, columnA);
                V.AddProduct(ref b3, row, columnB);
            }

            if (TRows.Value > 4)
            {
                V row = V.Broadcast(r3[rowStride]);
                V.AddProduct(ref a4, row, columnA);
                V.AddProduct(ref b4, row, columnB);
            }

            if (TRows.Value > 5)
            {
                V row = V.Broadcast(r3[two]);
                V.AddProduct(ref a5, row, columnA);
                V.AddProduct(ref b5, row, columnB);
            }

            if (TRows.Value > 6)
            {
                V row = V.Broadcast(*r6);
                V.AddProduct(ref a6, row, columnA);
                V.AddProduct(ref b6, row, columnB);
            }

            if (TRows.Value > 7)
            {
                V row = V.Broadcast(r6[rowStride]);
                V.AddProduct(ref a7, row, columnA);
                V.AddProduct(ref b7, row, columnB);
            }

            if (TRows.Value > 8)
            {
                V row = V.Broadcast(r6[two]);
                V.AddProduct(ref a8, row, columnA);
                V.AddProduct(ref b8, row, columnB);
            }

            if (TRows.Value > 9)
            {
                V row = V.Broadcast(*r9);
                V.AddProduct(ref a9, row, columnA);
                V.AddProduct(ref b9, row, columnB);
            }

            if (TRows.Value > 10)
            {
                V row = V.Broadcast(r9[rowStride]);
                V.AddProduct(ref a10, row, columnA);
                V.AddProduct(ref b10, row, columnB);
            }

            if (TRows.Value > 11)
            {
                V row = V.Broadcast(r9[two]);
                V.AddProduct(ref a11, row, columnA);
                V.AddProduct(ref b11, row, columnB);
            }

            if (TRows.Value > 12)
            {
                V row = V.Broadcast(*r12);
                V.AddProduct(ref a12, row, columnA);
                V.AddProduct(ref b12, row, columnB);
            }

            if (TRows.Value > 13)
            {
                V row = V.Broadcast(r12[rowStride]);
                V.AddProduct(ref a13, row, columnA);
                V.AddProduct(ref b13, row, columnB);
            }

            r0 += columnStride;
            if (TRows.Value > 3) r3 += columnStride;
            if (TRows.Value > 6) r6 += columnStride;
            if (TRows.Value > 9) r9 += columnStride;
            if (TRows.Value > 12) r12 += columnStride;
        }

        V.Store(tile, a0); V.Store(tile + V.Count, b0);
        if (TRows.Value > 1) { tile += tileStride; V.Store(tile, a1); V.Store(tile + V.Count, b1); }
        if (TRows.Value > 2) { tile += tileStride; V.Store(tile, a2); V.Store(tile + V.Count, b2); }
        if (TRows.Value > 3) { tile += tileStride; V.Store(tile, a3); V.Store(tile + V.Count, b3); }
        if (TRows.Value > 4) { tile += tileStride; V.Store(tile, a4); V.Store(tile + V.Count, b4); }
        if (TRows.Value > 5) { tile += tileStride; V.Store(tile, a5); V.Store(tile + V.Count, b5); }
        if (TRows.Value > 6) { tile += tileStride; V.Store(tile, a6); V.Store(tile + V.Count, b6); }
        if (TRows.Value > 7) { tile += tileStride; V.Store(tile, a7); V.Store(tile + V.Count, b7); }
        if (TRows.Value > 8) { tile += tileStride; V.Store(tile, a8); V.Store(tile + V.Count, b8); }
        if (TRows.Value > 9) { tile += tileStride; V.Store(tile, a9); V.Store(tile + V.Count, b9); }
        if (TRows.Value > 10) { tile += tileStride; V.Store(tile, a10); V.Store(tile + V.Count, b10); }
        if (TRows.Value > 11) { tile += tileStride; V.Store(tile, a11); V.Store(tile + V.Count, b11); }
        if (TRows.Value > 12) { tile += tileStride; V.Store(tile, a12); V.Store(tile + V.Count, b12); }
        if (TRows.Value > 13) { tile += tileStride; V.Store(tile, a13); V.Store(tile + V.Count, b13); }
    }
}
