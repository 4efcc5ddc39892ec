using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace NNGen.Generators.Shapes;

/// <summary>
/// What may be assumed of the names: the facts of <c>[Where("…")]</c>, and which names are at least 1 because the constructor
/// makes sure of it. Every other name is at least 0.
/// </summary>
internal sealed class Facts : IEquatable<Facts>
{
    public static readonly Facts None = new(EquatableArray<Fact>.Empty, EquatableArray<string>.Empty);

    // The same few pairs of dims are asked for again and again; beyond so many, which only a long session with the same facts has, nothing is added.
    private const int MostAgreements = 4096;
    private readonly ConcurrentDictionary<(Dim, Dim), Agreement> _agreements = new();

    private SolvedFacts? _solved;
    private SolvedFacts? _solvedForFilled;

    private Facts(EquatableArray<Fact> all, EquatableArray<string> positive)
    {
        All = all;
        Positive = positive;
    }

    /// <summary>The facts in the order in which they were given.</summary>
    public EquatableArray<Fact> All { get; }

    /// <summary>The names that are at least 1, in ordinal order.</summary>
    public EquatableArray<string> Positive { get; }

    /// <summary>The facts in the form in which they are used; made once, and no part of what is compared.</summary>
    internal SolvedFacts Solved => _solved ??= new SolvedFacts(this);

    /// <summary>The same for tensors that have elements: there every name is at least 1.</summary>
    internal SolvedFacts SolvedForFilled => _solvedForFilled ??= new SolvedFacts(this, least: 1);

    /// <summary>What was found before about two dims, or what is found now.</summary>
    internal Agreement AgreementOf(Dim a, Dim b, Func<Dim, Dim, Facts, Agreement> find)
    {
        if (_agreements.TryGetValue((a, b), out Agreement known)) return known;
        Agreement found = find(a, b, this);
        if (_agreements.Count < MostAgreements) _agreements.TryAdd((a, b), found);
        return found;
    }

    public static Facts Of(params Fact[] facts) => new(facts, EquatableArray<string>.Empty);

    /// <summary>Reads one fact, or several joined with <c>&amp;&amp;</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Facts? facts, [NotNullWhen(false)] out DimError? error)
    {
        facts = FactsParser.Parse(text, out error) is { } parsed ? new(new EquatableArray<Fact>(parsed), EquatableArray<string>.Empty) : null;
        if (facts is not null) error = null;
        return facts is not null;
    }

    /// <summary>Both together.</summary>
    public Facts And(Facts other) => new Facts(new EquatableArray<Fact>(All.Concat(other.All).Distinct()), Positive).WithPositive(other.Positive);

    /// <summary>The same facts, and these names are at least 1.</summary>
    public Facts WithPositive(IEnumerable<string> names)
        => new(All, new EquatableArray<string>(new SortedSet<string>(Positive.Concat(names), StringComparer.Ordinal)));

    /// <summary>Whether all facts hold for the given values of the names.</summary>
    public bool Hold(Func<string, long> value) => All.All(fact => fact.Holds(value));

    public override string ToString() => string.Join(" && ", All);

    public bool Equals(Facts? other) => other is not null && All == other.All && Positive == other.Positive;

    public override bool Equals(object? obj) => Equals(obj as Facts);

    public override int GetHashCode() => unchecked(All.GetHashCode() * 31 + Positive.GetHashCode());
}
