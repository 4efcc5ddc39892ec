namespace NNGen.Core;

/// <summary>
/// A copy of the left matrix of a product, where the kernel would read it badly as it lies. Rows 1024 floats apart, or a multiple, share a
/// set of the first-level cache, where those of a tile evict each other, and few sets of the second: they are copied to rows that do not (from
/// 72 to 87 % of the peak at 1024). Of a transposed matrix a tile of six rows uses six floats of each line: where the tiles are
/// that low, it is turned (from 76 to 90 % at 384).
/// </summary>
internal readonly unsafe struct GemmCopy : IChunks
{
    private const int Line = 16;

    // From here on what the columns gain pays the copy; and what would take too much memory is read where it lies.
    private const int LeastRows = 14;
    private const int LeastDepth = 256, LeastDepthToTurn = 64;
    private const int LeastColumns = 128, LeastColumnsToTurn = 192;
    private const long Most = 1 << 24;

    private const int LeastPart = 32768;

    private readonly float* _from, _to;
    private readonly nint _fromStride, _toStride;
    private readonly int _rows, _width;
    private readonly bool _turns;

    private GemmCopy(Matrix from, Matrix to, int rows, int width, bool turns)
    {
        _from = from.Block.Pointer;
        _to = to.Block.Pointer;
        (_fromStride, _toStride, _rows, _width) = (from.LeadingDimension, to.LeadingDimension, rows, width);
        _turns = turns;
        Chunks = Core.Cut.Parts((double)rows * width, LeastPart, rows);
    }

    public int Chunks { get; }

    /// <summary>Whether rows so many floats apart evict each other.</summary>
    public static bool Collides(int leadingDimension) => leadingDimension % 1024 == 0;

    /// <summary>The matrix itself, or a copy in the memory of this thread, good until its next product.</summary>
    public static Matrix Of(Matrix a, int m, int n, int k)
    {
        bool turns = a.IsTransposed && VectorWidth.Current < 16 && n >= LeastColumnsToTurn && k >= LeastDepthToTurn;
        bool collides = Collides(a.LeadingDimension) && n >= LeastColumns && k >= LeastDepth;
        if (!turns && !collides || m < LeastRows || (long)m * k > Most) return a;

        (int rows, int width) = a.IsTransposed && !turns ? (k, m) : (m, k);
        int stride = (width + Line - 1) / Line * Line | Line; // an odd number of lines
        var copy = new Matrix(ThreadScratch.TakeRows(rows * stride), stride, a.IsTransposed && !turns);
        var body = new GemmCopy(a, copy, rows, width, turns);
        Workers.Run(body, body.Chunks);
        a.Block.KeepAlive();
        return copy;
    }

    public void Run(int chunk)
    {
        int start = Cut(chunk), end = Cut(chunk + 1);
        if (_turns)
        {
            Transpose.Matrix(_from + start, _fromStride, _to + start * _toStride, _toStride, _width, end - start);
            return;
        }

        for (nint row = start; row < end; row++)
            new ReadOnlySpan<float>(_from + row * _fromStride, _width).CopyTo(new Span<float>(_to + row * _toStride, _width));
    }

    // Whole lines of what is turned.
    private int Cut(int chunk) => chunk == Chunks ? _rows : (int)Core.Cut.At(_rows, chunk, Chunks) / Line * Line;
}
