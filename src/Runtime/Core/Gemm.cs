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
    /// of 0 broadcasts, and c, dense or at strides over (batch…, m, n), broadcasts nowhere.
    /// </summary>
    /// <exception cref="ArgumentException">A matrix does not fit in its block, or there are not as many strides as batch extents.</exception>
    public static void MultiplyBatches(
        ReadOnlySpan<int> batch, ReadOnlySpan<int> aStrides, ReadOnlySpan<int> bStrides, int m, int n, int k, Matrix a, Matrix b, Operand c)
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

        if (m == 0 || n == 0 || count == 0) return;
        if (count == 1) a = GemmCopy.Of(a, m, n, k);
        float** origins = stackalloc float*[operands.Length];
        for (int index = 0; index < operands.Length; index++) origins[index] = operands[index].Block.Pointer;
        fixed (nint* steps = strides)
        fixed (int* extent = batch, aStep = aStrides, bStep = bStrides)
        {
            var batches = new GemmBatches<TEpilogue>(epilogue, new(rank, count, extent, aStep, bStep), m, n, k, a, b, operands.Length, origins, steps);
            Workers.Run(batches, batches.Chunks);
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

    /// <summary>The plain product as an epilogue: operand 0 = product.</summary>
    internal readonly struct StoreProduct : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V product, Lanes<V> at) where V : struct, IVec<V> => at.Store(0, product);
    }
}
