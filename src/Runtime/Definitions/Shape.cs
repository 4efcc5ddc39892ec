namespace NNGen;

/// <summary>The shape of a tensor: its dims, outermost first. A scalar has none.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    private readonly int[]? _dims;

    /// <summary>A shape of the given dims.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dim is negative.</exception>
    public Shape(params ReadOnlySpan<int> dims)
    {
        foreach (int dim in dims)
            if (dim < 0) throw new ArgumentOutOfRangeException(nameof(dims), $"A dim cannot be negative: {Text(dims)}.");
        _dims = dims.ToArray();
    }

    /// <summary>The number of dims.</summary>
    public int Rank => Dims.Length;

    /// <summary>The product of the dims: the number of elements, 1 for a scalar.</summary>
    /// <exception cref="OverflowException">The product is no <see cref="int"/>.</exception>
    public int Size
    {
        get
        {
            long size = 1;
            foreach (int dim in Dims)
            {
                if (dim == 0) return 0; // whatever the others are
                if (size <= int.MaxValue) size *= dim;
            }

            return checked((int)size);
        }
    }

    /// <summary>The dim of an axis; a negative axis counts from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Dims[Axis("Shape", axis)];

    internal ReadOnlySpan<int> Dims => _dims;

    /// <summary>The shape of the given dims.</summary>
    public static implicit operator Shape(int[] dims) => new(dims);

    /// <summary>Whether two shapes have the same dims.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ in a dim or in their rank.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Dims.SequenceEqual(other.Dims);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int dim in Dims) hash.Add(dim);
        return hash.ToHashCode();
    }

    /// <summary>A copy of the dims.</summary>
    public int[] ToArray() => Dims.ToArray();

    /// <summary>The dims in brackets: <c>(2, 3)</c>, <c>(3)</c>, and <c>()</c> for a scalar.</summary>
    public override string ToString() => Text(Dims);

    /// <summary>The dim of a shape of rank 1.</summary>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public void Deconstruct(out int d0)
    {
        Expect(1);
        d0 = Dims[0];
    }

    /// <summary>The dims of a shape of rank 2.</summary>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public void Deconstruct(out int d0, out int d1)
    {
        Expect(2);
        (d0, d1) = (Dims[0], Dims[1]);
    }

    /// <summary>The dims of a shape of rank 3.</summary>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public void Deconstruct(out int d0, out int d1, out int d2)
    {
        Expect(3);
        (d0, d1, d2) = (Dims[0], Dims[1], Dims[2]);
    }

    /// <summary>The dims of a shape of rank 4.</summary>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public void Deconstruct(out int d0, out int d1, out int d2, out int d3)
    {
        Expect(4);
        (d0, d1, d2, d3) = (Dims[0], Dims[1], Dims[2], Dims[3]);
    }

    /// <summary>The dims of a shape of rank 5.</summary>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public void Deconstruct(out int d0, out int d1, out int d2, out int d3, out int d4)
    {
        Expect(5);
        (d0, d1, d2, d3, d4) = (Dims[0], Dims[1], Dims[2], Dims[3], Dims[4]);
    }

    /// <summary>The dims of a shape of rank 6.</summary>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public void Deconstruct(out int d0, out int d1, out int d2, out int d3, out int d4, out int d5)
    {
        Expect(6);
        (d0, d1, d2, d3, d4, d5) = (Dims[0], Dims[1], Dims[2], Dims[3], Dims[4], Dims[5]);
    }

    /// <summary>The axis counted from the front.</summary>
    internal int Axis(string where, int axis)
    {
        if (axis < -Rank || axis >= Rank)
        {
            string allowed = Rank == 0 ? "a scalar has no axes" : $"rank {Rank} has axes {-Rank}..{Rank - 1}";
            throw new ArgumentOutOfRangeException(nameof(axis), $"{where}: there is no axis {axis} in {this}; {allowed}.");
        }

        return axis < 0 ? axis + Rank : axis;
    }

    /// <summary>This shape with the dims from <paramref name="start"/> to before <paramref name="end"/> replaced.</summary>
    internal Shape Replace(int start, int end, params ReadOnlySpan<int> dims)
        => new([.. Dims[..start], .. dims, .. Dims[end..]]);

    /// <summary>The product of the dims from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    internal int SizeOf(int start, int end) => new Shape(Dims[start..end]).Size;

    /// <summary>Throws unless this shape has so many elements.</summary>
    internal void ExpectSize(string where, int values)
    {
        if (Size != values) throw new ShapeException($"{where}: the shape {this} has {Size} elements, but there are {values} values.");
    }

    private static string Text(ReadOnlySpan<int> dims) => $"({string.Join(", ", dims.ToArray())})";

    private void Expect(int rank)
    {
        if (Rank != rank) throw new ShapeException($"The shape {this} has {Rank} dims and cannot be taken apart into {rank}.");
    }
}
