namespace NNGen.Generators.Shapes;

/// <summary>
/// ⌊a / b⌋ in a normal form. Every step is exact for all values of the names for which the quotient is defined:
/// <list type="bullet">
/// <item>a common factor goes: ⌊k·a / k·b⌋ = ⌊a / b⌋;</item>
/// <item>multiples of the divisor come out: ⌊(q·b + r) / b⌋ = q + ⌊r / b⌋, with r unique as the remainder of polynomial division;</item>
/// <item>what cannot carry goes: ⌊(g·x + c) / (g·y)⌋ = ⌊(x + ⌊c / g⌋) / y⌋;</item>
/// <item>a quotient inside a quotient is one: ⌊(⌊x / c⌋ + r) / b⌋ = ⌊(x + c·r) / (c·b)⌋.</item>
/// </list>
/// The last two need positive divisors, and are used where the divisor is a product of numbers and names.
/// </summary>
internal static class DimDivision
{
    private const int MostSteps = 4000;

    public static Dim Floor(Dim a, Dim b)
    {
        if (a.HasFault) return a;
        if (b.HasFault) return b;
        if (b.IsZero) return Dim.DividesByZero;
        try
        {
            return Divide(a, b);
        }
        catch (OverflowException)
        {
            return Dim.TooLarge;
        }
    }

    /// <summary>Whether a = quotient · b as polynomials.</summary>
    public static bool TryDivideExactly(Dim a, Dim b, out Dim quotient)
    {
        quotient = Dim.Zero;
        if (a.HasFault || b.HasFault || b.IsZero) return false;
        try
        {
            if (b.Addends[0].Coefficient < 0) (a, b) = (-a, -b);
            (quotient, Dim rest) = Reduce(a, b);
            return rest.IsZero && !quotient.HasFault;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static Dim Divide(Dim a, Dim b)
    {
        if (b.Addends[0].Coefficient < 0) (a, b) = (-a, -b);
        (a, b) = WithoutCommonFactor(a, b);
        (Dim quotient, Dim rest) = Reduce(a, b);
        if (quotient.HasFault) return quotient;
        if (rest.HasFault) return rest;
        if (rest.IsZero) return quotient;
        if (!quotient.IsZero) return quotient + Divide(rest, b);
        if (TryDropWhatCannotCarry(rest, b, out Dim shorter, out Dim divisor) || TryFlatten(rest, b, out shorter, out divisor))
            return shorter.HasFault ? shorter : divisor.HasFault ? divisor : Divide(shorter, divisor);
        return b.TryConstant(out _) && rest.TryConstant(out _) ? Dim.Zero : Dim.Of(DimAtom.Quotient(rest, b));
    }

    private static (Dim A, Dim B) WithoutCommonFactor(Dim a, Dim b)
    {
        long number = 0;
        DimMonomial? product = null;
        foreach (DimAddend addend in a.Addends.Concat(b.Addends))
        {
            number = Integers.Gcd(number, addend.Coefficient);
            product = product is null ? addend.Monomial : product.Gcd(addend.Monomial);
        }
        return number == 1 && product!.Degree == 0 ? (a, b) : (Over(a), Over(b));

        Dim Over(Dim dim) => Dim.From(dim.Addends.Select(addend
            => new KeyValuePair<DimMonomial, long>(addend.Monomial.DividedBy(product!)!, addend.Coefficient / number)));
    }

    /// <summary>
    /// a = quotient · b + rest, where no monomial of the rest that b's greatest divides has a coefficient outside 0 … b's greatest − 1.
    /// That makes the rest unique: two rests that differ by a multiple of b would differ by too much there.
    /// </summary>
    private static (Dim Quotient, Dim Remainder) Reduce(Dim a, Dim b)
    {
        DimAddend lead = b.Addends[0];
        var work = new SortedDictionary<DimMonomial, long>(Comparer<DimMonomial>.Create(static (x, y) => y.CompareTo(x)));
        foreach (DimAddend addend in a.Addends) work.Add(addend.Monomial, addend.Coefficient);
        var quotient = new Dictionary<DimMonomial, long>();
        var rest = new Dictionary<DimMonomial, long>();
        for (int step = 0; work.Count > 0; step++)
        {
            if (step == MostSteps) return (Dim.TooLong, Dim.TooLong);
            KeyValuePair<DimMonomial, long> greatest = work.First();
            work.Remove(greatest.Key);
            DimMonomial? factor = greatest.Key.DividedBy(lead.Monomial);
            long times = factor is null ? 0 : Integers.FloorDivide(greatest.Value, lead.Coefficient);
            long remaining = checked(greatest.Value - times * lead.Coefficient);
            if (remaining != 0) rest.Add(greatest.Key, remaining);
            if (times == 0) continue;
            DimSum.Add(quotient, factor!, times);
            foreach (DimAddend lower in b.Addends.Skip(1))
                DimSum.Add(work, factor!.Times(lower.Monomial), checked(-times * lower.Coefficient));
        }
        return (Dim.From(quotient), Dim.From(rest));
    }

    private static bool TryDropWhatCannotCarry(Dim a, Dim b, out Dim shorter, out Dim divisor)
    {
        (shorter, divisor) = (a, b);
        if (!IsPositiveProduct(b)) return false;
        long common = b.Addends[0].Coefficient;
        foreach (DimAddend addend in a.Addends)
            if (addend.Monomial.Degree > 0) common = Integers.Gcd(common, addend.Coefficient);
        if (common == 1) return false;
        shorter = Dim.From(a.Addends.Select(addend
            => new KeyValuePair<DimMonomial, long>(addend.Monomial, Integers.FloorDivide(addend.Coefficient, common))));
        divisor = Dim.From([new(b.Addends[0].Monomial, b.Addends[0].Coefficient / common)]);
        return true;
    }

    private static bool TryFlatten(Dim a, Dim b, out Dim flat, out Dim divisor)
    {
        (flat, divisor) = (a, b);
        if (!IsPositiveProduct(b)) return false;
        foreach (DimAddend addend in a.Addends)
        {
            if (addend.Coefficient != 1 || addend.Monomial.SingleAtom is not { Numerator: { } numerator, Divisor: { } inner } atom) continue;
            if (!IsPositiveProduct(inner)) continue;
            flat = numerator + inner * (a - Dim.Of(atom));
            divisor = b * inner;
            return true;
        }
        return false;
    }

    private static bool IsPositiveProduct(Dim dim)
        => dim.Addends.Count == 1 && dim.Addends[0].Coefficient > 0 && dim.Addends[0].Monomial.Powers.All(static power => power.Atom.Name is not null);
}
