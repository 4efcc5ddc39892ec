using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// The elementary functions that are made of exponentials and logarithms, written once over <see cref="IInstructions{T}"/>. The polynomials are
/// minimax fits, their coefficients rounded to floats one after the other and the rest fitted again.
/// </summary>
/// <remarks>
/// Polynomials are evaluated in pairs (Estrin's scheme), not from the highest power down (Horner's): as many operations in a chain half as long.
/// Expressions are nested and variables few on purpose: so the JIT keeps the constants of a loop over one function in registers. With a few
/// more variables it does not, and loads each for every vector: exp takes 0.17 ns an element with them, 0.25 without.
/// </remarks>
internal static class VectorMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // ln 2 in two parts; the first has fifteen bits, so that n · Ln2High is exact without a fused multiply-add too. The second is positive, so
    // that the products of both with an infinite exponent are infinities of one sign.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;

    // Adding 1.5 · 2²³ rounds to a whole number and leaves that number in the low bits.
    private const float RoundingShift = 12582912f;

    // Between −87.33 and 88.37 neither eˣ nor its power of two leaves the normal range.
    private const float ExpNormalLow = -87.33f;

    private const float SmallestNormal = 1.17549435e-38f;

    [MethodImpl(Inline)]
    public static V Sign<V>(V x) where V : struct, IVec<V>
        => V.Select(V.Greater(x, V.Zero), V.One, V.Select(V.Less(x, V.Zero), -V.One, x));

    /// <summary>−∞ as the smallest number that is finite, for a product with 0 that is to be 0.</summary>
    [MethodImpl(Inline)]
    public static T Finite<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        => I.Max(I.Broadcast(float.MinValue), x);

    /// <summary>The whole number n nearest to x / ln 2, with the rounding shift on top.</summary>
    [MethodImpl(Inline)]
    public static T ShiftedPower<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        => I.FusedMultiplyAdd(x, I.Broadcast(1.44269504f), I.Broadcast(RoundingShift));

    /// <summary>2ⁿ, n a whole number in [−126, 127] with the rounding shift on top.</summary>
    [MethodImpl(Inline)]
    public static T PowerOfTwo<I, T>(T shifted) where I : struct, IInstructions<T> where T : struct
        => I.AddBits(I.Broadcast(1), I.ShiftBitsLeft(shifted, 23));

    /// <summary>x − n·ln 2, n with the rounding shift on top.</summary>
    [MethodImpl(Inline)]
    public static T Remainder<I, T>(T x, T shifted) where I : struct, IInstructions<T> where T : struct
    {
        T n = I.Subtract(shifted, I.Broadcast(RoundingShift));
        return I.FusedMultiplyAdd(n, I.Broadcast(-Ln2Low), I.FusedMultiplyAdd(n, I.Broadcast(-Ln2High), x));
    }

    /// <summary>e^r − 1 = r + r²·P(r) for |r| ≤ ½·ln 2; to 1.5e−8 of itself.</summary>
    [MethodImpl(Inline)]
    public static T Expm1OfRemainder<I, T>(T r) where I : struct, IInstructions<T> where T : struct
    {
        T square = I.Multiply(r, r);
        T p = I.FusedMultiplyAdd(square, I.Broadcast(0.00138379389f), I.FusedMultiplyAdd(r, I.Broadcast(0.00836731959f), I.Broadcast(0.0416677408f)));
        p = I.FusedMultiplyAdd(p, square, I.FusedMultiplyAdd(r, I.Broadcast(0.166665375f), I.Broadcast(0.49999997f)));
        return I.FusedMultiplyAdd(p, square, r);
    }

    /// <summary>x · 2ⁿ in two factors, ⌊n/2⌋ and ⌊(n + 1)/2⌋, of which the first is exact, so that a denormal result is rounded once.</summary>
    [MethodImpl(Inline)]
    public static T ScaleInTwoSteps<I, T>(T x, T n) where I : struct, IInstructions<T> where T : struct
    {
        T power = I.ShiftBitsLeft(I.Add(n, I.Broadcast(RoundingShift)), 23), exponentBits = Bits<I, T>(unchecked((int)0xFF800000));
        T half = I.And(I.ShiftBitsRight(power, 1), exponentBits);
        T rest = I.And(I.ShiftBitsRight(I.AddBits(power, Bits<I, T>(1 << 23)), 1), exponentBits);
        return I.Multiply(I.Multiply(x, I.AddBits(I.Broadcast(1), half)), I.AddBits(I.Broadcast(1), rest));
    }

    /// <summary>See <see cref="IInstructions{T}.Mantissa"/>.</summary>
    [MethodImpl(Inline)]
    public static T MantissaOfBits<I, T>(T x, out T exponent) where I : struct, IInstructions<T> where T : struct
    {
        // A denormal is brought into the normal range by 2²³.
        T denormal = I.Less(x, I.Broadcast(SmallestNormal));
        T normal = I.Select(denormal, I.Multiply(x, I.Broadcast(8388608)), x);
        // Less the bits of ¾, the high bits are the exponent and the low ones those of the mantissa above ¾.
        T offset = I.AddBits(normal, Bits<I, T>(-0x3F400000));
        T e = I.Subtract(I.FloatOfBits(I.ShiftBitsRight(offset, 23)), I.And(denormal, I.Broadcast(23)));
        T special = I.Select(I.Equal(x, I.Broadcast(0)), I.Broadcast(float.NegativeInfinity), I.Broadcast(float.NaN));
        e = I.Select(I.Equal(x, I.Broadcast(float.PositiveInfinity)), x, e);
        exponent = I.Select(I.Greater(x, I.Broadcast(0)), e, special);
        return I.AddBits(I.And(offset, Bits<I, T>(0x007FFFFF)), Bits<I, T>(0x3F400000));
    }

    [MethodImpl(Inline)]
    public static T Bits<I, T>(int bits) where I : struct, IInstructions<T> where T : struct
        => I.Broadcast(BitConverter.Int32BitsToSingle(bits));

    /// <summary>
    /// a · sigmoid(x) = a / (1 + e⁻ˣ) in one division; 0 where the sigmoid would be denormal. With e⁻ˣ = 2ⁿ·(1 + p) the divisor is
    /// 2ⁿ·p + (2ⁿ + 1), rounded once.
    /// </summary>
    [MethodImpl(Inline)]
    private static T TimesSigmoid<I, T>(T a, T x) where I : struct, IInstructions<T> where T : struct
    {
        T argument = I.Min(I.Broadcast(-ExpNormalLow), I.Max(I.Broadcast(ExpNormalLow), I.Negate(x)));
        T shifted = ShiftedPower<I, T>(argument);
        T p = Expm1OfRemainder<I, T>(Remainder<I, T>(argument, shifted));
        T power = PowerOfTwo<I, T>(shifted);
        T result = I.Divide(a, I.FusedMultiplyAdd(power, p, I.Add(power, I.Broadcast(1))));
        return I.Select(I.Less(x, I.Broadcast(ExpNormalLow)), I.Broadcast(0), result);
    }

    /// <summary>eˣ = 2ⁿ · e^r with x = n·ln 2 + r, |r| ≤ ½·ln 2.</summary>
    public readonly struct Exp : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            // Beyond these the result is 0 or infinite already.
            x = I.Min(I.Broadcast(89), I.Max(I.Broadcast(-104.5f), x));
            T shifted = ShiftedPower<I, T>(x);
            T p = Expm1OfRemainder<I, T>(Remainder<I, T>(x, shifted));
            return I.Scale(I.Add(p, I.Broadcast(1)), I.Subtract(shifted, I.Broadcast(RoundingShift)));
        }
    }

    /// <summary>
    /// eˣ for x below 88.37, and 0 where the result would be denormal: what a softmax wants, whose saturated lanes would otherwise take the slow
    /// path of the hardware and double the time.
    /// </summary>
    public readonly struct ExpWithoutDenormals : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            // NaN of NaN, which a product keeps and an addition to the exponent would not.
            T clamped = I.Max(I.Broadcast(ExpNormalLow), x);
            T shifted = ShiftedPower<I, T>(clamped);
            T p = Expm1OfRemainder<I, T>(Remainder<I, T>(clamped, shifted));
            T power = PowerOfTwo<I, T>(shifted);
            return I.Select(I.Less(x, I.Broadcast(ExpNormalLow)), I.Broadcast(0), I.FusedMultiplyAdd(power, p, power));
        }
    }

    /// <summary>eˣ − 1 = 2ⁿ · (e^r − 1) + (2ⁿ − 1), computed at half its size so that 2ⁿ stays finite.</summary>
    public readonly struct Expm1 : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            T clamped = I.Min(I.Broadcast(89), I.Max(I.Broadcast(-18), x));
            T shifted = ShiftedPower<I, T>(clamped);
            T p = Expm1OfRemainder<I, T>(Remainder<I, T>(clamped, shifted));
            T half = I.AddBits(I.Broadcast(0.5f), I.ShiftBitsLeft(shifted, 23));
            T result = I.FusedMultiplyAdd(half, p, I.Subtract(half, I.Broadcast(0.5f)));
            // A denormal x would lose bits in the halves, and −0 its sign.
            return I.Select(I.Less(I.Abs(x), I.Broadcast(1e-30f)), x, I.Add(result, result));
        }
    }

    /// <summary>tanh |x| = E / (E + 2) with E = e^(2|x|) − 1; 1 from |x| = 10 on.</summary>
    public readonly struct Tanh : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            T e = I.Min(I.Broadcast(20), I.Abs(I.Add(x, x)));
            T power = ShiftedPower<I, T>(e);
            e = Expm1OfRemainder<I, T>(Remainder<I, T>(e, power));
            power = PowerOfTwo<I, T>(power);
            e = I.FusedMultiplyAdd(power, e, I.Subtract(power, I.Broadcast(1)));
            return I.Or(I.Divide(e, I.Add(e, I.Broadcast(2))), I.And(x, I.Broadcast(-0f)));
        }
    }

    /// <summary>1 / (1 + e⁻ˣ)</summary>
    public readonly struct Sigmoid : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct => TimesSigmoid<I, T>(I.Broadcast(1), x);
    }

    /// <summary>x / (1 + e⁻ˣ)</summary>
    public readonly struct Silu : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct => TimesSigmoid<I, T>(x, x);
    }

    /// <summary>x · sigmoid(2√(2/π)·(x + 0.044715x³))</summary>
    public readonly struct GeluTanh : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            T bend = I.FusedMultiplyAdd(I.Multiply(x, x), I.Broadcast(0.0713548163f), I.Broadcast(1.59576912f));
            return TimesSigmoid<I, T>(x, I.Multiply(x, bend));
        }
    }

    /// <summary>ln x = e·ln 2 + ln(1 + f) with x = 2ᵉ · (1 + f), 1 + f in [¾, 3⁄2).</summary>
    public readonly struct Log : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            T f = I.Subtract(I.Mantissa(x, out T e), I.Broadcast(1));

            // ln(1 + f) = f − f²/2 + f³·P(f); P to 5.1e−9 of the logarithm.
            T square = I.Multiply(f, f);
            T p01 = I.FusedMultiplyAdd(f, I.Broadcast(-0.250000656f), I.Broadcast(0.333334506f));
            T p23 = I.FusedMultiplyAdd(f, I.Broadcast(-0.166484222f), I.Broadcast(0.199906871f));
            T p45 = I.FusedMultiplyAdd(f, I.Broadcast(-0.131547004f), I.Broadcast(0.14483963f));
            T p67 = I.FusedMultiplyAdd(f, I.Broadcast(-0.0445185937f), I.Broadcast(0.104106404f));
            T p = I.FusedMultiplyAdd(I.FusedMultiplyAdd(p67, square, p45), I.Multiply(square, square), I.FusedMultiplyAdd(p23, square, p01));
            T small = I.FusedMultiplyAdd(I.Multiply(f, square), p, I.Multiply(e, I.Broadcast(Ln2Low)));
            small = I.FusedMultiplyAdd(square, I.Broadcast(-0.5f), small);
            return I.FusedMultiplyAdd(e, I.Broadcast(Ln2High), I.Add(f, small));
        }
    }

    /// <summary>ln(1 + x) = ln u + (x − (u − 1)) / u with u = 1 + x as rounded.</summary>
    public readonly struct Log1p : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            T u = I.Add(x, I.Broadcast(1));
            T lost = I.Divide(I.Subtract(x, I.Subtract(u, I.Broadcast(1))), u);
            // Nothing was lost worth adding where x is large; at −1 and below, u is not a divisor.
            T adds = I.And(I.Greater(u, I.Broadcast(0)), I.Less(x, I.Broadcast(16777216)));
            T result = I.Add(Log.Of<I, T>(u), I.And(adds, lost));
            return I.Select(I.Less(I.Abs(x), I.Broadcast(1e-30f)), x, result);
        }
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|)</summary>
    public readonly struct Softplus : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
            => I.Add(I.Max(I.Broadcast(0), x), Log1p.Of<I, T>(Exp.Of<I, T>(I.Negate(I.Abs(x)))));
    }
}
