using System.ComponentModel;

namespace NNGen.Core;

/// <summary>Rows of a table, by their numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gather
{
    /// <summary>y[n, i] = table[ids[n], i]; the table is dense (rows, width), y (count, width), and they do not overlap.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in [0, rows).</exception>
    public static void Run(int count, int rows, int width, Block table, IntBlock ids, Block y)
    {
        Extents.Check(table, nameof(table), rows, width);
        Extents.Check(y, nameof(y), count, width);
        Labels.Check(ids, count, rows);
        fixed (int* at = ids.Span)
        {
            var gathered = new GatheredRows(count, width, table.Pointer, at, y.Pointer);
            Workers.Run(gathered, gathered.Chunks);
        }

        table.KeepAlive();
        y.KeepAlive();
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
        if (rows == 0 || width == 0) return;
        fixed (int* at = ids.Span)
        {
            var gradient = new GatherGradient(count, rows, width, at, dy.Pointer, dtable.Pointer);
            Workers.Run(gradient, gradient.Chunks);
        }

        dy.KeepAlive();
        dtable.KeepAlive();
    }
}
