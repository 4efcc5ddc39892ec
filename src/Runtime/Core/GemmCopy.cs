namespace NNGen.Core;

/// <summary>
/// Copies the left matrix of a product to rows that do not collide: rows 1024 floats apart, or a multiple, share a set of the first-level
/// cache, so that the fourteen of a tile evict each other, and few sets of the second. 12 % at 1024, 20 % at 2048.
/// </summary>
internal readonly unsafe struct GemmCopy : IChunks
{
    private const int Line = 16;

    // From here on what the columns gain pays the copy; and what would take too much memory is read where it lies.
    private const int LeastRows = 14;
    private const int LeastDepth = 256;
    private const int LeastColumns = 128;
    private const long Most = 1 << 24;

    private const int MostParts = 16;
    private const int LeastPart = 32768;

    private readonly float* _from, _to;
    private readonly nint _fromStride, _toStride;
    private readonly int _rows, _width;

    private GemmCopy(Matrix from, Matrix to, int rows, int width)
    {
        _from = from.Block.Pointer;
        _to = to.Block.Pointer;
        (_fromStride, _toStride, _rows, _width) = (from.LeadingDimension, to.LeadingDimension, rows, width);
        Chunks = (int)Math.Clamp((long)rows * width / LeastPart, 1, Math.Min(MostParts, rows));
    }

    public int Chunks { get; }

    /// <summary>Whether rows so many floats apart evict each other.</summary>
    public static bool Collides(int leadingDimension) => leadingDimension % 1024 == 0;

    /// <summary>The matrix itself, or a copy in the memory of this thread, good until its next product.</summary>
    public static Matrix Of(Matrix a, int m, int n, int k)
    {
        if (!Collides(a.LeadingDimension) || m < LeastRows || n < LeastColumns || k < LeastDepth || (long)m * k > Most) return a;
        (int rows, int width) = a.IsTransposed ? (k, m) : (m, k);
        int stride = (width + Line - 1) / Line * Line | Line; // an odd number of lines
        var copy = new Matrix(ThreadScratch.TakeRows(rows * stride), stride, a.IsTransposed);
        var body = new GemmCopy(a, copy, rows, width);
        Workers.Run(body, body.Chunks);
        return copy;
    }

    public void Run(int chunk)
    {
        int end = (int)((long)_rows * (chunk + 1) / Chunks);
        for (nint row = (int)((long)_rows * chunk / Chunks); row < end; row++)
            new ReadOnlySpan<float>(_from + row * _fromStride, _width).CopyTo(new Span<float>(_to + row * _toStride, _width));
    }
}
