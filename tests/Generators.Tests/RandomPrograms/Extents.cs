namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>The shape of a value in a random program.</summary>
internal sealed class Extents(params IEnumerable<Extent> axes) : IEquatable<Extents>
{
    private readonly Extent[] _axes = [.. axes];

    public static readonly Extents Scalar = new();

    public IReadOnlyList<Extent> Axes => _axes;

    public int Rank => _axes.Length;

    /// <summary>An axis; negative ones count from the end.</summary>
    public Extent this[int axis] => _axes[At(axis)];

    public Extent Size => Extent.Product(_axes);

    public IEnumerable<string> Names => _axes.SelectMany(axis => axis.Names).Distinct();

    public bool Has(int axis) => axis >= -Rank && axis < Rank;

    public int At(int axis) => axis < 0 ? axis + Rank : axis;

    public Extents First(int count) => new(_axes.Take(count));

    public Extents Last(int count) => new(_axes.Skip(Rank - count));

    public Extents Then(params IEnumerable<Extent> axes) => new(_axes.Concat(axes));

    /// <summary>With <paramref name="count"/> axes from <paramref name="axis"/> on replaced by others.</summary>
    public Extents Replace(int axis, int count, params IEnumerable<Extent> by) => new([.. _axes.Take(At(axis)), .. by, .. _axes.Skip(At(axis) + count)]);

    public Extents Transposed() => First(Rank - 2).Then(this[-1], this[-2]);

    public int[] Evaluate(Func<string, int> sizeOf) => [.. _axes.Select(axis => axis.Evaluate(sizeOf))];

    /// <summary>The arguments of an attribute: "N", "2*H".</summary>
    public string Arguments => string.Join(", ", _axes.Select(axis => $"\"{axis}\""));

    public bool Equals(Extents? other) => other is not null && _axes.SequenceEqual(other._axes);

    public override bool Equals(object? obj) => Equals(obj as Extents);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"({string.Join(", ", _axes.Select(axis => axis.ToString()))})";
}
