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
    public static void Multiply<TEpilogue>(TEpilogue epilogue, int m, int n, int k, Matrix a, Matrix b, params ReadOnlySpan<Operand> operands)
        where TEpilogue : struct, IEpilogue
        => MultiplyBatches(epilogue, [], [], [], m, n, k, a, b, operands);

    /// <summary>
    /// c[i] = a[i] · b[i] for every index i of <paramref name="batch"/>: the matrices begin i · strides elements into their blocks, a stride
    /// of 0 broadcasts, and c is dense (batch…, m, n).
    /// </summary>
    /// <exception cref="ArgumentException">A matrix does not fit in its block, or there are not as many strides as batch extents.</exception>
    public static void MultiplyBatches(
        ReadOnlySpan<int> batch, ReadOnlySpan<int> aStrides, ReadOnlySpan<int> bStrides, int m, int n, int k, Matrix a, Matrix b, Block c)
        => MultiplyBatches(new StoreProduct(), batch, aStrides, bStrides, m, n, k, a, b, c);

    /// <summary>The same with an epilogue, whose operands have strides over (batch…, m, n).</summary>
    /// <exception cref="ArgumentException">A matrix or an operand does not fit in its block, or there are not as many strides as batch extents.</exception>
    [SkipLocalsInit]
    public static void MultiplyBatches<TEpilogue>(
        TEpilogue epilogue, ReadOnlySpan<int> batch, ReadOnlySpan<int> aStrides, ReadOnlySpan<int> bStrides, int m, int n, int k, Matrix a, Matrix b, params ReadOnlySpan<Operand> operands)
        where TEpilogue : struct, IEpilogue
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (operands.Length > Frame.KernelOperands) throw new ArgumentException($"{operands.Length} operands; at most {Frame.KernelOperands} are possible.", nameof(operands));
        if (aStrides.Length != batch.Length || bStrides.Length != batch.Length)
            throw new ArgumentException($"{batch.Length} batch extents, {aStrides.Length} strides of a and {bStrides.Length} of b.", nameof(batch));
        int rank = batch.Length, axes = rank + 2;
        int count = 1;
        Span<int> extents = stackalloc int[axes];
        for (int axis = 0; axis < rank; axis++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(batch[axis]);
            count = checked(count * batch[axis]);
            extents[axis] = batch[axis];
        }

        (extents[rank], extents[rank + 1]) = (m, n);
        Span<nint> strides = stackalloc nint[axes * operands.Length];
        for (int index = 0; index < operands.Length; index++)
            operands[index].StridesOver(extents, index, strides.Slice(index * axes, axes));
        if (count > 0)
        {
            // The last matrix of a batch is the one that reaches furthest.
            a.At(Last(batch, aStrides)).Check(nameof(a), m, k);
            b.At(Last(batch, bStrides)).Check(nameof(b), k, n);
        }

        if (m == 0 || n == 0) return;

        Frame frame;
        Unsafe.SkipInit(out frame);
        Span<int> position = stackalloc int[rank];
        position.Clear();
        for (int item = 0; item < count; item++)
        {
            int aStart = 0;
            int bStart = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                aStart += position[axis] * aStrides[axis];
                bStart += position[axis] * bStrides[axis];
            }

            frame.Clear();
            for (int index = 0; index < operands.Length; index++)
            {
                ReadOnlySpan<nint> steps = strides.Slice(index * axes, axes);
                float* origin = operands[index].Block.Pointer;
                for (int axis = 0; axis < rank; axis++) origin += position[axis] * steps[axis];

                // A column is computed as the row that it is when transposed, so that the lanes lie along it.
                if (n == 1) frame.Set(index, origin, 0, m == 1 ? 1 : steps[rank]);
                else frame.Set(index, origin, steps[rank], steps[rank + 1]);
            }

            Matrix left = a.At(aStart), right = b.At(bStart);
            if (n == 1) Run(epilogue, 1, m, k, right.Transposed, left.Transposed, &frame);
            else Run(epilogue, m, n, k, left, right, &frame);

            for (int axis = rank - 1; axis >= 0 && ++position[axis] == batch[axis]; axis--) position[axis] = 0;
        }

        Operand.KeepAlive(operands);
        a.Block.KeepAlive();
        b.Block.KeepAlive();
    }

    /// <summary>Where the matrix of the last index of a batch begins.</summary>
    private static int Last(ReadOnlySpan<int> batch, ReadOnlySpan<int> strides)
    {
        int start = 0;
        for (int axis = 0; axis < batch.Length; axis++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(strides[axis]);
            start = checked(start + (batch[axis] - 1) * strides[axis]);
        }

        return start;
    }

    private static void Run<TEpilogue>(TEpilogue epilogue, int m, int n, int k, Matrix a, Matrix b, Frame* frame)
        where TEpilogue : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16, TEpilogue>(epilogue, m, n, k, a, b, frame);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8, TEpilogue>(epilogue, m, n, k, a, b, frame);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4, TEpilogue>(epilogue, m, n, k, a, b, frame);
        else Run<F32x1, TEpilogue>(epilogue, m, n, k, a, b, frame);
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
