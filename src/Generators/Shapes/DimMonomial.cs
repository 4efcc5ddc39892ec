namespace NNGen.Generators.Shapes;

/// <summary>A product of powers of atoms, ordered by degree and then lexicographically: the order that polynomial division needs.</summary>
internal sealed class DimMonomial : IEquatable<DimMonomial>, IComparable<DimMonomial>
{
    /// <summary>The empty product, 1.</summary>
    public static readonly DimMonomial One = new([]);

    private readonly (DimAtom Atom, int Power)[] _powers;
    private readonly int _hash;

    private DimMonomial((DimAtom Atom, int Power)[] powers)
    {
        _powers = powers;
        foreach ((DimAtom atom, int power) in powers)
        {
            Degree += power;
            Weight += power * atom.Weight;
            Nesting = Math.Max(Nesting, atom.Nesting);
            _hash = unchecked(_hash * 31 + atom.GetHashCode() * 17 + power);
        }
    }

    /// <summary>The atoms and their powers, each power at least 1, in the atoms' order.</summary>
    public IReadOnlyList<(DimAtom Atom, int Power)> Powers => _powers;

    public int Degree { get; }

    /// <summary>How many names and operations stand in it.</summary>
    public int Weight { get; }

    /// <summary>How many quotients stand in one another.</summary>
    public int Nesting { get; }

    /// <summary>The one atom that this monomial is, or null.</summary>
    public DimAtom? SingleAtom => Degree == 1 ? _powers[0].Atom : null;

    public static DimMonomial Of(DimAtom atom) => new([(atom, 1)]);

    public int PowerOf(DimAtom atom)
    {
        foreach ((DimAtom own, int power) in _powers)
            if (own.Equals(atom)) return power;
        return 0;
    }

    public DimMonomial Times(DimMonomial other)
    {
        if (Degree == 0) return other;
        if (other.Degree == 0) return this;
        return Combine(other, static (left, right) => checked(left + right));
    }

    /// <summary>This divided by <paramref name="other"/>, or null where it does not divide.</summary>
    public DimMonomial? DividedBy(DimMonomial other)
    {
        if (other.Degree == 0) return this;
        foreach ((DimAtom atom, int power) in other._powers)
            if (PowerOf(atom) < power) return null;
        return Combine(other, static (left, right) => left - right);
    }

    /// <summary>The greatest monomial that divides both.</summary>
    public DimMonomial Gcd(DimMonomial other) => Combine(other, Math.Min);

    public bool Equals(DimMonomial? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _hash != other._hash || _powers.Length != other._powers.Length) return false;
        for (int i = 0; i < _powers.Length; i++)
            if (_powers[i].Power != other._powers[i].Power || !_powers[i].Atom.Equals(other._powers[i].Atom)) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as DimMonomial);

    public override int GetHashCode() => _hash;

    public int CompareTo(DimMonomial? other)
    {
        if (other is null) return 1;
        if (Degree != other.Degree) return Degree.CompareTo(other.Degree);
        for (int i = 0; i < _powers.Length && i < other._powers.Length; i++)
        {
            int byAtom = _powers[i].Atom.CompareTo(other._powers[i].Atom);
            if (byAtom != 0) return -byAtom;
            if (_powers[i].Power != other._powers[i].Power) return _powers[i].Power.CompareTo(other._powers[i].Power);
        }
        return _powers.Length.CompareTo(other._powers.Length);
    }

    /// <summary>Merges the two sorted lists; an atom that one side lacks has the power 0 there.</summary>
    private DimMonomial Combine(DimMonomial other, Func<int, int, int> powers)
    {
        var combined = new List<(DimAtom, int)>(_powers.Length + other._powers.Length);
        int i = 0, j = 0;
        while (i < _powers.Length || j < other._powers.Length)
        {
            int order = i == _powers.Length ? 1 : j == other._powers.Length ? -1 : _powers[i].Atom.CompareTo(other._powers[j].Atom);
            DimAtom atom = order <= 0 ? _powers[i].Atom : other._powers[j].Atom;
            int left = order <= 0 ? _powers[i++].Power : 0;
            int right = order >= 0 ? other._powers[j++].Power : 0;
            int power = powers(left, right);
            if (power != 0) combined.Add((atom, power));
        }
        return combined.Count == 0 ? One : new DimMonomial([.. combined]);
    }
}
