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

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>The floats.</summary>
    public Span<float> Span => _pinned.AsSpan(_start, Length);

    /// <summary>The address of the first float; stable, because the array is pinned.</summary>
    internal unsafe float* Pointer
        => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_pinned)) + _start;

    /// <summary>A part of this block.</summary>
    public Block Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, Length);
        return new(_pinned, _start + start, length);
    }

    /// <summary>Copies a tensor of any strides into this block, row by row.</summary>
    public void CopyFrom(in ReadOnlyTensorSpan<float> source) => source.FlattenTo(Span);

    /// <summary>Copies this block into a tensor of the same number of elements.</summary>
    public void CopyTo(in TensorSpan<float> destination, params ReadOnlySpan<nint> lengths)
        => new ReadOnlyTensorSpan<float>(Span, lengths).CopyTo(destination);

    /// <summary>A new tensor with the contents of this block.</summary>
    public Tensor<float> ToTensor(params ReadOnlySpan<nint> lengths) => Tensor.Create(Span.ToArray(), lengths);
}
