namespace NNGen.Core;

/// <summary>Copies of rows that lie apart in memory.</summary>
internal static class Rows
{
    /// <summary>Copies <paramref name="count"/> rows of <paramref name="width"/> elements; from row to row it is a pitch of elements.</summary>
    public static void Copy(int count, int width, ReadOnlySpan<float> from, int fromPitch, Span<float> to, int toPitch)
    {
        if (count == 0 || width == 0) return;
        if (width == fromPitch && width == toPitch)
        {
            from[..(count * width)].CopyTo(to);
            return;
        }

        if (width == 1)
        {
            for (int row = 0; row < count; row++) to[row * toPitch] = from[row * fromPitch];
            return;
        }

        for (int row = 0; row < count; row++) from.Slice(row * fromPitch, width).CopyTo(to[(row * toPitch)..]);
    }
}
