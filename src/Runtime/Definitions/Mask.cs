namespace NNGen;

/// <summary>
/// A tensor of truth values: what comparing two <see cref="Var"/> gives, what <c>&amp;</c>, <c>|</c> and <c>!</c> combine, and what
/// <see cref="Ops.Where"/> takes. No gradient
/// flows through it. Immutable. A mask is many truth values, so it is no condition for <c>if</c> or <c>?:</c>; to choose between
/// two values, element by element, write <c>Where(mask, a, b)</c>.
/// </summary>
public sealed partial class Mask
{
    private readonly bool[] _data;

    internal Mask(Shape shape, bool[] data)
    {
        Shape = shape;
        _data = data;
    }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>The elements, row-major.</summary>
    internal ReadOnlySpan<bool> Data => _data;

    /// <summary>A tensor of the given truth values, row-major; without dims it is a scalar.</summary>
    /// <exception cref="ShapeException">The shape has another number of elements than there are values.</exception>
    public static Mask From(bool[] values, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shape of = new(shape);
        of.ExpectSize("Mask.From", values.Length);
        return new(of, [.. values]);
    }

    /// <summary>The dim of an axis; a negative axis counts from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Size(int axis) => Shape.Dims[Shape.Axis("Size", axis)];

    /// <summary>A copy of the elements, row-major.</summary>
    public bool[] ToArray() => [.. _data];

    /// <summary>The shape, and how many elements are true.</summary>
    public override string ToString() => $"Mask {Shape}: {Data.Count(true)} of {_data.Length} true";
}
