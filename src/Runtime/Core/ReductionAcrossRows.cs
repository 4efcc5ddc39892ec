using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Reduces the rows of a frame to one row: the terms lie below each other, the columns along the lanes.</summary>
internal static unsafe class ReductionAcrossRows
{
    // The rows that a column's accumulator adds up before it joins the total.
    private const int BlockLength = 64;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TCombination, TKernel>(TKernel kernel, Frame* frame, nint rows, nint columns, float* results)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
        where TKernel : struct, IReduction
    {
        if (frame->Scattered)
        {
            Scattered<V, TCombination, TKernel>(kernel, frame, rows, columns, results);
            return;
        }

        nint whole = columns & -V.Count;
        nint column = 0;

        // Four vectors side by side: four chains of additions, four cache lines of each row at once.
        for (; column <= whole - 4 * V.Count; column += 4 * V.Count)
        {
            V totalA = TCombination.Identity<V>(), totalB = totalA, totalC = totalA, totalD = totalA;
            for (nint row = 0; row < rows;)
            {
                V a = TCombination.Identity<V>(), b = a, c = a, d = a;
                nint end = Math.Min(rows, row + BlockLength);
                for (; row < end; row++)
                {
                    frame->Spread<V>(row);
                    var at = new Lanes<V>(frame, row) { Index = column };
                    a = TCombination.Of(a, kernel.Term(at));
                    at.Index += V.Count;
                    b = TCombination.Of(b, kernel.Term(at));
                    at.Index += V.Count;
                    c = TCombination.Of(c, kernel.Term(at));
                    at.Index += V.Count;
                    d = TCombination.Of(d, kernel.Term(at));
                }

                totalA = TCombination.Of(totalA, a);
                totalB = TCombination.Of(totalB, b);
                totalC = TCombination.Of(totalC, c);
                totalD = TCombination.Of(totalD, d);
            }

            V.Store(results + column, kernel.Finish(totalA));
            V.Store(results + column + V.Count, kernel.Finish(totalB));
            V.Store(results + column + 2 * V.Count, kernel.Finish(totalC));
            V.Store(results + column + 3 * V.Count, kernel.Finish(totalD));
        }

        for (; column < whole; column += V.Count)
        {
            V total = TCombination.Identity<V>();
            for (nint row = 0; row < rows;)
            {
                V block = TCombination.Identity<V>();
                nint end = Math.Min(rows, row + BlockLength);
                for (; row < end; row++)
                {
                    frame->Spread<V>(row);
                    block = TCombination.Of(block, kernel.Term(new Lanes<V>(frame, row) { Index = column }));
                }

                total = TCombination.Of(total, block);
            }

            V.Store(results + column, kernel.Finish(total));
        }

        if (column < columns) LastColumns<V, TCombination, TKernel>(kernel, frame, rows, column, columns - column, results);
    }

    /// <summary>The columns that are no whole vector, under a mask.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void LastColumns<V, TCombination, TKernel>(TKernel kernel, Frame* frame, nint rows, nint column, nint count, float* results)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
        where TKernel : struct, IReduction
    {
        V total = TCombination.Identity<V>();
        for (nint row = 0; row < rows;)
        {
            V block = TCombination.Identity<V>();
            nint end = Math.Min(rows, row + BlockLength);
            for (; row < end; row++)
            {
                frame->Spread<V>(row);
                block = TCombination.Of(block, kernel.Term(new Lanes<V>(frame, row, count) { Index = column }));
            }

            total = TCombination.Of(total, block);
        }

        V.StoreFirst(results + column, count, kernel.Finish(total));
    }

    /// <summary>Columns that do not lie side by side, by way of a scratch.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Scattered<V, TCombination, TKernel>(TKernel kernel, Frame* frame, nint rows, nint columns, float* results)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
        where TKernel : struct, IReduction
    {
        Scratch scratch;
        Unsafe.SkipInit(out scratch);
        for (nint column = 0; column < columns; column += V.Count)
        {
            nint count = Math.Min(columns - column, V.Count);
            V total = TCombination.Identity<V>();
            for (nint row = 0; row < rows;)
            {
                V block = TCombination.Identity<V>();
                nint end = Math.Min(rows, row + BlockLength);
                for (; row < end; row++)
                {
                    scratch.Gather<V>(frame, row, column, count);
                    block = TCombination.Of(block, kernel.Term(new Lanes<V>(&scratch.Frame, 0)));
                }

                total = TCombination.Of(total, block);
            }

            V.StoreFirst(results + column, count, kernel.Finish(total));
        }
    }
}
