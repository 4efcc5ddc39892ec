using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>Matrix products.</summary>
/// <remarks>
/// An output may be one of an epilogue's other operands, but not the memory of <c>a</c> or <c>b</c>, which are still read when the first
/// results are stored. Of a depth of 0 the product is 0.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gemm
{
    /// <summary>c = a · b; a is (m, k), b (k, n), c dense (m, n). 2·m·n·k floating-point operations.</summary>
    /// <exception cref="ArgumentException">A matrix does not fit in its block.</exception>
    public static void Multiply(int m, int n, int k, Matrix a, Matrix b, Block c)
        => Multiply(new StoreProduct(), m, n, k, a, b, c);

    /// <summary>
    /// Gives every element of a · b to <paramref name="epilogue"/>, which stores what it makes of it. The operands have strides
    /// over (m, n).
    /// </summary>
    /// <exception cref="ArgumentException">A matrix or an operand does not fit in its block.</exception>
    [SkipLocalsInit]
    public static void Multiply<TEpilogue>(TEpilogue epilogue, int m, int n, int k, Matrix a, Matrix b, params ReadOnlySpan<Operand> operands)
        where TEpilogue : struct, IEpilogue
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (operands.Length > Frame.KernelOperands) throw new ArgumentException($"{operands.Length} operands; at most {Frame.KernelOperands} are possible.", nameof(operands));
        a.Check(nameof(a), m, k);
        b.Check(nameof(b), k, n);

        Frame frame;
        Unsafe.SkipInit(out frame);
        frame.Clear();
        // A column is computed as the row that it is when transposed, so that the lanes lie along it.
        bool isColumn = n == 1;
        Span<nint> strides = stackalloc nint[Operand.MaxRank];
        for (int index = 0; index < operands.Length; index++)
        {
            operands[index].StridesOver([m, n], index, strides);
            if (isColumn) frame.Set(index, operands[index].Block.Pointer, 0, m == 1 ? 1 : strides[0]);
            else frame.Set(index, operands[index].Block.Pointer, strides[0], strides[1]);
        }

        if (m == 0 || n == 0) return;
        if (isColumn) (m, n, a, b) = (n, m, b.Transposed, a.Transposed);

        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16, TEpilogue>(epilogue, m, n, k, a, b, &frame);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8, TEpilogue>(epilogue, m, n, k, a, b, &frame);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4, TEpilogue>(epilogue, m, n, k, a, b, &frame);
        else Run<F32x1, TEpilogue>(epilogue, m, n, k, a, b, &frame);

        Operand.KeepAlive(operands);
        a.Block.KeepAlive();
        b.Block.KeepAlive();
    }

    /// <summary>
    /// c[i] = a[i] · b[i] for every index i of <paramref name="batch"/>: the matrices begin i · strides elements into their blocks, a stride
    /// of 0 broadcasts, and c is dense (batch…, m, n).
    /// </summary>
    /// <exception cref="ArgumentException">A matrix does not fit in its block, or there are not as many strides as batch extents.</exception>
    public static void MultiplyBatches(
        ReadOnlySpan<int> batch, ReadOnlySpan<int> aStrides, ReadOnlySpan<int> bStrides, int m, int n, int k, Matrix a, Matrix b, Block c)
    {
        if (aStrides.Length != batch.Length || bStrides.Length != batch.Length)
            throw new ArgumentException($"{batch.Length} batch extents, {aStrides.Length} strides of a and {bStrides.Length} of b.", nameof(batch));

        int count = 1;
        foreach (int extent in batch) count = checked(count * extent);
        Extents.Check(c, nameof(c), count, m, n);
        int size = m * n;
        for (int index = 0; index < count; index++)
        {
            int left = index;
            int aStart = 0;
            int bStart = 0;
            for (int axis = batch.Length - 1; axis >= 0; axis--)
            {
                (left, int position) = Math.DivRem(left, batch[axis]);
                aStart = checked(aStart + position * aStrides[axis]);
                bStart = checked(bStart + position * bStrides[axis]);
            }

            Multiply(m, n, k, a.At(aStart), b.At(bStart), c.Slice(index * size, size));
        }
    }

    private static void Run<V, TEpilogue>(TEpilogue epilogue, int m, int n, int k, Matrix a, Matrix b, Frame* frame)
        where V : struct, IVec<V>
        where TEpilogue : struct, IEpilogue
    {
        if (m == 1 && b.IsTransposed)
            GemmVector.Run<V, TEpilogue>(epilogue, n, k, a.Block.Pointer, a.ColumnStride, b.Block.Pointer, b.LeadingDimension, frame);
        else
            GemmBlocks.Run<V, TEpilogue>(epilogue, m, n, k, a, b, frame);
    }

    /// <summary>The plain product as an epilogue: operand 0 = product.</summary>
    internal readonly struct StoreProduct : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V product, Lanes<V> at) where V : struct, IVec<V> => at.Store(0, product);
    }
}
