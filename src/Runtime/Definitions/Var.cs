namespace NNGen;

/// <summary>
/// A tensor of reals, what a definition computes with. To the compiler it is a symbol; at run time it holds doubles and
/// computes at once: slow, plain, and the reference that generated code is tested against. Immutable, except that a
/// <see cref="Parameter"/> is read at the time of use.
/// </summary>
public partial class Var
{
    private readonly double[] _data;

    internal Var(Shape shape, double[] data)
    {
        Shape = shape;
        _data = data;
    }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>The elements, row-major.</summary>
    internal virtual ReadOnlySpan<double> Data => _data;

    /// <summary>A tensor of the given values, row-major; without dims it is a scalar.</summary>
    /// <exception cref="ShapeException">The shape has another number of elements than there are values.</exception>
    public static Var From(double[] values, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shape of = new(shape);
        of.ExpectSize("Var.From", values.Length);
        return new(of, [.. values]);
    }

    /// <summary>A scalar.</summary>
    public static implicit operator Var(float value) => new(default, [value]);

    /// <summary>The dim of an axis; a negative axis counts from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Size(int axis) => Shape.Dims[Shape.Axis("Size", axis)];

    /// <summary>A copy of the elements, row-major.</summary>
    public double[] ToArray() => Data.ToArray();

    /// <summary>The shape and the first elements.</summary>
    public override string ToString() => $"Var {Shape}: {TensorText.Of(Data)}";
}
