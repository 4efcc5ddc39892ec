using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.Core;

/// <summary>A run of floats in a model's own memory: dense, row-major, in a pinned array, so that its address is stable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Block
{
    private readonly float[] _pinned;
    private readonly int _start;

    /// <summary>A block over <paramref name="pinned"/>, an array allocated on the pinned heap.</summary>
    internal Block(float[] pinned, int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, pinned.Length);
        _pinned = pinned;
        _start = start;
        Length = length;
    }

    /// <summary>New memory, zeros, that begins with a cache line.</summary>
    internal static Block Aligned(int floats)
    {
        float[] memory = GC.AllocateArray<float>(checked(floats + Capacity.Alignment), pinned: true);
        return new(memory, FirstOfLine(memory), floats);
    }

    /// <summary>The first float of a pinned array that begins a cache line; 0 of an empty one.</summary>
    internal static unsafe int FirstOfLine(float[] pinned)
    {
        fixed (float* address = pinned)
            return (int)((-(nint)address & 63) / sizeof(float));
    }

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>The floats.</summary>
    public Span<float> Span => _pinned.AsSpan(_start, Length);

    /// <summary>The address of the first float; stable, because the array is pinned.</summary>
    internal unsafe float* Pointer
        => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_pinned)) + _start;

    /// <summary>Marks the memory as in use up to here: a loop holds its address only.</summary>
    internal void KeepAlive() => GC.KeepAlive(_pinned);

    /// <summary>A part of this block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside.</exception>
    public Block Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, Length);
        return new(_pinned, _start + start, length);
    }

    /// <summary>This block walked with a stride along each of the extents; without a span, for which code that is not optimized allocates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A stride is negative.</exception>
    public Operand Strides(int first) => Operand.Strided(this, [first]);

    /// <inheritdoc cref="Strides(int)"/>
    public Operand Strides(int first, int second) => Operand.Strided(this, [first, second]);

    /// <inheritdoc cref="Strides(int)"/>
    public Operand Strides(int first, int second, int third) => Operand.Strided(this, [first, second, third]);

    /// <inheritdoc cref="Strides(int)"/>
    public Operand Strides(int first, int second, int third, int fourth) => Operand.Strided(this, [first, second, third, fourth]);

    /// <inheritdoc cref="Strides(int)"/>
    public Operand Strides(int first, int second, int third, int fourth, int fifth) => Operand.Strided(this, [first, second, third, fourth, fifth]);

    /// <summary>
    /// This block walked with a stride in elements for each extent of an iteration space: 0 broadcasts along that extent.
    /// </summary>
    /// <exception cref="ArgumentException">More than six strides, or a negative one.</exception>
    public Operand Strides(params ReadOnlySpan<int> strides) => Operand.Strided(this, strides);

    /// <summary>This block as a row-major matrix whose rows begin <paramref name="leadingDimension"/> elements apart.</summary>
    public Matrix Matrix(int leadingDimension) => new(this, leadingDimension, isTransposed: false);

    /// <summary>This block as rows of so many elements, one of each sample of a batch, that are read.</summary>
    public unsafe BatchOperand Rows(int elements) => new(_pinned, Pointer, Length, BatchRole.Rows, elements);

    /// <summary>The same, written.</summary>
    public unsafe BatchOperand Results(int elements) => new(_pinned, Pointer, Length, BatchRole.Results, elements);

    /// <summary>This block as the elements of each sample of a batch, laid out as <see cref="BatchLanes"/> computes them.</summary>
    public unsafe BatchOperand Groups(int elements) => new(_pinned, Pointer, Length, BatchRole.Groups, elements);

    /// <summary>This block as so many floats that are the same for every sample of a batch.</summary>
    public unsafe BatchOperand Weights(int elements) => new(_pinned, Pointer, Length, BatchRole.Weights, elements);

    /// <summary>This block as so many sums over the samples of a batch.</summary>
    public unsafe BatchOperand Totals(int elements) => new(_pinned, Pointer, Length, BatchRole.Totals, elements);

    /// <summary>Copies a tensor of any strides into this block, row by row.</summary>
    public void CopyFrom(in ReadOnlyTensorSpan<float> source) => Flattened.Copy(source, Span);

    /// <summary>Copies this block into a tensor of the same number of elements, row by row.</summary>
    public void CopyTo(in TensorSpan<float> destination)
    {
        if (Length > 0) new ReadOnlyTensorSpan<float>(Span, destination.Lengths).CopyTo(destination);
    }

    /// <summary>Copies truth values of any strides into this block as masks, row by row: all bits set where true, none where false.</summary>
    public void CopyFrom(in ReadOnlyTensorSpan<bool> source)
    {
        Span<int> bits = MemoryMarshal.Cast<float, int>(Span);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.FlattenedLength, bits.Length);
        int index = 0;
        foreach (bool value in source) bits[index++] = value ? -1 : 0;
    }

    /// <summary>Makes one element the mask of a truth value.</summary>
    public void SetTo(bool value) => MemoryMarshal.Cast<float, int>(Span)[0] = value ? -1 : 0;

    /// <summary>Whether the mask in the first element is set.</summary>
    public bool IsTrue => MemoryMarshal.Cast<float, int>(Span)[0] != 0;

    /// <summary>Copies the masks of this block into a tensor of the same number of truth values, row by row.</summary>
    public void CopyTo(in TensorSpan<bool> destination)
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(Span);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.FlattenedLength, bits.Length);
        int index = 0;
        foreach (ref bool value in destination) value = bits[index++] != 0;
    }

    /// <summary>A new tensor with the masks of this block as truth values.</summary>
    public Tensor<bool> ToMask(params ReadOnlySpan<nint> lengths) => Tensor.Create(ToBools(), lengths);

    private bool[] ToBools()
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(Span);
        bool[] values = new bool[bits.Length];
        for (int i = 0; i < values.Length; i++) values[i] = bits[i] != 0;
        return values;
    }

    /// <summary>A new tensor with the contents of this block.</summary>
    public Tensor<float> ToTensor(params ReadOnlySpan<nint> lengths) => Tensor.Create(Span.ToArray(), lengths);
}
