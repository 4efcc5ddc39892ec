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
    public static void Run<V, TRows>(nint depth, float* a, nint rowStride, nint columnStride, float* b, nint leadingDimension, float* tile, bool accumulate)
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
            a0 = V.Load(tile);
            if (TRows.Value > 1) a1 = V.Load(tile + 1 * V.Count);
            if (TRows.Value > 2) a2 = V.Load(tile + 2 * V.Count);
            if (TRows.Value > 3) a3 = V.Load(tile + 3 * V.Count);
            if (TRows.Value > 4) a4 = V.Load(tile + 4 * V.Count);
            if (TRows.Value > 5) a5 = V.Load(tile + 5 * V.Count);
            if (TRows.Value > 6) a6 = V.Load(tile + 6 * V.Count);
            if (TRows.Value > 7) a7 = V.Load(tile + 7 * V.Count);
            if (TRows.Value > 8) a8 = V.Load(tile + 8 * V.Count);
            if (TRows.Value > 9) a9 = V.Load(tile + 9 * V.Count);
            if (TRows.Value > 10) a10 = V.Load(tile + 10 * V.Count);
            if (TRows.Value > 11) a11 = V.Load(tile + 11 * V.Count);
            if (TRows.Value > 12) a12 = V.Load(tile + 12 * V.Count);
            if (TRows.Value > 13) a13 = V.Load(tile + 13 * V.Count);
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
                a0 = V.FusedMultiplyAdd(row, columnA, a0);
            }

            if (TRows.Value > 1)
            {
                V row = V.Broadcast(r0[rowStride]);
                a1 = V.FusedMultiplyAdd(row, columnA, a1);
            }

            if (TRows.Value > 2)
            {
                V row = V.Broadcast(r0[two]);
                a2 = V.FusedMultiplyAdd(row, columnA, a2);
            }

            if (TRows.Value > 3)
            {
                V row = V.Broadcast(*r3);
                a3 = V.FusedMultiplyAdd(row, columnA, a3);
            }

            if (TRows.Value > 4)
            {
                V row = V.Broadcast(r3[rowStride]);
                a4 = V.FusedMultiplyAdd(row, columnA, a4);
            }

            if (TRows.Value > 5)
            {
                V row = V.Broadcast(r3[two]);
                a5 = V.FusedMultiplyAdd(row, columnA, a5);
            }

            if (TRows.Value > 6)
            {
                V row = V.Broadcast(*r6);
                a6 = V.FusedMultiplyAdd(row, columnA, a6);
            }

            if (TRows.Value > 7)
            {
                V row = V.Broadcast(r6[rowStride]);
                a7 = V.FusedMultiplyAdd(row, columnA, a7);
            }

            if (TRows.Value > 8)
            {
                V row = V.Broadcast(r6[two]);
                a8 = V.FusedMultiplyAdd(row, columnA, a8);
            }

            if (TRows.Value > 9)
            {
                V row = V.Broadcast(*r9);
                a9 = V.FusedMultiplyAdd(row, columnA, a9);
            }

            if (TRows.Value > 10)
            {
                V row = V.Broadcast(r9[rowStride]);
                a10 = V.FusedMultiplyAdd(row, columnA, a10);
            }

            if (TRows.Value > 11)
            {
                V row = V.Broadcast(r9[two]);
                a11 = V.FusedMultiplyAdd(row, columnA, a11);
            }

            if (TRows.Value > 12)
            {
                V row = V.Broadcast(*r12);
                a12 = V.FusedMultiplyAdd(row, columnA, a12);
            }

            if (TRows.Value > 13)
            {
                V row = V.Broadcast(r12[rowStride]);
                a13 = V.FusedMultiplyAdd(row, columnA, a13);
            }

            r0 += columnStride;
            if (TRows.Value > 3) r3 += columnStride;
            if (TRows.Value > 6) r6 += columnStride;
            if (TRows.Value > 9) r9 += columnStride;
            if (TRows.Value > 12) r12 += columnStride;
        }

        V.Store(tile, a0);
        if (TRows.Value > 1) V.Store(tile + 1 * V.Count, a1);
        if (TRows.Value > 2) V.Store(tile + 2 * V.Count, a2);
        if (TRows.Value > 3) V.Store(tile + 3 * V.Count, a3);
        if (TRows.Value > 4) V.Store(tile + 4 * V.Count, a4);
        if (TRows.Value > 5) V.Store(tile + 5 * V.Count, a5);
        if (TRows.Value > 6) V.Store(tile + 6 * V.Count, a6);
        if (TRows.Value > 7) V.Store(tile + 7 * V.Count, a7);
        if (TRows.Value > 8) V.Store(tile + 8 * V.Count, a8);
        if (TRows.Value > 9) V.Store(tile + 9 * V.Count, a9);
        if (TRows.Value > 10) V.Store(tile + 10 * V.Count, a10);
        if (TRows.Value > 11) V.Store(tile + 11 * V.Count, a11);
        if (TRows.Value > 12) V.Store(tile + 12 * V.Count, a12);
        if (TRows.Value > 13) V.Store(tile + 13 * V.Count, a13);
    }
}
