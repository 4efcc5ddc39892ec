using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Rows of a table, by their numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Gather
{
    /// <summary>y[n, i] = table[ids[n], i]; the table is dense (rows, width), y (count, width), and they do not overlap.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in [0, rows).</exception>
    public static void Run(int count, int rows, int width, Block table, IntBlock ids, Block y)
    {
        Extents.Check(table, nameof(table), rows, width);
        Extents.Check(y, nameof(y), count, width);
        Labels.Check(ids, count, rows);
        ReadOnlySpan<float> from = table.Span;
        ReadOnlySpan<int> at = ids.Span;
        Span<float> to = y.Span;
        for (int n = 0; n < count; n++) from.Slice(at[n] * width, width).CopyTo(to[(n * width)..]);
    }

    /// <summary>
    /// dtable[r, i] = Σ dy[n, i] over all n with ids[n] = r, in the order of n, so that the same call always gives the same floats;
    /// 0 where there is none.
    /// </summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in [0, rows).</exception>
    public static void Gradient(int count, int rows, int width, IntBlock ids, Block dy, Block dtable)
    {
        Extents.Check(dtable, nameof(dtable), rows, width);
        Extents.Check(dy, nameof(dy), count, width);
        Labels.Check(ids, count, rows);
        dtable.Span[..(rows * width)].Clear();
        ReadOnlySpan<int> at = ids.Span;
        var sum = new Sum();
        for (int n = 0; n < count; n++)
        {
            Block row = dtable.Slice(at[n] * width, width);
            Map.Run(sum, [width], row, dy.Slice(n * width, width), row);
        }
    }

    private readonly struct Sum : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(2, at.Load(0) + at.Load(1));
    }
}
