namespace NNGen.Core;

/// <summary>A copy of rows in parts.</summary>
internal readonly unsafe struct RowCopy(int count, int width, float* from, nint fromPitch, float* to, nint toPitch) : IChunks
{
    public int Chunks { get; } = RowRange.Parts(count, width);

    public void Run(int chunk)
    {
        RowRange part = RowRange.At(count, width, chunk, Chunks);
        float* source = from + part.First * fromPitch + part.Column;
        float* target = to + part.First * toPitch + part.Column;
        for (int row = 0; row < part.Count; row++)
        {
            // A call for each element would take several times as long.
            if (part.Width == 1) *target = *source;
            else new ReadOnlySpan<float>(source, part.Width).CopyTo(new Span<float>(target, part.Width));
            source += fromPitch;
            target += toPitch;
        }
    }
}
