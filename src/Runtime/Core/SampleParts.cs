namespace NNGen.Core;

/// <summary>
/// A convolution in parts: samples that fill the lanes of a vector, a group of channels, a strip of rows. How it is cut depends on the sizes
/// alone, and no sum on the cut.
/// </summary>
internal readonly struct SampleParts
{
    // The floats of a strip of images in the lanes, 256 KB: with the results of a panel they stay in the second-level cache.
    private const int StripElements = 65536;

    // Enough parts that a thread that comes late finds one; a strip reads the rows around it again, so they are not many.
    private const int WantedParts = 8;
    private const int LeastRows = 4;
    private const int MostChunks = 256;

    private readonly int _strips, _groups, _rows;
    private readonly ConvolutionSize _size;

    /// <param name="size">The convolution.</param>
    /// <param name="lanes">The samples of a part.</param>
    /// <param name="rows">The rows that are cut into strips.</param>
    /// <param name="steps">The steps of the windows in each.</param>
    public SampleParts(in ConvolutionSize size, int lanes, int rows, int steps = 1)
    {
        int blocks = (size.Batch + lanes - 1) / lanes;
        double rowElements = (double)size.GroupChannels * (size.Horizontal.Length + 2 * size.Horizontal.Padding) * size.Vertical.Stride * steps * lanes;
        int strips = (int)Math.Clamp(Math.Ceiling(rows * rowElements / StripElements), 1, Math.Max(1, rows));
        if (size.IsWorthForking) strips = Math.Max(strips, Math.Min(WantedParts / Math.Max(1, (int)Math.Min(WantedParts, (long)blocks * size.Groups)), rows * steps / LeastRows));
        (_size, _strips, _groups, _rows) = (size, strips, size.Groups, rows);
        Count = checked(blocks * size.Groups * strips);
    }

    /// <summary>The number of parts.</summary>
    public int Count { get; }

    private int Chunks => Math.Min(Count, MostChunks);

    /// <summary>The first part of a chunk.</summary>
    public int First(int chunk) => (int)((long)Count * chunk / Chunks);

    /// <summary>The samples, the group and the rows of a part.</summary>
    public (int Block, int Group, int FirstRow, int Rows) Of(int part)
    {
        (int rest, int strip) = Math.DivRem(part, _strips);
        (int block, int group) = Math.DivRem(rest, _groups);
        int first = (int)((long)_rows * strip / _strips), end = (int)((long)_rows * (strip + 1) / _strips);
        return (block, group, first, end - first);
    }

    /// <summary>Does all chunks.</summary>
    public void Run<TBody>(TBody body) where TBody : struct, IChunks => _size.Run(body, Chunks);
}
