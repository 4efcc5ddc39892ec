namespace NNGen.Generators.Shapes;

/// <summary>Whole-number arithmetic as mathematics has it: quotients round down, remainders take the divisor's sign.</summary>
internal static class Integers
{
    /// <summary>⌊a / b⌋. Throws <see cref="OverflowException"/> for the one quotient that has no place, −2⁶³ / −1.</summary>
    public static long FloorDivide(long a, long b)
    {
        if (b == -1) return checked(-a);
        long quotient = a / b;
        return a % b != 0 && a < 0 != b < 0 ? quotient - 1 : quotient;
    }

    /// <summary>a − b·⌊a / b⌋.</summary>
    public static long Modulo(long a, long b)
    {
        if (b == -1) return 0;
        long remainder = a % b;
        return remainder != 0 && remainder < 0 != b < 0 ? remainder + b : remainder;
    }

    /// <summary>⌈a / b⌉ for a positive b.</summary>
    public static long CeilingDivide(long a, long b) => checked(-FloorDivide(checked(-a), b));

    /// <summary>The greatest common divisor, never negative; 0 when both are 0.</summary>
    public static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, b == -1 ? 0 : a % b);
        return a < 0 ? checked(-a) : a;
    }
}
