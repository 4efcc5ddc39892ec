namespace NNGen.Generators.Shapes;

/// <summary>Decides what of dims can be decided while compiling.</summary>
internal static class Unification
{
    /// <summary>
    /// Whether two dims are the same. Two different names are two different dims, as are sums in which nothing else differs,
    /// unless a fact says that they are equal. What is the same only where a dim is 0 is not the same: nobody means that.
    /// </summary>
    public static Agreement Compare(Dim a, Dim b, Facts facts) => a.Equals(b) ? a.HasFault ? Agreement.Undecided : Agreement.Equal : facts.AgreementOf(a, b, Find);

    private static Agreement Find(Dim a, Dim b, Facts facts)
    {
        Dim given = a - b;
        if (given.HasFault) return Agreement.Undecided;
        if (given.IsZero) return Agreement.Equal;
        SolvedFacts solved = facts.Solved;
        Dim difference = solved.Reduce(a) - solved.Reduce(b);
        if (difference.HasFault) difference = given;
        if (difference.IsZero || solved.Equalities.Any(zero => DimDivision.TryDivideExactly(difference, zero, out _))) return Agreement.Equal;
        Interval interval = Bounds.Of(difference, solved);
        if (interval is { Low: 0, High: 0 }) return Agreement.Equal;
        if (IsNeverZero(difference, interval)) return Agreement.Never;
        SolvedFacts filled = facts.SolvedForFilled;
        Dim differenceOfFilled = filled.Reduce(a) - filled.Reduce(b);
        if (differenceOfFilled.HasFault) differenceOfFilled = difference;
        bool differ = IsNeverZero(differenceOfFilled, Bounds.Of(differenceOfFilled, filled)) || DiffersByNamesOnly(given, filled) || DiffersByNamesOnly(differenceOfFilled, filled);
        return differ ? Agreement.Never : Agreement.Undecided;
    }

    /// <summary>Whether a fact cannot hold together with others, whatever the values of the names, different names with equal values included.</summary>
    public static bool Contradicts(Fact fact, Facts facts)
    {
        if (fact.Relation != Relation.Equal) return Decide(fact, facts) == Truth.Never;
        Dim difference = facts.Solved.Reduce(fact.Left) - facts.Solved.Reduce(fact.Right);
        return !difference.HasFault && IsNeverZero(difference, Bounds.Of(difference, facts.Solved));
    }

    private static bool IsNeverZero(Dim difference, Interval interval) => interval.Low > 0 || interval.High < 0 || CannotCancel(difference);

    /// <summary>Whether a fact follows from others; an equality is taken as <see cref="Compare"/> takes it.</summary>
    public static Truth Decide(Fact fact, Facts facts)
    {
        if (fact.Relation == Relation.Equal)
        {
            return Compare(fact.Left, fact.Right, facts) switch
            {
                Agreement.Equal => Truth.Always,
                Agreement.Never => Truth.Never,
                _ => Truth.Undecided,
            };
        }
        Interval interval = Bounds.Of(fact.Difference, facts);
        return interval.Low >= 0 ? Truth.Always : interval.High < 0 ? Truth.Never : Truth.Undecided;
    }

    /// <summary>Whether the difference is c·m·(x − y), with x and y names, c a number and m a product of names that are at least 1.</summary>
    private static bool DiffersByNamesOnly(Dim difference, SolvedFacts facts)
    {
        if (difference.Addends.Count != 2 || difference.Addends[0].Coefficient != -difference.Addends[1].Coefficient) return false;
        (DimMonomial left, DimMonomial right) = (difference.Addends[0].Monomial, difference.Addends[1].Monomial);
        DimMonomial common = left.Gcd(right);
        if (!common.Powers.All(power => power.Atom.Name is { } name && facts.IntervalOf(name).Low >= 1)) return false;
        return IsGiven(left.DividedBy(common)!) && IsGiven(right.DividedBy(common)!);

        bool IsGiven(DimMonomial monomial) => monomial.SingleAtom?.Name is { } name && !facts.IsQuotient(name);
    }

    /// <summary>Whether all terms but the constant are multiples of a number of which the constant is none: 2·H − 2·K + 1.</summary>
    private static bool CannotCancel(Dim difference)
    {
        long common = 0;
        foreach (DimAddend addend in difference.Addends)
            if (addend.Monomial.Degree > 0) common = Integers.Gcd(common, addend.Coefficient);
        return common == 0 ? difference.ConstantPart != 0 : difference.ConstantPart % common != 0;
    }
}
