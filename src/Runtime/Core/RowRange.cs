namespace NNGen.Core;

/// <summary>How rows are cut: by whole rows, or along the only one there is. By the sizes alone.</summary>
internal readonly struct RowRange
{
    // A line of the cache, which no two parts of a row share.
    private const int Line = 16;

    private RowRange(int first, int count, int column, int width) => (First, Count, Column, Width) = (first, count, column, width);

    /// <summary>The first row of a part.</summary>
    public int First { get; }

    /// <summary>Its rows.</summary>
    public int Count { get; }

    /// <summary>Its first column.</summary>
    public int Column { get; }

    /// <summary>Its columns.</summary>
    public int Width { get; }

    /// <summary>How many parts.</summary>
    public static int Parts(int count, int width) => Cut.Parts((double)count * width, Cut.LeastElements, count > 1 ? count : (width + Line - 1) / Line);

    /// <summary>One of them.</summary>
    public static RowRange At(int count, int width, int part, int parts)
    {
        if (count > 1)
        {
            int first = (int)Cut.At(count, part, parts);
            return new(first, (int)Cut.At(count, part + 1, parts) - first, 0, width);
        }

        int lines = (width + Line - 1) / Line, column = (int)Cut.At(lines, part, parts) * Line;
        return new(0, count, column, Math.Min(width, (int)Cut.At(lines, part + 1, parts) * Line) - column);
    }
}
