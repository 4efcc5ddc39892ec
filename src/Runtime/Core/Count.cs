using System.ComponentModel;
using System.Globalization;

namespace NNGen.Core;

/// <summary>
/// A number of elements, as a formula in the dims gives it. What no <see cref="long"/> holds is too large and stays so, whatever is done
/// with it: it is then refused as a size and never taken for a smaller one. Division rounds down.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Count
{
    private const long TooLarge = long.MaxValue;

    private readonly long _value;

    private Count(long value) => _value = value;

    /// <summary>Whether no <see cref="long"/> holds it.</summary>
    public bool IsTooLarge => _value == TooLarge;

    /// <summary>The number.</summary>
    /// <exception cref="OverflowException">It is too large.</exception>
    public long Value => IsTooLarge ? throw new OverflowException("A number of elements is too large.") : _value;

    /// <summary>The product of extents, 0 if one of them is.</summary>
    internal static Count Of(ReadOnlySpan<int> extents)
    {
        Count count = 1;
        foreach (int extent in extents) count *= extent;
        return count;
    }

    /// <summary>A number as it is.</summary>
    public static implicit operator Count(int value) => new(value);

    /// <summary>A number as it is.</summary>
    public static implicit operator Count(long value) => new(value);

    /// <summary>a + b</summary>
    public static Count operator +(Count a, Count b)
    {
        long sum = unchecked(a._value + b._value);
        return a.IsTooLarge || b.IsTooLarge || ((a._value ^ sum) & (b._value ^ sum)) < 0 ? new(TooLarge) : new(sum);
    }

    /// <summary>a − b</summary>
    public static Count operator -(Count a, Count b)
    {
        long difference = unchecked(a._value - b._value);
        return a.IsTooLarge || b.IsTooLarge || ((a._value ^ b._value) & (a._value ^ difference)) < 0 ? new(TooLarge) : new(difference);
    }

    /// <summary>−a</summary>
    public static Count operator -(Count a) => 0 - a;

    /// <summary>a · b; 0 if one of them is, however large the other.</summary>
    public static Count operator *(Count a, Count b)
    {
        if (a._value == 0 || b._value == 0) return 0;
        if (a.IsTooLarge || b.IsTooLarge) return new(TooLarge);
        long high = Math.BigMul(a._value, b._value, out long low);
        return high == low >> 63 ? new(low) : new(TooLarge);
    }

    /// <summary>⌊a / b⌋</summary>
    public static Count operator /(Count a, Count b)
    {
        if (a.IsTooLarge || b.IsTooLarge) return new(TooLarge);
        (long quotient, long rest) = Math.DivRem(a._value, b._value);
        return new(rest != 0 && (rest ^ b._value) < 0 ? quotient - 1 : quotient);
    }

    /// <summary>a − ⌊a / b⌋ · b</summary>
    public static Count operator %(Count a, Count b) => a - a / b * b;

    /// <summary>The number, its digits in groups of three.</summary>
    public override string ToString() => IsTooLarge ? "more than 9,223,372,036,854,775,806" : _value.ToString("N0", CultureInfo.InvariantCulture);
}
