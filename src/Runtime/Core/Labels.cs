namespace NNGen.Core;

/// <summary>Checks labels against the number of classes, before one is used as an index.</summary>
internal static class Labels
{
    /// <exception cref="ArgumentException">There are fewer labels than rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, classes).</exception>
    public static void Check(IntBlock labels, int rows, int classes)
    {
        Extents.Check(labels, nameof(labels), rows);
        ReadOnlySpan<int> values = labels.Span[..rows];
        for (int row = 0; row < values.Length; row++)
        {
            if ((uint)values[row] >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), $"Label {values[row]} of row {row} is not one of {classes} classes.");
        }
    }
}
