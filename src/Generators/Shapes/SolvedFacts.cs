namespace NNGen.Generators.Shapes;

/// <summary>
/// Facts in the form in which proofs use them. An equality is solved for a name, which is then replaced everywhere: <c>I == H</c>
/// makes every I an H. A divisibility <c>H % A == 0</c> is solved with a new name q = H/A, so that H becomes A·q, and <c>H/A</c>
/// and <c>H % A</c> simplify by themselves. What is left are intervals of names, and inequalities and equalities of polynomials.
/// </summary>
internal sealed class SolvedFacts
{
    private readonly Dictionary<string, Dim> _solutions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Interval> _intervals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _quotients = new(StringComparer.Ordinal);
    private readonly List<Dim> _inequalities = [];
    private readonly List<Dim> _equalities = [];

    public SolvedFacts(Facts facts)
    {
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
    }

    /// <summary>Polynomials that are not negative, as far as no interval of a name says it.</summary>
    public IReadOnlyList<Dim> Inequalities => _inequalities;

    /// <summary>Polynomials that are 0 and could not be solved for a name.</summary>
    public IReadOnlyList<Dim> Equalities => _equalities;

    /// <summary>The values that a name can have.</summary>
    public Interval IntervalOf(string name) => _intervals.TryGetValue(name, out Interval interval) ? interval : Interval.NotNegative;

    /// <summary>Whether the name stands for a quotient that a divisibility made exact, and is no name of the user's.</summary>
    public bool IsQuotient(string name) => _quotients.Contains(name);

    /// <summary>The dim with every solved name replaced; equal to it wherever the facts hold.</summary>
    public Dim Reduce(Dim dim)
    {
        if (_solutions.Count == 0) return dim;
        Dim reduced = dim.Substitute(_solutions);
        return reduced.HasFault ? dim : reduced;
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

    /// <summary>Whether the polynomial is a multiple of a − b·⌊a / b⌋: that it is 0 says that b divides a.</summary>
    private static bool TryDivisibility(Dim equality, out Dim dividend, out Dim divisor)
    {
        foreach (DimAddend addend in equality.Addends)
        {
            foreach ((DimAtom atom, _) in addend.Monomial.Powers)
            {
                if (atom.Name is not null || !DimPresentation.TryTakeRemainder(equality, atom, out Dim times, out Dim rest)) continue;
                if (!rest.IsZero || !times.TryConstant(out _)) continue;
                (dividend, divisor) = (atom.Numerator!, atom.Divisor!);
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
