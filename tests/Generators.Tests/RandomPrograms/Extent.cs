using System.Globalization;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>
/// The length of an axis: a sum of products of names, 2*H*N + 1. It is the shape calculus of the random programs, simple enough to be
/// seen to be right, and shares nothing with the one that it tests.
/// </summary>
internal sealed class Extent : IEquatable<Extent>
{
    // The coefficient of each product, whose names are sorted: "H*N" → 2; "" → 1.
    private readonly SortedDictionary<string, int> _terms = new(StringComparer.Ordinal);

    public static readonly Extent One = Of(1);

    public static Extent Of(int number) => new Extent().Plus("", number);

    public static Extent Of(string name) => new Extent().Plus(name, 1);

    /// <summary>The number that it is, if it has no name in it.</summary>
    public int? Number => _terms.Count == 0 ? 0 : _terms is { Count: 1 } && _terms.TryGetValue("", out int number) ? number : null;

    public bool IsOne => Number == 1;

    public bool IsName => _terms.Count == 1 && _terms.First() is { Value: 1, Key: var key } && key.Length > 0 && !key.Contains('*', StringComparison.Ordinal);

    public IEnumerable<string> Names => _terms.Keys.SelectMany(Factors).Distinct();

    public static Extent operator +(Extent a, Extent b)
    {
        var sum = new Extent();
        foreach (var (product, coefficient) in a._terms.Concat(b._terms)) sum.Plus(product, coefficient);
        return sum;
    }

    public static Extent operator *(Extent a, Extent b)
    {
        var result = new Extent();
        foreach (var (left, m) in a._terms)
            foreach (var (right, n) in b._terms) result.Plus(string.Join("*", Factors(left).Concat(Factors(right)).Order(StringComparer.Ordinal)), m * n);
        return result;
    }

    public static Extent operator +(Extent a, int b) => a + Of(b);

    public static Extent operator -(Extent a, int b) => a + Of(-b);

    public static Extent operator *(int a, Extent b) => Of(a) * b;

    public static Extent Product(IEnumerable<Extent> extents) => extents.Aggregate(One, (product, extent) => product * extent);

    /// <summary>The least that it can be: every dim is at least 1, but a batch may have no rows.</summary>
    public int Least => Evaluate(name => name == "N" ? 0 : 1);

    /// <summary>Divided by a number and rounded down; null if that is no such sum.</summary>
    public Extent? Floor(int number)
    {
        if (_terms.Any(term => term.Key.Length > 0 && term.Value % number != 0)) return null;
        var result = new Extent();
        foreach (var (product, coefficient) in _terms) result.Plus(product, (int)Math.Floor(coefficient / (double)number));
        return result;
    }

    public int Evaluate(Func<string, int> sizeOf) => _terms.Sum(term => Factors(term.Key).Aggregate(term.Value, (product, name) => product * sizeOf(name)));

    /// <summary>A number that goes into every coefficient and is more than 1, or null.</summary>
    public int? Divisor => _terms.Count == 0 ? null : new[] { 2, 3, 5 }.Cast<int?>().FirstOrDefault(number => _terms.Values.All(coefficient => coefficient % number == 0));

    public Extent DividedBy(int number)
    {
        var result = new Extent();
        foreach (var (product, coefficient) in _terms) result.Plus(product, coefficient / number);
        return result;
    }

    public bool Equals(Extent? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Extent);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>As an attribute writes it: the number last, with its sign.</summary>
    public override string ToString()
    {
        if (_terms.Count == 0) return "0";
        var parts = _terms.Where(term => term.Key.Length > 0).Select(term => term.Value == 1 ? term.Key : string.Create(CultureInfo.InvariantCulture, $"{term.Value}*{term.Key}")).ToList();
        if (_terms.TryGetValue("", out int number)) parts.Add(number.ToString(CultureInfo.InvariantCulture));
        return string.Join(" + ", parts).Replace("+ -", "- ", StringComparison.Ordinal);
    }

    private static string[] Factors(string product) => product.Split('*', StringSplitOptions.RemoveEmptyEntries);

    private Extent Plus(string product, int coefficient)
    {
        int sum = _terms.GetValueOrDefault(product) + coefficient;
        if (sum == 0) _terms.Remove(product);
        else _terms[product] = sum;
        return this;
    }
}
