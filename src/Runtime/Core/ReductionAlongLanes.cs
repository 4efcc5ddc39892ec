using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Reduces each row of a frame to one number: the terms lie along the lanes.</summary>
internal static unsafe class ReductionAlongLanes
{
    // Four accumulators hide the latency of an addition. Each adds this many vectors before it joins the total.
    private const int Accumulators = 4;
    private const int BlockLength = 64;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TCombination, TKernel>(TKernel kernel, Frame* frame, nint rows, nint columns, float* results)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
        where TKernel : struct, IReduction
    {
        nint whole = frame->Scattered ? 0 : columns & -V.Count;
        nint inFours = whole - whole % (Accumulators * V.Count);
        for (nint row = 0; row < rows; row++)
        {
            V total = TCombination.Identity<V>();
            if (whole > 0)
            {
                frame->Spread<V>(row);
                var at = new Lanes<V>(frame, row);
                while (at.Index < inFours)
                {
                    V a = TCombination.Identity<V>(), b = a, c = a, d = a;
                    nint end = Math.Min(inFours, at.Index + BlockLength * Accumulators * V.Count);
                    while (at.Index < end)
                    {
                        a = TCombination.Of(a, kernel.Term(at));
                        at.Index += V.Count;
                        b = TCombination.Of(b, kernel.Term(at));
                        at.Index += V.Count;
                        c = TCombination.Of(c, kernel.Term(at));
                        at.Index += V.Count;
                        d = TCombination.Of(d, kernel.Term(at));
                        at.Index += V.Count;
                    }

                    total = TCombination.Of(total, TCombination.Of(TCombination.Of(a, b), TCombination.Of(c, d)));
                }

                for (; at.Index < whole; at.Index += V.Count) total = TCombination.Of(total, kernel.Term(at));
            }

            if (frame->Scattered)
            {
                total = Scattered<V, TCombination, TKernel>(kernel, frame, row, columns);
            }
            else if (whole < columns)
            {
                if (whole == 0) frame->Spread<V>(row);
                nint left = columns - whole;
                V term = kernel.Term(new Lanes<V>(frame, row, left) { Index = whole });
                total = TCombination.Of(total, V.Select(V.FirstLanes(left), term, TCombination.Identity<V>()));
            }

            V.StoreFirst(results + row, 1, kernel.Finish(V.Broadcast(TCombination.Across(total))));
        }
    }

    /// <summary>Columns that do not lie side by side, by way of a scratch.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Scattered<V, TCombination, TKernel>(TKernel kernel, Frame* frame, nint row, nint columns)
        where V : struct, IVec<V>
        where TCombination : struct, ICombination
        where TKernel : struct, IReduction
    {
        Scratch scratch;
        Unsafe.SkipInit(out scratch);
        V total = TCombination.Identity<V>();
        V block = total;
        int terms = 0;
        for (nint column = 0; column < columns; column += V.Count)
        {
            nint count = Math.Min(columns - column, V.Count);
            scratch.Gather<V>(frame, row, column, count);
            V term = kernel.Term(new Lanes<V>(&scratch.Frame, 0));
            block = TCombination.Of(block, V.Select(V.FirstLanes(count), term, TCombination.Identity<V>()));
            if (++terms % BlockLength == 0)
            {
                total = TCombination.Of(total, block);
                block = TCombination.Identity<V>();
            }
        }

        return TCombination.Of(total, block);
    }
}
