namespace NNGen.Generators.Shapes;

/// <summary>One addend of a dim's normal form: coefficient · monomial.</summary>
internal readonly record struct DimAddend(DimMonomial Monomial, long Coefficient);

/// <summary>Sums and products of polynomials, collected monomial by monomial.</summary>
internal static class DimSum
{
    /// <summary>a + sign · b, where the sign is 1 or −1.</summary>
    public static Dim Of(Dim a, long sign, Dim b)
    {
        if (a.HasFault) return a;
        if (b.HasFault) return b;
        var sum = new Dictionary<DimMonomial, long>();
        try
        {
            foreach (DimAddend addend in a.Addends) Add(sum, addend.Monomial, addend.Coefficient);
            foreach (DimAddend addend in b.Addends) Add(sum, addend.Monomial, checked(sign * addend.Coefficient));
        }
        catch (OverflowException)
        {
            return Dim.TooLarge;
        }
        return Dim.From(sum);
    }

    public static Dim Product(Dim a, Dim b)
    {
        if (a.HasFault) return a;
        if (b.HasFault) return b;
        var sum = new Dictionary<DimMonomial, long>();
        try
        {
            foreach (DimAddend left in a.Addends)
                foreach (DimAddend right in b.Addends)
                    Add(sum, left.Monomial.Times(right.Monomial), checked(left.Coefficient * right.Coefficient));
        }
        catch (OverflowException)
        {
            return Dim.TooLarge;
        }
        return Dim.From(sum);
    }

    /// <exception cref="OverflowException">The coefficient does not fit 64 bits.</exception>
    public static void Add(IDictionary<DimMonomial, long> sum, DimMonomial monomial, long coefficient)
    {
        sum.TryGetValue(monomial, out long before);
        sum[monomial] = checked(before + coefficient);
    }
}
