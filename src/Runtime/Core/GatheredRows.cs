namespace NNGen.Core;

/// <summary>y[n] = table[ids[n]] in parts, cut along n.</summary>
internal readonly unsafe struct GatheredRows(int count, int width, float* table, int* ids, float* y) : IChunks
{
    public int Chunks { get; } = Cut.Parts((double)count * width, Cut.LeastElements, count);

    public void Run(int chunk)
    {
        int end = (int)Cut.At(count, chunk + 1, Chunks);
        for (nint n = (nint)Cut.At(count, chunk, Chunks); n < end; n++)
            new ReadOnlySpan<float>(table + (nint)ids[n] * width, width).CopyTo(new Span<float>(y + n * width, width));
    }
}
