namespace NNGen.Generators.Shapes;

/// <summary>Between which values a dim lies, whatever the names are that the facts allow. The bounds are sound, not always tight.</summary>
internal static class Bounds
{
    public static Interval Of(Dim dim, Facts facts) => Of(facts.Solved.Reduce(dim), facts.Solved);

    public static Interval Of(Dim dim, SolvedFacts facts) => new BoundsSearch(facts).Of(dim);

    /// <summary>Where a / b lies when b divides a.</summary>
    public static Interval OfExactQuotient(Dim a, Dim b, SolvedFacts facts)
    {
        var search = new BoundsSearch(facts);
        Interval quotient = search.OfQuotient(a, b);
        return quotient.Low == 0 && search.Of(a).Low > 0 ? quotient with { Low = 1 } : quotient;
    }
}
