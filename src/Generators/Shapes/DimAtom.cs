namespace NNGen.Generators.Shapes;

/// <summary>What a monomial is a product of: a name, or a quotient ⌊numerator / divisor⌋ that could not be simplified.</summary>
internal sealed class DimAtom : IEquatable<DimAtom>, IComparable<DimAtom>
{
    // Dims of one letter, in the order in which shapes are usually written: batch, time, channels, height and width, features.
    // A product has to be printed in some order that does not depend on where it came from; this one gives N*I and H*D.
    private const string CustomaryOrder = "NBTSLCGAVIHWPKDEFJMOQRUXYZ";

    private readonly int _hash;

    private DimAtom(string? name, Dim? numerator, Dim? divisor)
    {
        Name = name;
        Numerator = numerator;
        Divisor = divisor;
        Weight = name is not null ? 1 : 1 + numerator!.Weight + divisor!.Weight;
        Nesting = name is not null ? 0 : 1 + Math.Max(numerator!.Nesting, divisor!.Nesting);
        _hash = name is not null ? StringComparer.Ordinal.GetHashCode(name) : unchecked(numerator!.GetHashCode() * 397 ^ divisor!.GetHashCode());
    }

    /// <summary>The name, or null for a quotient.</summary>
    public string? Name { get; }

    /// <summary>What a quotient divides, or null for a name.</summary>
    public Dim? Numerator { get; }

    /// <summary>What a quotient divides by, or null for a name.</summary>
    public Dim? Divisor { get; }

    /// <summary>How many names and operations stand in it.</summary>
    public int Weight { get; }

    /// <summary>How many quotients stand in one another, itself included.</summary>
    public int Nesting { get; }

    public static DimAtom Named(string name) => new(name, null, null);

    /// <summary>The atom as it is: <see cref="DimDivision"/> decides what is simple enough to be one.</summary>
    public static DimAtom Quotient(Dim numerator, Dim divisor) => new(null, numerator, divisor);

    public bool Equals(DimAtom? other)
        => ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Name == other.Name
            && Equals(Numerator, other.Numerator) && Equals(Divisor, other.Divisor));

    public override bool Equals(object? obj) => Equals(obj as DimAtom);

    public override int GetHashCode() => _hash;

    /// <summary>Names before quotients; names in their customary order.</summary>
    public int CompareTo(DimAtom? other)
    {
        if (other is null) return 1;
        if (ReferenceEquals(this, other)) return 0;
        if (Name is not null && other.Name is not null) return CompareNames(Name, other.Name);
        if (Name is not null) return -1;
        if (other.Name is not null) return 1;
        int byNumerator = Numerator!.CompareTo(other.Numerator);
        return byNumerator != 0 ? byNumerator : Divisor!.CompareTo(other.Divisor);
    }

    private static int CompareNames(string left, string right)
    {
        int byCustom = Place(left).CompareTo(Place(right));
        return byCustom != 0 ? byCustom : string.CompareOrdinal(left, right);
    }

    private static int Place(string name)
    {
        int place = name.Length == 1 ? CustomaryOrder.IndexOf(name[0]) : -1;
        return place < 0 ? CustomaryOrder.Length : place;
    }
}
