namespace NNGen.Generators.Shapes;

/// <summary>
/// The normal form as a person would write it. It finds again what the normal form took apart: <c>H - 2*(H/2)</c> is
/// <c>H % 2</c>, and <c>(T + 1)/2 - 1</c> is <c>(T - 1)/2</c>. Read back, the result has the same normal form.
/// </summary>
internal static class DimPresentation
{
    // A dim that people write has one quotient or two; the search need not be thorough beyond that.
    private const int MostTried = 8;

    /// <summary>The terms of the dim.</summary>
    /// <param name="mayDivide">Which numerators may be made up while writing a quotient anew; null for all.</param>
    public static IReadOnlyList<DimTerm> Of(Dim dim, Func<Dim, bool>? mayDivide = null)
    {
        List<DimTerm> remainders = TakeRemainders(ref dim);
        Dictionary<DimAtom, Dim> numerators = ShiftNumerators(ref dim, mayDivide);
        var terms = new List<DimTerm>();
        foreach (DimAddend addend in dim.Addends)
            if (addend.Monomial.Degree > 0) terms.Add(new(addend.Coefficient, new(Factors(addend.Monomial, numerators))));
        terms.AddRange(remainders);
        if (dim.ConstantPart != 0 || terms.Count == 0) terms.Add(new(dim.ConstantPart, EquatableArray<DimFactor>.Empty));
        int positive = terms.FindIndex(static term => term.Coefficient > 0);
        if (positive > 0)
        {
            DimTerm first = terms[positive];
            terms.RemoveAt(positive);
            terms.Insert(0, first);
        }
        return terms;
    }

    private static IEnumerable<DimFactor> Factors(DimMonomial monomial, Dictionary<DimAtom, Dim> numerators)
    {
        foreach ((DimAtom atom, int power) in monomial.Powers)
        {
            DimFactor factor = atom.Name is not null
                ? new(DimFactorKind.Name, atom.Name, null, null)
                : new(DimFactorKind.Quotient, null, numerators.TryGetValue(atom, out Dim? shifted) ? shifted : atom.Numerator, atom.Divisor);
            for (int i = 0; i < power; i++) yield return factor;
        }
    }

    /// <summary>dim = k·(a − b·⌊a / b⌋) + rest, where that has no more terms than the dim has: the first part is k·(a % b).</summary>
    private static List<DimTerm> TakeRemainders(ref Dim dim)
    {
        var remainders = new List<DimTerm>();
        foreach (DimAtom quotient in Quotients(dim))
        {
            if (!TryTakeRemainder(dim, quotient, out Dim times, out Dim rest)) continue;
            if (rest.Addends.Count + times.Addends.Count > dim.Addends.Count) continue;
            DimFactor remainder = new(DimFactorKind.Remainder, null, quotient.Numerator, quotient.Divisor);
            foreach (DimAddend addend in times.Addends)
                remainders.Add(new(addend.Coefficient, new(Factors(addend.Monomial, []).Append(remainder))));
            dim = rest;
        }
        return remainders;
    }

    /// <summary>dim = times·(a − b·quotient) + rest, so that the quotient a / b is not in the rest.</summary>
    internal static bool TryTakeRemainder(Dim dim, DimAtom quotient, out Dim times, out Dim rest)
    {
        (times, rest) = (Dim.Zero, dim);
        if (!TryCoefficient(dim, quotient, out Dim coefficient) || !DimDivision.TryDivideExactly(-coefficient, quotient.Divisor!, out times)) return false;
        rest = dim - times * (quotient.Numerator! - quotient.Divisor! * Dim.Of(quotient));
        return !rest.HasFault;
    }

    /// <summary>
    /// Writes ⌊a / b⌋ as ⌊(a ± b·m) / b⌋ ∓ m, with m a monomial of a, where the dim gets shorter by it. In the dim that comes out the atom
    /// stands for the new quotient, whose numerator the result tells.
    /// </summary>
    private static Dictionary<DimAtom, Dim> ShiftNumerators(ref Dim dim, Func<Dim, bool>? mayDivide)
    {
        var numerators = new Dictionary<DimAtom, Dim>();
        foreach (DimAtom quotient in Quotients(dim))
        {
            if (!TryCoefficient(dim, quotient, out Dim coefficient)) continue;
            foreach (DimAddend addend in quotient.Numerator!.Addends.Take(MostTried))
            {
                // An atom that already stands for another quotient means something else in the dim than in this numerator.
                if (addend.Monomial.Powers.Any(power => numerators.ContainsKey(power.Atom))) continue;
                Dim monomial = Dim.From([new(addend.Monomial, addend.Coefficient > 0 ? 1 : -1)]);
                Dim without = dim + coefficient * monomial;
                Dim numerator = quotient.Numerator! - quotient.Divisor! * monomial;
                if (without.HasFault || numerator.HasFault || without.Addends.Count >= dim.Addends.Count) continue;
                if (numerator.Addends.Count > quotient.Numerator!.Addends.Count || numerator.Addends.All(static part => part.Coefficient < 0)) continue;
                if (mayDivide is not null && !mayDivide(numerator)) continue;
                dim = without;
                numerators.Add(quotient, numerator);
                break;
            }
        }
        return numerators;
    }

    internal static List<DimAtom> Quotients(Dim dim)
        => [.. dim.Addends.SelectMany(static addend => addend.Monomial.Powers).Select(static power => power.Atom)
            .Where(static atom => atom.Name is null).Distinct().Take(MostTried)];

    /// <summary>dim = coefficient·atom + what the atom is not in, or false where a higher power of it is.</summary>
    internal static bool TryCoefficient(Dim dim, DimAtom atom, out Dim coefficient)
    {
        var monomial = DimMonomial.Of(atom);
        var sum = new Dictionary<DimMonomial, long>();
        coefficient = Dim.Zero;
        foreach (DimAddend addend in dim.Addends)
        {
            int power = addend.Monomial.PowerOf(atom);
            if (power > 1) return false;
            if (power == 1) sum.Add(addend.Monomial.DividedBy(monomial)!, addend.Coefficient);
        }
        coefficient = Dim.From(sum);
        return true;
    }
}
