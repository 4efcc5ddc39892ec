namespace NNGen.Generators.Shapes;

/// <summary>
/// Facts in the form in which proofs use them. An equality is solved for a name, which is then replaced everywhere: <c>I == H</c>
/// makes every I an H. A divisibility <c>H % A == 0</c> is solved with a new name q = H/A, so that H becomes A·q, and <c>H/A</c>
/// and <c>H % A</c> simplify by themselves. What is left are intervals of names, and inequalities and equalities of polynomials.
/// </summary>
internal sealed class SolvedFacts
{
    // More than anyone states; what a proof tries grows with it.
    private const int MostInChains = 32;

    private readonly Dictionary<string, Dim> _solutions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Interval> _intervals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _quotients = new(StringComparer.Ordinal);
    private readonly List<Dim> _inequalities = [];
    private readonly List<Dim> _equalities = [];
    private readonly long _least;

    /// <param name="least">The least value of a name of which no fact says more.</param>
    public SolvedFacts(Facts facts, long least = 0)
    {
        _least = least;
        foreach (string name in facts.Positive) _intervals[name] = new(1, null);
        var inequalities = new List<Dim>();
        foreach (Fact fact in facts.All)
        {
            if (fact.Difference.HasFault) continue;
            if (fact.Relation == Relation.Equal) _equalities.Add(fact.Difference);
            else if (!TryNarrow(fact.Difference)) inequalities.Add(fact.Difference);
        }
        SolveEqualities(inequalities);
        foreach (Dim inequality in inequalities.Select(Reduce))
            if (!TryNarrow(inequality)) _inequalities.Add(inequality);
        FollowChains();
    }

    /// <summary>Polynomials that are not negative, as far as no interval of a name says it.</summary>
    public IReadOnlyList<Dim> Inequalities => _inequalities;

    /// <summary>Polynomials that are 0 and could not be solved for a name.</summary>
    public IReadOnlyList<Dim> Equalities => _equalities;

    /// <summary>The values that a name can have.</summary>
    public Interval IntervalOf(string name) => _intervals.TryGetValue(name, out Interval interval) ? interval : new(_least, null);

    /// <summary>Whether the name stands for a quotient that a divisibility made exact, and is no name of the user's.</summary>
    public bool IsQuotient(string name) => _quotients.Contains(name);

    /// <summary>The dim with every solved name replaced; equal to it wherever the facts hold.</summary>
    public Dim Reduce(Dim dim)
    {
        if (_solutions.Count == 0) return dim;
        Dim reduced = dim.Substitute(_solutions);
        return reduced.HasFault ? dim : reduced;
    }

    /// <summary>A ≤ B and B ≤ C say A ≤ C, and so on to the ends of a chain: a proof then needs one inequality where it would add up many.</summary>
    private void FollowChains()
    {
        for (int i = 0; i < _inequalities.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (_inequalities.Count >= MostInChains) return;
                if (Link(_inequalities[i], _inequalities[j]) is { } sum && !_inequalities.Contains(sum)) _inequalities.Add(sum);
            }
        }
    }

    /// <summary>The sum of x − y + c and y − z + d, or null where no name meets itself.</summary>
    private static Dim? Link(Dim left, Dim right)
    {
        if (Ends(left) is not var (plus, minus) || Ends(right) is not var (otherPlus, otherMinus)) return null;
        if ((minus == otherPlus) == (plus == otherMinus)) return null;
        Dim sum = left + right;
        return sum.HasFault ? null : sum;
    }

    private static (string Plus, string Minus)? Ends(Dim dim)
    {
        List<DimAddend> named = [.. dim.Addends.Where(static addend => addend.Monomial.Degree > 0)];
        if (named.Count != 2 || named[0].Coefficient != -named[1].Coefficient || Math.Abs(named[0].Coefficient) != 1) return null;
        if (named[0].Monomial.SingleAtom?.Name is not { } first || named[1].Monomial.SingleAtom?.Name is not { } second) return null;
        return named[0].Coefficient > 0 ? (first, second) : (second, first);
    }

    private void SolveEqualities(List<Dim> inequalities)
    {
        bool progress = true;
        while (progress)
        {
            progress = false;
            for (int i = 0; i < _equalities.Count; i++)
            {
                Dim equality = _equalities[i] = Reduce(_equalities[i]);
                bool solved = TrySolve(equality, inequalities);
                progress |= solved;
                // An equality without a name is either nothing or a contradiction, and from that nothing should follow.
                if (solved || equality.TryConstant(out _)) _equalities.RemoveAt(i--);
            }
        }
    }

    private bool TrySolve(Dim equality, List<Dim> inequalities)
    {
        if (!TryDivisibility(equality, out Dim dividend, out Dim divisor))
            return TryIsolate(equality, Dim.Zero, out string lone, out Dim value) && TryDefine(lone, value, inequalities);
        string quotient = $"{dividend}/{divisor}";
        if (!TryIsolate(dividend, divisor, out string name, out Dim rest)) return false;
        Interval interval = Bounds.OfExactQuotient(dividend, divisor, this);
        (Interval before, bool known) = (IntervalOf(quotient), _quotients.Contains(quotient));
        _quotients.Add(quotient);
        _intervals[quotient] = known ? before : interval;
        // dividend = ±name + …, so name = rest where rest solves dividend = 0; what the dividend really is comes on top, with the name's sign.
        bool positive = dividend.Addends.Any(addend => addend.Coefficient > 0 && addend.Monomial.SingleAtom?.Name == name);
        Dim product = divisor * Dim.Name(quotient);
        return TryDefine(name, positive ? rest + product : rest - product, inequalities);
    }

    /// <summary>
    /// Whether the polynomial is k·(a − b·⌊a / b⌋ − r): that it is 0 says that b divides a − r. Where numbers alone are left of
    /// b and a common factor of a − r, what they share goes: 3 divides 2·q just where it divides q.
    /// </summary>
    private static bool TryDivisibility(Dim equality, out Dim dividend, out Dim divisor)
    {
        foreach (DimAddend addend in equality.Addends)
        {
            foreach ((DimAtom atom, _) in addend.Monomial.Powers)
            {
                if (atom.Name is not null || !DimPresentation.TryTakeRemainder(equality, atom, out Dim times, out Dim rest)) continue;
                if (!times.TryConstant(out _) || !DimDivision.TryDivideExactly(rest, times, out Dim remainder) || remainder.Names.Count > 0) continue;
                (dividend, divisor) = (atom.Numerator! + remainder, atom.Divisor!);
                if (divisor.TryConstant(out long number))
                {
                    long common = dividend.Addends.Aggregate(0L, static (gcd, part) => Integers.Gcd(gcd, part.Coefficient));
                    if (common > 1 && DimDivision.TryDivideExactly(dividend, common, out Dim smaller)) (dividend, divisor) = (smaller, number / Integers.Gcd(number, common));
                }

                return true;
            }
        }
        (dividend, divisor) = (equality, Dim.One);
        return false;
    }

    /// <summary>Solves polynomial = 0 for a name that stands in it once, alone and with the coefficient ±1, and not in <paramref name="besides"/>.</summary>
    private static bool TryIsolate(Dim polynomial, Dim besides, out string name, out Dim value)
    {
        long common = polynomial.Addends.Aggregate(0L, static (gcd, addend) => Integers.Gcd(gcd, addend.Coefficient));
        List<string> names = [.. polynomial.NamesInOrder, .. besides.NamesInOrder];
        foreach (DimAddend addend in polynomial.Addends)
        {
            if (addend.Monomial.SingleAtom?.Name is not { } candidate || Math.Abs(addend.Coefficient) != (besides.IsZero ? common : 1)) continue;
            if (names.Count(other => other == candidate) != 1) continue;
            name = candidate;
            Dim others = polynomial - addend.Coefficient * Dim.Name(candidate);
            return DimDivision.TryDivideExactly(-others, addend.Coefficient, out value);
        }
        (name, value) = ("", Dim.Zero);
        return false;
    }

    private bool TryDefine(string name, Dim value, List<Dim> inequalities)
    {
        if (value.HasFault) return false;
        Dim? Replacement(string other) => other == name ? value : null;
        foreach (Dim solution in _solutions.Values)
            if (solution.Substitute(Replacement).HasFault) return false;
        foreach (string solved in _solutions.Keys.ToList()) _solutions[solved] = _solutions[solved].Substitute(Replacement);
        _solutions[name] = value;
        Interval interval = IntervalOf(name);
        if (interval.Low is { } low) inequalities.Add(value - low);
        if (interval.High is { } high) inequalities.Add(high - value);
        return true;
    }

    /// <summary>Takes c·name + d ≥ 0 into the interval of the name; an inequality without a name needs no keeping.</summary>
    private bool TryNarrow(Dim inequality)
    {
        if (inequality.HasFault || inequality.TryConstant(out _)) return true;
        DimAddend first = inequality.Addends[0];
        if (first.Monomial.SingleAtom?.Name is not { } name || !(inequality - first.Coefficient * Dim.Name(name)).TryConstant(out long rest)) return false;
        Interval interval = IntervalOf(name);
        try
        {
            if (first.Coefficient > 0)
            {
                long low = Integers.CeilingDivide(checked(-rest), first.Coefficient);
                _intervals[name] = interval with { Low = interval.Low is { } before ? Math.Max(before, low) : low };
            }
            else
            {
                long high = Integers.FloorDivide(rest, checked(-first.Coefficient));
                _intervals[name] = interval with { High = interval.High is { } before ? Math.Min(before, high) : high };
            }
        }
        catch (OverflowException)
        {
            // A bound that no length reaches bounds nothing.
        }
        return true;
    }
}
