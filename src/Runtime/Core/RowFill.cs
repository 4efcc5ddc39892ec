namespace NNGen.Core;

/// <summary>Rows filled with one number, in parts.</summary>
internal readonly unsafe struct RowFill(int count, int width, float value, float* to, nint pitch) : IChunks
{
    public int Chunks { get; } = RowRange.Parts(count, width);

    public void Run(int chunk)
    {
        RowRange part = RowRange.At(count, width, chunk, Chunks);
        for (int row = 0; row < part.Count; row++) new Span<float>(to + (part.First + row) * pitch + part.Column, part.Width).Fill(value);
    }
}
