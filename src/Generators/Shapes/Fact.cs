namespace NNGen.Generators.Shapes;

/// <summary>How the two sides of a fact stand to each other.</summary>
internal enum Relation
{
    Equal,
    AtMost,
    Less,
    AtLeast,
    Greater,
}

/// <summary>One assumption about dims: <c>H % A == 0</c>, <c>I == H</c>, <c>K &lt;= T</c>.</summary>
internal sealed record Fact(Dim Left, Relation Relation, Dim Right)
{
    /// <summary>What is 0 when the fact is an equality, and otherwise not negative, exactly where the fact holds.</summary>
    internal Dim Difference => Relation switch
    {
        Relation.AtMost => Right - Left,
        Relation.Less => Right - Left - 1,
        Relation.Greater => Left - Right - 1,
        _ => Left - Right,
    };

    /// <summary>All names, each once, in the order in which they are printed.</summary>
    public IReadOnlyList<string> Names => [.. Left.NamesInOrder.Concat(Right.NamesInOrder).Distinct(StringComparer.Ordinal)];

    private string Sign => Relation switch
    {
        Relation.Equal => "==",
        Relation.AtMost => "<=",
        Relation.Less => "<",
        Relation.AtLeast => ">=",
        _ => ">",
    };

    /// <summary>Whether another fact is this one, perhaps with its sides the other way round.</summary>
    public bool SaysTheSame(Fact other)
        => Relation == other.Relation && (Difference.Equals(other.Difference) || Relation == Relation.Equal && Difference.Equals(-other.Difference));

    public Fact Substitute(Func<string, Dim?> replacement) => new(Left.Substitute(replacement), Relation, Right.Substitute(replacement));

    public Fact Substitute(IReadOnlyDictionary<string, Dim> replacements) => new(Left.Substitute(replacements), Relation, Right.Substitute(replacements));

    /// <summary>Whether the fact holds for the given values; false where a side has no value.</summary>
    public bool Holds(Func<string, long> value)
        => Difference.TryEvaluate(value, out long difference) && (Relation == Relation.Equal ? difference == 0 : difference >= 0);

    /// <summary>The fact as a C# condition. <inheritdoc cref="Dim.ToCSharp"/></summary>
    public string ToCSharp(bool wide, Facts? facts = null) => $"{Left.ToCSharp(wide, facts)} {Sign} {Right.ToCSharp(wide, facts)}";

    public override string ToString() => $"{Left} {Sign} {Right}";
}
