using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// Convolutions as products: for each image and group the windows are written out as the columns of a matrix, and a matrix product does
/// the rest. A kernel of one place needs no columns: its product is over the image itself. Images are taken in order.
/// </summary>
internal static unsafe class ConvolutionByColumns
{
    /// <summary>As <see cref="Convolution.Run"/>.</summary>
    public static void Run(ConvolutionSize size, Block x, Block w, Block y)
    {
        var parts = new Parts(size, x, w, y);
        for (int part = 0; part < parts.Count; part++)
        {
            parts.Enter(part);
            Matrix weights = parts.Weights.Matrix(size.Depth);
            for (int row = 0; row < size.Vertical.Steps; row += parts.Rows)
            {
                Matrix columns = parts.Columns(row, write: true, out int places, out int start);
                Gemm.Multiply(new Gemm.StoreProduct(), size.GroupOutputs, places, size.Depth, weights, columns, parts.Results(start).Strides(size.Places, 1));
            }
        }

        x.KeepAlive();
    }

    /// <summary>As <see cref="Convolution.MaxPoolWithIndex"/>, but that the index may be of no length: one image at a time.</summary>
    public static void MaxPool(in ConvolutionSize size, int window, Block x, Block w, Block y, Block index)
    {
        ConvolutionSize one = size.WithBatch(1);
        int image = ImageElements(size);
        int pooled = size.Outputs * (size.Vertical.Steps / window) * (size.Horizontal.Steps / window);
        var pooling = new PoolingSize(size.Outputs, size.Vertical.Steps, size.Horizontal.Steps, window, window, 0);
        Block results = ThreadScratch.TakeImage(checked(size.Outputs * size.Places));
        for (int sample = 0; sample < size.Batch; sample++)
        {
            Run(one, x.Slice(sample * image, image), w, results);
            if (index.Length == 0) Pooling.Max(pooling, results, y.Slice(sample * pooled, pooled));
            else Pooling.MaxWithIndex(pooling, results, y.Slice(sample * pooled, pooled), index.Slice(sample * pooled, pooled));
        }
    }

    /// <summary>As <see cref="Convolution.InputGradient"/>.</summary>
    public static void InputGradient(ConvolutionSize size, Block dy, Block w, Block dx)
    {
        var parts = new Parts(size, dx, w, dy);
        for (int part = 0; part < parts.Count; part++)
        {
            parts.Enter(part);
            Matrix weights = parts.Weights.Matrix(size.Depth).Transposed;
            if (!size.IsPointwise) parts.Image.Span.Clear();
            for (int row = 0; row < size.Vertical.Steps; row += parts.Rows)
            {
                Matrix columns = parts.Columns(row, write: false, out int places, out int start);
                Matrix results = parts.Results(start).Matrix(size.Places);
                Gemm.Multiply(size.Depth, places, size.GroupOutputs, weights, results, columns.Block);
                if (!size.IsPointwise) parts.AddColumns(row, columns.Block);
            }
        }

        dx.KeepAlive();
    }

    /// <summary>As <see cref="Convolution.InputGradientOfMaxPool"/>: one image at a time.</summary>
    public static void InputGradientOfMaxPool(in ConvolutionSize size, int window, Block index, Block dy, Block w, Block dx)
    {
        ConvolutionSize one = size.WithBatch(1);
        int image = ImageElements(size);
        for (int sample = 0; sample < size.Batch; sample++) InputGradient(one, Spread(size, window, index, dy, sample), w, dx.Slice(sample * image, image));
    }

    /// <summary>As <see cref="Convolution.WeightGradient"/>.</summary>
    public static void WeightGradient(ConvolutionSize size, Block x, Block dy, Block dw)
    {
        dw.Span[..(size.Outputs * size.Depth)].Clear();
        AddWeightGradient(size, x, dy, dw);
    }

    /// <summary>As <see cref="Convolution.WeightGradientOfMaxPool"/>: one image at a time.</summary>
    public static void WeightGradientOfMaxPool(in ConvolutionSize size, int window, Block x, Block index, Block dy, Block dw)
    {
        ConvolutionSize one = size.WithBatch(1);
        int image = ImageElements(size);
        dw.Span[..(size.Outputs * size.Depth)].Clear();
        for (int sample = 0; sample < size.Batch; sample++) AddWeightGradient(one, x.Slice(sample * image, image), Spread(size, window, index, dy, sample), dw);
    }

    private static int ImageElements(in ConvolutionSize size) => checked(size.Channels * size.Vertical.Length * size.Horizontal.Length);

    /// <summary>The gradient of a sample's results, out of that of the largest of each window.</summary>
    private static Block Spread(in ConvolutionSize size, int window, Block index, Block dy, int sample)
    {
        var pooling = new PoolingSize(size.Outputs, size.Vertical.Steps, size.Horizontal.Steps, window, window, 0);
        int pooled = size.Outputs * pooling.Results;
        Block results = ThreadScratch.TakeImage(checked(size.Outputs * size.Places));
        Pooling.MaxGradient(pooling, index.Slice(sample * pooled, pooled), dy.Slice(sample * pooled, pooled), results);
        return results;
    }

    private static void AddWeightGradient(ConvolutionSize size, Block x, Block dy, Block dw)
    {
        var parts = new Parts(size, x, dw, dy);
        for (int part = 0; part < parts.Count; part++)
        {
            parts.Enter(part);
            for (int row = 0; row < size.Vertical.Steps; row += parts.Rows)
            {
                Matrix columns = parts.Columns(row, write: true, out int places, out int start);
                Matrix results = parts.Results(start).Matrix(size.Places);
                Gemm.Multiply(new AddProduct(), size.GroupOutputs, size.Depth, places, results, columns.Transposed, parts.Weights);
            }
        }

        x.KeepAlive();
    }

    /// <summary>The product is added to operand 0.</summary>
    private readonly struct AddProduct : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V product, Lanes<V> at) where V : struct, IVec<V> => at.Store(0, at.Load(0) + product);
    }

    /// <summary>What each group of each image reads and writes.</summary>
    private ref struct Parts
    {
        private readonly ConvolutionSize _size;
        private readonly Block _x;
        private readonly Block _w;
        private readonly Block _y;
        private readonly Block _columns;
        private int _part;

        public Parts(ConvolutionSize size, Block x, Block w, Block y)
        {
            (_size, _x, _w, _y) = (size, x, w, y);
            Rows = size.IsPointwise ? Math.Max(1, size.Vertical.Steps) : ImageColumns.RowsAtATime(size);
            if (!size.IsPointwise) _columns = ThreadScratch.TakeColumns(checked(size.Depth * Rows * size.Horizontal.Steps));
        }

        public readonly int Count => checked(_size.Batch * _size.Groups);

        /// <summary>The rows of steps that are computed at a time.</summary>
        public int Rows { get; }

        /// <summary>The channels of the group.</summary>
        public readonly Block Image
        {
            get
            {
                int length = _size.GroupChannels * _size.Vertical.Length * _size.Horizontal.Length;
                return _x.Slice(_part * length, length);
            }
        }

        /// <summary>The kernels of the group.</summary>
        public readonly Block Weights
        {
            get
            {
                int length = _size.GroupOutputs * _size.Depth;
                return _w.Slice(_part % _size.Groups * length, length);
            }
        }

        public void Enter(int part) => _part = part;

        /// <summary>The results of the group from a place of its first output on.</summary>
        public readonly Block Results(int start)
        {
            int length = _size.GroupOutputs * _size.Places;
            return length == 0 ? _y.Slice(0, 0) : _y.Slice(_part * length + start, length - start);
        }

        /// <summary>The windows from a row of steps on, as columns; where they are the image itself, nothing is written.</summary>
        public readonly Matrix Columns(int firstRow, bool write, out int places, out int start)
        {
            int rows = Math.Min(Rows, _size.Vertical.Steps - firstRow);
            places = rows * _size.Horizontal.Steps;
            start = firstRow * _size.Horizontal.Steps;
            if (_size.IsPointwise) return Image.Matrix(places);
            if (write) ImageColumns.Write(_size, Image.Pointer, firstRow, rows, _columns.Pointer);
            return _columns.Matrix(places);
        }

        public readonly void AddColumns(int firstRow, Block columns)
        {
            int rows = Math.Min(Rows, _size.Vertical.Steps - firstRow);
            float* from = columns.Pointer;
            float* to = Image.Pointer;
            if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) ImageColumns.Add<F32x16>(_size, from, firstRow, rows, to);
            else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) ImageColumns.Add<F32x8>(_size, from, firstRow, rows, to);
            else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) ImageColumns.Add<F32x4>(_size, from, firstRow, rows, to);
            else ImageColumns.Add<F32x1>(_size, from, firstRow, rows, to);
        }
    }
}
