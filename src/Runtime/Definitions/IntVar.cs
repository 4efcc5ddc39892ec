namespace NNGen;

/// <summary>A tensor of integers: labels, ids, indices. No gradient flows to it. Immutable.</summary>
public sealed class IntVar
{
    private readonly int[] _data;

    private IntVar(Shape shape, int[] data)
    {
        Shape = shape;
        _data = data;
    }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>The elements, row-major.</summary>
    internal ReadOnlySpan<int> Data => _data;

    /// <summary>A tensor of the given values, row-major; without dims it is a scalar.</summary>
    /// <exception cref="ShapeException">The shape has another number of elements than there are values.</exception>
    public static IntVar From(int[] values, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shape of = new(shape);
        of.ExpectSize("IntVar.From", values.Length);
        return new(of, [.. values]);
    }

    /// <summary>The dim of an axis; a negative axis counts from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Size(int axis) => Shape.Dims[Shape.Axis("Size", axis)];

    /// <summary>A copy of the elements, row-major.</summary>
    public int[] ToArray() => [.. _data];

    /// <summary>The shape and the first elements.</summary>
    public override string ToString() => $"IntVar {Shape}: {TensorText.Of(Data)}";
}
