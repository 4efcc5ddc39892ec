namespace NNGen;

/// <summary>Functions of one double that <see cref="Math"/> does not have, or not without cancellation.</summary>
internal static class ElementaryFunctions
{
    /// <summary>ln(1 + x) = ln u · x/(u − 1) with u = 1 + x as rounded: what the rounding changed in u, the quotient makes good (W. Kahan).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u == 1 || double.IsPositiveInfinity(u)) return x;
        return u > 0 ? Math.Log(u) * (x / (u - 1)) : Math.Log(u);
    }

    /// <summary>eˣ − 1 = 2·sinh(x/2)·e^(x/2), with the series of sinh near 0.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5) return Math.Exp(x) - 1;
        double half = x / 2, term = half, sinh = half;
        for (int n = 2; n < 20; n += 2)
        {
            term *= half * half / (n * (n + 1));
            sinh += term;
        }

        return 2 * sinh * Math.Exp(half);
    }

    /// <summary>2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n + 1)), all terms of one sign; ±1 from 6 on, as far as doubles go.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) > 6) return Math.Sign(x);
        double term = x, sum = x;
        for (int n = 1; n < 200; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>The share of the normal distribution that lies below x: ½·(1 + erf(x/√2)), which far below 0 would cancel.</summary>
    public static double NormalCdf(double x)
        => x < -3 ? UpperTail(-x / Math.Sqrt(2)) / 2 : (1 + Erf(x / Math.Sqrt(2))) / 2;

    /// <summary>1 − erf(x) for x ≥ 2: e^(−x²)/√π / (x + ½/(x + 1/(x + 3⁄2/(x + …)))).</summary>
    private static double UpperTail(double x)
    {
        double fraction = x;
        for (int n = 120; n > 0; n--) fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
