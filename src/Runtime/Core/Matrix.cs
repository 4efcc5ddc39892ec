using System.ComponentModel;

namespace NNGen.Core;

/// <summary>
/// A matrix in a <see cref="Core.Block"/>: element (i, j) is data[i · ld + j], or data[j · ld + i] of a transposed one.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Matrix
{
    internal Matrix(Block block, int leadingDimension, bool isTransposed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leadingDimension);
        Block = block;
        LeadingDimension = leadingDimension;
        IsTransposed = isTransposed;
    }

    /// <summary>The memory.</summary>
    internal Block Block { get; }

    /// <summary>The elements from one stored row to the next.</summary>
    internal int LeadingDimension { get; }

    /// <summary>Whether the stored rows are the columns.</summary>
    internal bool IsTransposed { get; }

    /// <summary>The same memory with rows and columns exchanged.</summary>
    public Matrix Transposed => new(Block, LeadingDimension, !IsTransposed);

    /// <summary>The elements from one row to the next.</summary>
    internal nint RowStride => IsTransposed ? 1 : LeadingDimension;

    /// <summary>The elements from one column to the next.</summary>
    internal nint ColumnStride => IsTransposed ? LeadingDimension : 1;

    /// <summary>The same matrix, further on in the memory; beyond its end there is none of it, which is enough for a matrix without elements.</summary>
    internal Matrix At(int start)
    {
        int inside = Math.Min(start, Block.Length);
        return new(Block.Slice(inside, Block.Length - inside), LeadingDimension, IsTransposed);
    }

    /// <exception cref="ArgumentException">The stored rows overlap, or the block does not hold rows × columns elements.</exception>
    internal void Check(string name, int rows, int columns)
    {
        (int stored, int width) = IsTransposed ? (columns, rows) : (rows, columns);
        if (stored == 0 || width == 0) return;
        if (stored > 1 && LeadingDimension < width)
            throw new ArgumentException($"{name} is {rows} × {columns}{(IsTransposed ? ", transposed" : "")}: a leading dimension of {LeadingDimension} is below {width}.", name);

        long needed = (long)(stored - 1) * LeadingDimension + width;
        if (needed > Block.Length)
            throw new ArgumentException($"{name} is {rows} × {columns} and needs {needed} elements; its block has {Block.Length}.", name);
    }
}
