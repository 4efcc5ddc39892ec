using System.ComponentModel;

namespace NNGen.Core;

/// <summary>Puts blocks side by side along an axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Concat
{
    /// <summary>Each of y's rows is one row of each block in turn: block i is dense (outer, widths[i]), y (outer, Σ widths); y overlaps none.</summary>
    /// <exception cref="ArgumentException">A block is shorter than the extents need, or there is not one width for each block.</exception>
    public static void Run(int outer, ReadOnlySpan<int> widths, Block y, params ReadOnlySpan<Block> blocks)
    {
        if (widths.Length != blocks.Length) throw new ArgumentException($"{widths.Length} widths for {blocks.Length} blocks.", nameof(widths));
        int width = 0;
        for (int index = 0; index < blocks.Length; index++)
        {
            Extents.Check(blocks[index], nameof(blocks), outer, widths[index]);
            width = checked(width + widths[index]);
        }

        Extents.Check(y, nameof(y), outer, width);
        int start = 0;
        for (int index = 0; index < blocks.Length; index++)
        {
            Rows.Copy(outer, widths[index], blocks[index].Pointer, widths[index], y.Pointer + start, width);
            blocks[index].KeepAlive();
            start += widths[index];
        }

        y.KeepAlive();
    }
}
