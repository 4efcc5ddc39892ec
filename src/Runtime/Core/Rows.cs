namespace NNGen.Core;

/// <summary>Rows that lie apart in memory, copied or filled in parts, on as many threads as there are.</summary>
internal static unsafe class Rows
{
    /// <summary>Copies <paramref name="count"/> rows of <paramref name="width"/> elements; from row to row it is a pitch of elements.</summary>
    public static void Copy(int count, int width, float* from, nint fromPitch, float* to, nint toPitch)
    {
        if (count == 0 || width == 0) return;
        if (width == fromPitch && width == toPitch) (count, width) = (1, count * width);
        var copy = new RowCopy(count, width, from, fromPitch, to, toPitch);
        Workers.Run(copy, copy.Chunks);
    }

    /// <summary>Fills <paramref name="count"/> rows of <paramref name="width"/> elements; from row to row it is a pitch of elements.</summary>
    public static void Fill(int count, int width, float value, float* to, nint pitch)
    {
        if (count == 0 || width == 0) return;
        if (width == pitch) (count, width) = (1, count * width);
        var fill = new RowFill(count, width, value, to, pitch);
        Workers.Run(fill, fill.Chunks);
    }
}
