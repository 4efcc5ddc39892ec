using System.Diagnostics.CodeAnalysis;

namespace NNGen.Generators.Shapes;

/// <summary>
/// The length of an axis: a polynomial with whole coefficients over names and quotients, in a normal form, so that two dims are
/// equal for all values of their names when (and, without quotients, only when) they are equal here.
/// </summary>
/// <remarks>
/// Names stand for numbers that are not negative. Division rounds down; <c>a % b</c> is a − b·⌊a / b⌋ and is kept as that, so
/// <c>H/2*2 + H % 2</c> is <c>H</c>; printing finds the remainder again. An operation whose result cannot be held gives a dim with
/// a <see cref="Fault"/>, which every further operation passes on: nothing here throws into a user's compiler but
/// <see cref="Evaluate"/> and <see cref="ToCSharp"/>, and each says when.
/// </remarks>
internal sealed class Dim : IEquatable<Dim>, IComparable<Dim>
{
    // Beyond these a dim is no length of an axis that anyone wrote; they bound the work that half-typed code can ask for.
    private const int MostAtoms = 1000;
    private const int HighestDegree = 64;
    private const int DeepestNesting = 32;

    public static readonly Dim Zero = new([], null);
    public static readonly Dim One = Constant(1);

    internal static readonly Dim TooLarge = new([], "its numbers do not fit 64 bits");
    internal static readonly Dim TooLong = new([], "it has too many terms");
    internal static readonly Dim DividesByZero = new([], "it divides by zero");

    private readonly DimAddend[] _addends;
    private readonly int _hash;
    private string? _text;

    private Dim(DimAddend[] addends, string? fault)
    {
        _addends = addends;
        Fault = fault;
        _hash = fault is null ? 17 : StringComparer.Ordinal.GetHashCode(fault);
        foreach (DimAddend addend in addends)
        {
            _hash = unchecked(_hash * 31 + addend.GetHashCode());
            Weight += Math.Max(1, addend.Monomial.Weight);
            Nesting = Math.Max(Nesting, addend.Monomial.Nesting);
        }
    }

    /// <summary>Why the dim has no value ("it divides by zero"), or null for every proper dim.</summary>
    public string? Fault { get; }

    [MemberNotNullWhen(true, nameof(Fault))]
    public bool HasFault => Fault is not null;

    /// <summary>The normal form: a sum of distinct monomials, greatest first, no coefficient 0.</summary>
    internal IReadOnlyList<DimAddend> Addends => _addends;

    /// <summary>How many names and operations stand in it.</summary>
    internal int Weight { get; }

    /// <summary>How many quotients stand in one another.</summary>
    internal int Nesting { get; }

    internal bool IsZero => _addends.Length == 0 && !HasFault;

    /// <summary>The addend without a name.</summary>
    internal long ConstantPart => _addends.Length > 0 && _addends[_addends.Length - 1].Monomial.Degree == 0 ? _addends[_addends.Length - 1].Coefficient : 0;

    /// <summary>All names, also those inside quotients, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = new SortedSet<string>(NamesInOrder, StringComparer.Ordinal);
            return [.. names];
        }
    }

    /// <summary>All names in the order in which they are printed, repetitions included.</summary>
    internal IEnumerable<string> NamesInOrder
    {
        get
        {
            foreach (DimAddend addend in _addends)
            {
                foreach ((DimAtom atom, _) in addend.Monomial.Powers)
                {
                    if (atom.Name is not null)
                    {
                        yield return atom.Name;
                        continue;
                    }
                    foreach (string name in atom.Numerator!.NamesInOrder) yield return name;
                    foreach (string name in atom.Divisor!.NamesInOrder) yield return name;
                }
            }
        }
    }

    /// <summary>The terms as a person would write them: remainders found again, positive ones first. What printing and emission walk.</summary>
    public IReadOnlyList<DimTerm> Terms => DimPresentation.Of(this);

    public static Dim Constant(long value) => value == 0 ? Zero : new([new(DimMonomial.One, value)], null);

    public static Dim Name(string name) => Of(DimAtom.Named(name));

    public static implicit operator Dim(int value) => Constant(value);

    public static implicit operator Dim(long value) => Constant(value);

    public static Dim operator +(Dim a, Dim b) => DimSum.Of(a, 1, b);

    public static Dim operator -(Dim a, Dim b) => DimSum.Of(a, -1, b);

    public static Dim operator -(Dim a) => DimSum.Of(Zero, -1, a);

    public static Dim operator *(Dim a, Dim b) => DimSum.Product(a, b);

    public static bool operator ==(Dim? a, Dim? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Dim? a, Dim? b) => !(a == b);

    /// <summary>⌊a / b⌋, simplified where that is exact: (2·H)/2 is H, (H·D)/D is H, (2·H + 1)/2 is H.</summary>
    public static Dim FloorDivide(Dim a, Dim b) => DimDivision.Floor(a, b);

    /// <summary>a − b·⌊a / b⌋.</summary>
    public static Dim Modulo(Dim a, Dim b) => a - b * FloorDivide(a, b);

    /// <summary>Reads names, numbers, <c>+ - * / %</c>, brackets and blanks.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Dim? dim, [NotNullWhen(false)] out DimError? error)
    {
        var parser = new DimParser(text);
        dim = parser.WholeText();
        error = dim is null ? parser.Error : null;
        return dim is not null;
    }

    public bool TryConstant(out long value)
    {
        value = ConstantPart;
        return !HasFault && (_addends.Length == 0 || (_addends.Length == 1 && _addends[0].Monomial.Degree == 0));
    }

    public bool TryName([NotNullWhen(true)] out string? name)
    {
        name = _addends.Length == 1 && _addends[0].Coefficient == 1 ? _addends[0].Monomial.SingleAtom?.Name : null;
        return name is not null;
    }

    /// <summary>Every name replaced at once by the dim given for it; null keeps the name.</summary>
    public Dim Substitute(Func<string, Dim?> replacement)
        => ReplaceAtoms(atom => atom.Name is not null
            ? replacement(atom.Name)
            : FloorDivide(atom.Numerator!.Substitute(replacement), atom.Divisor!.Substitute(replacement)));

    /// <summary>Every name that the dictionary holds replaced at once.</summary>
    public Dim Substitute(IReadOnlyDictionary<string, Dim> replacements)
        => Substitute(name => replacements.TryGetValue(name, out Dim? dim) ? dim : null);

    /// <summary>Every atom of the outermost level replaced at once; null keeps the atom.</summary>
    internal Dim ReplaceAtoms(Func<DimAtom, Dim?> replacement)
    {
        if (HasFault) return this;
        Dim sum = Zero;
        foreach (DimAddend addend in _addends)
        {
            Dim product = addend.Coefficient;
            foreach ((DimAtom atom, int power) in addend.Monomial.Powers)
            {
                Dim factor = replacement(atom) ?? Of(atom);
                for (int i = 0; i < power; i++) product *= factor;
            }
            sum += product;
        }
        return sum;
    }

    /// <summary>The value for the given values of the names.</summary>
    /// <exception cref="OverflowException">A number on the way does not fit 64 bits.</exception>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    /// <exception cref="InvalidOperationException">The dim has a <see cref="Fault"/>.</exception>
    public long Evaluate(Func<string, long> value)
    {
        if (HasFault) throw new InvalidOperationException("The dim has no value: " + Fault + ".");
        return ValueOrNone(value) ?? throw new DivideByZeroException();
    }

    /// <summary>The value for the given values of the names, or false where <see cref="Evaluate"/> would throw.</summary>
    public bool TryEvaluate(Func<string, long> value, out long result)
    {
        result = 0;
        if (HasFault) return false;
        try
        {
            long? found = ValueOrNone(value);
            result = found ?? 0;
            return found is not null;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>The value, or null where a divisor is 0: a search for examples meets many, and exceptions are slow.</summary>
    private long? ValueOrNone(Func<string, long> value)
    {
        long sum = 0;
        foreach (DimAddend addend in _addends)
        {
            long product = addend.Coefficient;
            foreach ((DimAtom atom, int power) in addend.Monomial.Powers)
            {
                long? factor = atom.Name is not null ? value(atom.Name) : QuotientOrNone(atom, value);
                if (factor is null) return null;
                for (int i = 0; i < power; i++) product = checked(product * factor.Value);
            }
            sum = checked(sum + product);
        }
        return sum;
    }

    private static long? QuotientOrNone(DimAtom atom, Func<string, long> value)
        => atom.Divisor!.ValueOrNone(value) is { } divisor and not 0 && atom.Numerator!.ValueOrNone(value) is { } numerator
            ? Integers.FloorDivide(numerator, divisor)
            : null;

    /// <summary>The dim as C# over variables with its names; the value is exact, also where a numerator is negative.</summary>
    /// <param name="wide">In 64-bit arithmetic, whatever the type of the names: <c>(long)N * I</c>. A lone name or number stays as it is.</param>
    /// <param name="facts">What is known of the names; what cannot be negative needs no care when it is divided.</param>
    /// <exception cref="InvalidOperationException">The dim has a <see cref="Fault"/>.</exception>
    public string ToCSharp(bool wide, Facts? facts = null) => DimWriter.CSharp(this, wide ? "long" : null, facts ?? Facts.None);

    /// <summary>The same over the core's <c>Count</c>, which no product overflows: <c>(Core::Count)N * I</c>.</summary>
    /// <exception cref="InvalidOperationException">The dim has a <see cref="Fault"/>.</exception>
    public string ToCount(Facts? facts = null) => DimWriter.CSharp(this, DimWriter.Count, facts ?? Facts.None);

    /// <summary>The canonical text, which <see cref="TryParse"/> reads back; <c>?</c> for a dim with a fault.</summary>
    public override string ToString() => _text ??= DimWriter.Text(this);

    public bool Equals(Dim? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _hash != other._hash || Fault != other.Fault || _addends.Length != other._addends.Length) return false;
        for (int i = 0; i < _addends.Length; i++)
            if (!_addends[i].Equals(other._addends[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode() => _hash;

    /// <summary>Some total order, the same on every machine; it says nothing of the values.</summary>
    public int CompareTo(Dim? other)
    {
        if (other is null) return 1;
        if (ReferenceEquals(this, other)) return 0;
        for (int i = 0; i < _addends.Length && i < other._addends.Length; i++)
        {
            int byMonomial = other._addends[i].Monomial.CompareTo(_addends[i].Monomial);
            if (byMonomial != 0) return byMonomial;
            if (_addends[i].Coefficient != other._addends[i].Coefficient) return _addends[i].Coefficient.CompareTo(other._addends[i].Coefficient);
        }
        int byLength = _addends.Length.CompareTo(other._addends.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(Fault, other.Fault);
    }

    internal static Dim Of(DimAtom atom) => atom.Weight > MostAtoms || atom.Nesting > DeepestNesting ? TooLong : new([new(DimMonomial.Of(atom), 1)], null);

    /// <summary>The dim of a sum that was collected monomial by monomial.</summary>
    internal static Dim From(IEnumerable<KeyValuePair<DimMonomial, long>> sum)
    {
        var addends = new List<DimAddend>();
        int weight = 0;
        foreach (KeyValuePair<DimMonomial, long> entry in sum)
        {
            if (entry.Value == 0) continue;
            addends.Add(new(entry.Key, entry.Value));
            weight += Math.Max(1, entry.Key.Weight);
            if (weight > MostAtoms || entry.Key.Degree > HighestDegree) return TooLong;
        }
        addends.Sort(static (left, right) => right.Monomial.CompareTo(left.Monomial));
        return addends.Count == 0 ? Zero : new([.. addends], null);
    }
}
