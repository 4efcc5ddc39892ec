namespace NNGen.Core;

/// <summary>
/// A copy in parts. Each thread copies what the loops after it, cut the same way, read on that thread: lines that another core has read
/// take four times as long to write again.
/// </summary>
internal readonly unsafe struct CopyParts<T> : IChunks
    where T : unmanaged
{
    private readonly T* _from, _to;
    private readonly int _count, _chunks;

    private CopyParts(T* from, T* to, int count)
    {
        _from = from;
        _to = to;
        _count = count;
        _chunks = Cut.Parts(count, Cut.LeastElements);
    }

    /// <summary>Copies all elements of a run to where another begins.</summary>
    /// <exception cref="ArgumentException">The other is shorter.</exception>
    public static void Run(ReadOnlySpan<T> from, Span<T> to)
    {
        if (Workers.Count == 1 || from.Length < 2 * Cut.LeastElements || to.Length < from.Length)
        {
            from.CopyTo(to);
            return;
        }

        fixed (T* source = from, destination = to)
        {
            var parts = new CopyParts<T>(source, destination, from.Length);
            Workers.Run(parts, parts._chunks);
        }
    }

    public void Run(int chunk)
    {
        int start = (int)Cut.At(_count, chunk, _chunks), end = (int)Cut.At(_count, chunk + 1, _chunks);
        new ReadOnlySpan<T>(_from + start, end - start).CopyTo(new(_to + start, end - start));
    }
}
