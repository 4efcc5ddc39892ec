using System.ComponentModel;
using System.Numerics.Tensors;

namespace NNGen.Core;

/// <summary>A run of ints in a model's own memory: labels, ids and what <see cref="ArgMax"/> finds, dense and row-major.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IntBlock
{
    private readonly int[] _items;
    private readonly int _start;

    internal IntBlock(int[] items, int length) : this(items, 0, length)
    {
    }

    internal IntBlock(int[] items, int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, items.Length);
        _items = items;
        _start = start;
        Length = length;
    }

    /// <summary>The number of ints.</summary>
    public int Length { get; }

    /// <summary>The ints.</summary>
    public Span<int> Span => _items.AsSpan(_start, Length);

    /// <summary>Copies a tensor of any strides into this block, row by row.</summary>
    public void CopyFrom(in ReadOnlyTensorSpan<int> source) => source.FlattenTo(Span);

    /// <summary>Copies this block into a tensor of the same number of elements, row by row.</summary>
    public void CopyTo(in TensorSpan<int> destination)
    {
        if (Length > 0) new ReadOnlyTensorSpan<int>(Span, destination.Lengths).CopyTo(destination);
    }

    /// <summary>A new tensor with the contents of this block.</summary>
    public Tensor<int> ToTensor(params ReadOnlySpan<nint> lengths) => Tensor.Create(Span.ToArray(), lengths);
}
