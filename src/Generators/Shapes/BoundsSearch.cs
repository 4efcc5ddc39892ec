namespace NNGen.Generators.Shapes;

/// <summary>One search for <see cref="Bounds"/>.</summary>
internal sealed class BoundsSearch(SolvedFacts facts)
{
    // How many inequalities one proof may add up, and how many ways to add one are tried.
    private const int MostInequalities = 2;
    private const int MostFactors = 8;

    // Quotients inside quotients multiply the work; whoever writes more of them than this gets a check at run time instead of a proof.
    private const int MostQuotients = 8;
    private const int MostSteps = 400;
    private const int DeepestNesting = 8;

    private static readonly Interval Unknown = new(null, null);

    private readonly SolvedFacts _facts = facts;
    private readonly Dictionary<Dim, Interval> _found = [];
    private int _steps;
    private int _nesting;

    public Interval Of(Dim dim)
    {
        if (_found.TryGetValue(dim, out Interval interval)) return interval;
        if (_nesting >= DeepestNesting) return Unknown;
        // A quotient in an inequality can lead back here; as long as nothing is found, nothing is known.
        _found[dim] = Unknown;
        _nesting++;
        try
        {
            int inequalities = _nesting == 1 ? MostInequalities : 1;
            long? low = Low(dim, inequalities);
            long? high = Low(-dim, inequalities);
            interval = new(low, high is { } negated ? checked(-negated) : null);
        }
        catch (OverflowException)
        {
            interval = Unknown;
        }
        _nesting--;
        _found[dim] = interval;
        return interval;
    }

    /// <summary>Where ⌊a / b⌋ lies. A divisor that is not negative is at least 1, or there is no quotient.</summary>
    public Interval OfQuotient(Dim a, Dim b)
    {
        Interval divisor = Of(b);
        if (divisor.Low is not { } least || least < 0) return Unknown;
        Interval numerator = Of(a);
        long smallest = Math.Max(1, least);
        // The quotient is farthest from 0 for the smallest divisor, and nearest to it for the greatest.
        long? low = numerator.Low switch
        {
            null => null,
            < 0 => Integers.FloorDivide(numerator.Low.Value, smallest),
            _ => divisor.High is { } greatest && greatest > 0 ? numerator.Low.Value / greatest : 0,
        };
        long? high = numerator.High switch
        {
            null => null,
            < 0 => -1,
            _ => numerator.High.Value / smallest,
        };
        return new(low, high);
    }

    /// <summary>A lower bound of the dim: the best of its own and of what is left when a multiple of a known inequality is taken off.</summary>
    private long? Low(Dim dim, int inequalities)
    {
        if (dim.HasFault) return null;
        if (dim.TryConstant(out long value)) return value;
        if (_steps++ >= MostSteps) return null;
        long? best = LowByQuotients(dim);
        if (FirstQuotient(dim) is not null)
            best = Greater(best, Greater(LowByRemainders(dim, fromAbove: false), LowByRemainders(dim, fromAbove: true)));
        if (inequalities == 0) return best;
        foreach (Dim known in _facts.Inequalities)
            foreach (Dim factor in Factors(dim, known))
                best = Greater(best, Low(dim - factor * known, inequalities - 1));
        return best;
    }

    /// <summary>The factors, never negative, by which a term of the known polynomial becomes a term of the dim.</summary>
    private IEnumerable<Dim> Factors(Dim dim, Dim known)
    {
        var factors = new HashSet<Dim>();
        foreach (DimAddend wanted in dim.Addends)
        {
            foreach (DimAddend given in known.Addends)
            {
                if (given.Monomial.Degree == 0 || wanted.Coefficient < 0 != given.Coefficient < 0 || wanted.Coefficient % given.Coefficient != 0) continue;
                if (wanted.Monomial.DividedBy(given.Monomial) is not { } monomial) continue;
                if (monomial.Powers.All(power => power.Atom.Name is { } name && _facts.IntervalOf(name).Low >= 0))
                    factors.Add(Dim.From([new(monomial, wanted.Coefficient / given.Coefficient)]));
            }
        }
        return factors.Take(MostFactors);
    }

    /// <summary>
    /// The bound with every quotient replaced by what it is made of: b·⌊a / b⌋ = a − r with 0 ≤ r &lt; b. For a constant b the whole
    /// dim is multiplied by b for it, which changes no sign.
    /// </summary>
    /// <param name="fromAbove">Whether r is written as b − 1 − r′, which keeps what is known of it when b is no constant.</param>
    private long? LowByRemainders(Dim dim, bool fromAbove)
    {
        var remainders = new Dictionary<string, Interval>(StringComparer.Ordinal);
        long scale = 1;
        for (int i = 0; i < MostQuotients && FirstQuotient(dim) is { } quotient; i++)
        {
            string name = "#" + i;
            (Dim a, Dim b) = (quotient.Numerator!, quotient.Divisor!);
            Interval divisor = Of(b);
            if (divisor.Low is not { } least || least < 0) return null;
            remainders[name] = new(0, divisor.High - 1);
            Dim product = fromAbove ? a - b + 1 + Dim.Name(name) : a - Dim.Name(name);
            if (b.TryConstant(out long constant))
            {
                int power = dim.Addends.Max(addend => addend.Monomial.PowerOf(quotient));
                for (int j = 0; j < power; j++) scale = checked(scale * constant);
                dim = Scaled(dim, quotient, b, product, power);
                continue;
            }
            if (!DimPresentation.TryCoefficient(dim, quotient, out Dim coefficient) || !DimDivision.TryDivideExactly(coefficient, b, out Dim times)) return null;
            dim = dim - coefficient * Dim.Of(quotient) + times * product;
        }
        long? low = LowOfNames(dim, name => remainders.TryGetValue(name, out Interval interval) ? interval : _facts.IntervalOf(name));
        return low is { } found ? Integers.CeilingDivide(found, scale) : null;
    }

    /// <summary>b^power · dim, with every b·quotient written as the product that it is.</summary>
    private static Dim Scaled(Dim dim, DimAtom quotient, Dim b, Dim product, int power)
    {
        Dim scaled = Dim.Zero;
        foreach (DimAddend addend in dim.Addends)
        {
            int own = addend.Monomial.PowerOf(quotient);
            DimMonomial others = addend.Monomial;
            for (int i = 0; i < own; i++) others = others.DividedBy(DimMonomial.Of(quotient))!;
            Dim term = Dim.From([new(others, addend.Coefficient)]);
            for (int i = 0; i < power; i++) term *= i < own ? product : b;
            scaled += term;
        }
        return scaled;
    }

    /// <summary>The bound with every quotient taken for a number of which only its own bounds are known.</summary>
    private long? LowByQuotients(Dim dim)
    {
        var quotients = new Dictionary<string, Interval>(StringComparer.Ordinal);
        for (int i = 0; i < MostQuotients && FirstQuotient(dim) is { } quotient; i++)
        {
            string name = "#" + i;
            quotients[name] = OfQuotient(quotient.Numerator!, quotient.Divisor!);
            dim = dim.ReplaceAtoms(atom => atom.Equals(quotient) ? Dim.Name(name) : null);
        }
        return LowOfNames(dim, name => quotients.TryGetValue(name, out Interval interval) ? interval : _facts.IntervalOf(name));
    }

    private static DimAtom? FirstQuotient(Dim dim)
    {
        foreach (DimAddend addend in dim.Addends)
            foreach ((DimAtom atom, _) in addend.Monomial.Powers)
                if (atom.Name is null) return atom;
        return null;
    }

    /// <summary>
    /// A lower bound of a polynomial without quotients. Every name is counted from one of its bounds, so that it is not negative;
    /// then a term with a positive coefficient is at least 0, and one with a negative is at least its value at the other bounds.
    /// </summary>
    private static long? LowOfNames(Dim dim, Func<string, Interval> intervalOf)
    {
        if (FirstQuotient(dim) is not null) return null;
        Dim shifted = dim.Substitute(name => intervalOf(name) switch
        {
            { Low: { } low } => low + Dim.Name(name),
            { High: { } high } => high - Dim.Name(name),
            _ => null,
        });
        if (shifted.HasFault) return null;
        long sum = shifted.ConstantPart;
        foreach (DimAddend addend in shifted.Addends)
        {
            if (addend.Monomial.Degree == 0) continue;
            if (addend.Monomial.Powers.Any(power => intervalOf(power.Atom.Name!) is { Low: null, High: null })) return null;
            if (addend.Coefficient > 0) continue;
            long product = addend.Coefficient;
            foreach ((DimAtom atom, int power) in addend.Monomial.Powers)
            {
                if (intervalOf(atom.Name!) is not { Low: { } low, High: { } high }) return null;
                for (int i = 0; i < power; i++) product = checked(product * checked(high - low));
            }
            sum = checked(sum + product);
        }
        return sum;
    }

    private static long? Greater(long? left, long? right) => left is null ? right : right is null ? left : Math.Max(left.Value, right.Value);
}
