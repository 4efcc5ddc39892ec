using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// The matrix product's inner kernel for the last columns, one vector wide: <see cref="WideTile"/> with half the accumulators.
/// </summary>
internal static unsafe class NarrowTile
{
    /// <summary>
    /// tile[r, c] (+)= Σₚ a[r, p] · b[p, c] over <paramref name="depth"/> values of p. The tile is dense and
    /// 1 vector wide, and so is what is read of a row of b.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TRows>(nint depth, float* a, nint rowStride, nint columnStride, float* b, nint leadingDimension, float* tile, nint tileStride, bool accumulate)
        where V : struct, IVec<V>
        where TRows : struct, IRowCount
    {
        V a0 = V.Zero;
        V a1 = V.Zero;
        V a2 = V.Zero;
        V a3 = V.Zero;
        V a4 = V.Zero;
        V a5 = V.Zero;
        V a6 = V.Zero;
        V a7 = V.Zero;
        V a8 = V.Zero;
        V a9 = V.Zero;
        V a10 = V.Zero;
        V a11 = V.Zero;
        V a12 = V.Zero;
        V a13 = V.Zero;
        if (accumulate)
        {
            float* t = tile;
            a0 = V.Load(t);
            if (TRows.Value > 1) { t += tileStride; a1 = V.Load(t); }
            if (TRows.Value > 2) { t += tileStride; a2 = V.Load(t); }
            if (TRows.Value > 3) { t += tileStride; a3 = V.Load(t); }
            if (TRows.Value > 4) { t += tileStride; a4 = V.Load(t); }
            if (TRows.Value > 5) { t += tileStride; a5 = V.Load(t); }
            if (TRows.Value > 6) { t += tileStride; a6 = V.Load(t); }
            if (TRows.Value > 7) { t += tileStride; a7 = V.Load(t); }
            if (TRows.Value > 8) { t += tileStride; a8 = V.Load(t); }
            if (TRows.Value > 9) { t += tileStride; a9 = V.Load(t); }
            if (TRows.Value > 10) { t += tileStride; a10 = V.Load(t); }
            if (TRows.Value > 11) { t += tileStride; a11 = V.Load(t); }
            if (TRows.Value > 12) { t += tileStride; a12 = V.Load(t); }
            if (TRows.Value > 13) { t += tileStride; a13 = V.Load(t); }
        }

        // Every third row has an address of its own; the two behind it are reached by an index register.
        nint two = 2 * rowStride;
        float* r0 = a, r3 = r0 + 3 * rowStride, r6 = r3 + 3 * rowStride, r9 = r6 + 3 * rowStride, r12 = r9 + 3 * rowStride;
        for (; depth > 0; depth--)
        {
            V columnA = V.Load(b);
            b += leadingDimension;
            {
                V row = V.Broadcast(*r0);
                V.AddProduct(ref a0, row, columnA);
            }

            if (TRows.Value > 1)
            {
                V row = V.Broadcast(r0[rowStride]);
                V.AddProduct(ref a1, row, columnA);
            }

            if (TRows.Value > 2)
            {
                V row = V.Broadcast(r0[two]);
                V.AddProduct(ref a2, row, columnA);
            }

            if (TRows.Value > 3)
            {
                V row = V.Broadcast(*r3);
                V.AddProduct(ref a3, row, columnA);
            }

            if (TRows.Value > 4)
            {
                V row = V.Broadcast(r3[rowStride]);
                V.AddProduct(ref a4, row, columnA);
            }

            if (TRows.Value > 5)
            {
                V row = V.Broadcast(r3[two]);
                V.AddProduct(ref a5, row, columnA);
            }

            if (TRows.Value > 6)
            {
                V row = V.Broadcast(*r6);
                V.AddProduct(ref a6, row, columnA);
            }

            if (TRows.Value > 7)
            {
                V row = V.Broadcast(r6[rowStride]);
                V.AddProduct(ref a7, row, columnA);
            }

            if (TRows.Value > 8)
            {
                V row = V.Broadcast(r6[two]);
                V.AddProduct(ref a8, row, columnA);
            }

            if (TRows.Value > 9)
            {
                V row = V.Broadcast(*r9);
                V.AddProduct(ref a9, row, columnA);
            }

            if (TRows.Value > 10)
            {
                V row = V.Broadcast(r9[rowStride]);
                V.AddProduct(ref a10, row, columnA);
            }

            if (TRows.Value > 11)
            {
                V row = V.Broadcast(r9[two]);
                V.AddProduct(ref a11, row, columnA);
            }

            if (TRows.Value > 12)
            {
                V row = V.Broadcast(*r12);
                V.AddProduct(ref a12, row, columnA);
            }

            if (TRows.Value > 13)
            {
                V row = V.Broadcast(r12[rowStride]);
                V.AddProduct(ref a13, row, columnA);
            }

            r0 += columnStride;
            if (TRows.Value > 3) r3 += columnStride;
            if (TRows.Value > 6) r6 += columnStride;
            if (TRows.Value > 9) r9 += columnStride;
            if (TRows.Value > 12) r12 += columnStride;
        }

        V.Store(tile, a0);
        if (TRows.Value > 1) { tile += tileStride; V.Store(tile, a1); }
        if (TRows.Value > 2) { tile += tileStride; V.Store(tile, a2); }
        if (TRows.Value > 3) { tile += tileStride; V.Store(tile, a3); }
        if (TRows.Value > 4) { tile += tileStride; V.Store(tile, a4); }
        if (TRows.Value > 5) { tile += tileStride; V.Store(tile, a5); }
        if (TRows.Value > 6) { tile += tileStride; V.Store(tile, a6); }
        if (TRows.Value > 7) { tile += tileStride; V.Store(tile, a7); }
        if (TRows.Value > 8) { tile += tileStride; V.Store(tile, a8); }
        if (TRows.Value > 9) { tile += tileStride; V.Store(tile, a9); }
        if (TRows.Value > 10) { tile += tileStride; V.Store(tile, a10); }
        if (TRows.Value > 11) { tile += tileStride; V.Store(tile, a11); }
        if (TRows.Value > 12) { tile += tileStride; V.Store(tile, a12); }
        if (TRows.Value > 13) { tile += tileStride; V.Store(tile, a13); }
    }
}
