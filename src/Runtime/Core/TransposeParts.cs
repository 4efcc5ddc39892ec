namespace NNGen.Core;

/// <summary>
/// A copy whose fastest axis is not that of its source: the two are exchanged as a matrix, once for each position of the other axes. In
/// parts, cut between the matrices and along the rows of y.
/// </summary>
internal readonly unsafe struct TransposeParts : IChunks
{
    // What is a row of y lies along a row of x: so many make whole strips of that.
    private const int StripRows = 64;

    private readonly int* _shape, _strides;
    private readonly int _rank, _fastest, _strips;
    private readonly long _units;
    private readonly nint _yStride;
    private readonly float* _x, _y;

    /// <param name="rank">The axes of y, at least two.</param>
    /// <param name="shape">Their extents, none of them 0.</param>
    /// <param name="strides">How far x steps along each.</param>
    /// <param name="fastest">The axis along which x steps by 1: not the last.</param>
    /// <param name="x">The source.</param>
    /// <param name="y">Dense; it does not overlap x.</param>
    public TransposeParts(int rank, int* shape, int* strides, int fastest, float* x, float* y)
    {
        (_rank, _fastest) = (rank, fastest);
        _shape = shape;
        _strides = strides;
        _x = x;
        _y = y;
        long matrices = 1;
        for (int axis = 0; axis < rank - 1; axis++) matrices *= axis == fastest ? 1 : shape[axis];
        _yStride = 1;
        for (int axis = fastest + 1; axis < rank; axis++) _yStride *= shape[axis];
        _strips = (shape[fastest] + StripRows - 1) / StripRows;
        _units = matrices * _strips;
        Chunks = Core.Cut.Parts((double)matrices * shape[rank - 1] * shape[fastest], Core.Cut.LeastElements, _units);
    }

    public int Chunks { get; }

    public void Run(int chunk)
    {
        long end = Core.Cut.At(_units, chunk + 1, Chunks);
        for (long unit = Core.Cut.At(_units, chunk, Chunks); unit < end;)
        {
            (long matrix, long strip) = Math.DivRem(unit, _strips);
            int count = (int)Math.Min(_strips - strip, end - unit);
            Strips(matrix, (int)strip * StripRows, Math.Min(_shape[_fastest], ((int)strip + count) * StripRows));
            unit += count;
        }
    }

    private void Strips(long matrix, int first, int end)
    {
        int last = _rank - 1;
        nint from = first, to = first * _yStride;
        nint size = _shape[last];
        for (int axis = last - 1; axis >= 0; axis--)
        {
            if (axis != _fastest)
            {
                (matrix, long position) = Math.DivRem(matrix, _shape[axis]);
                from += (nint)position * _strides[axis];
                to += (nint)position * size;
            }

            size *= _shape[axis];
        }

        Transpose.Matrix(_x + from, _strides[last], _y + to, _yStride, _shape[last], end - first);
    }
}
