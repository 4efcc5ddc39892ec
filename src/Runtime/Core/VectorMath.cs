using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// The elementary functions, written once over <see cref="IVec{TSelf}"/>. The polynomials for e^r − 1 and ln(1 + f) are those
/// of Cephes (S. L. Moshier, expf.c and logf.c), the two branches of erf those published by N. Juffa.
/// </summary>
internal static class VectorMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // ln 2 in two parts; the first has nine bits, so that n · Ln2High is exact without a fused multiply-add too.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Adding 1.5 · 2²³ rounds to a whole number and leaves that number in the low bits.
    private const float RoundingShift = 12582912f;

    // Between −87.33 and 88.37 neither eˣ nor its power of two leaves the normal range.
    private const float ExpNormalLow = -87.33f;

    private const float SmallestNormal = 1.17549435e-38f;

    // The share of the normal distribution beyond it, 2.2e−38, is still a normal float; a tenth further it is not.
    private const float NormalTail = 12.9f;

    [MethodImpl(Inline)]
    public static V Sign<V>(V x) where V : struct, IVec<V>
        => V.Select(V.Greater(x, V.Zero), V.One, V.Select(V.Less(x, V.Zero), -V.One, x));

    /// <summary>eˣ = 2ⁿ · e^r with x = n·ln 2 + r, |r| ≤ ½·ln 2.</summary>
    [MethodImpl(Inline)]
    public static V Exp<V>(V x) where V : struct, IVec<V>
    {
        // Beyond these the result is 0 or infinite already.
        x = V.MinNative(V.Broadcast(89), V.MaxNative(V.Broadcast(-104.5f), x));
        V n = ShiftedPower(x) - V.Broadcast(RoundingShift);
        return V.Scale(V.One + Expm1OfRemainder(Remainder(x, n)), n);
    }

    /// <summary>
    /// eˣ for x below 88.37, and 0 where the result would be denormal: what a softmax or a sigmoid wants, whose
    /// saturated lanes would otherwise take the slow path of the hardware and double the time.
    /// </summary>
    [MethodImpl(Inline)]
    public static V ExpWithoutDenormals<V>(V x) where V : struct, IVec<V>
        => V.Select(V.Less(x, V.Broadcast(ExpNormalLow)), V.Zero, ExpInNormalRange(V.MaxNative(V.Broadcast(ExpNormalLow), x)));

    /// <summary>eˣ − 1 = 2ⁿ · (e^r − 1) + (2ⁿ − 1), computed at half its size so that 2ⁿ stays finite.</summary>
    [MethodImpl(Inline)]
    public static V Expm1<V>(V x) where V : struct, IVec<V>
    {
        V clamped = V.MinNative(V.Broadcast(89), V.MaxNative(V.Broadcast(-18), x));
        V shifted = ShiftedPower(clamped);
        V p = Expm1OfRemainder(Remainder(clamped, shifted - V.Broadcast(RoundingShift)));
        V half = V.AddBits(V.Broadcast(0.5f), V.ShiftBitsLeft(shifted, 23));
        V result = V.FusedMultiplyAdd(half, p, half - V.Broadcast(0.5f));
        result += result;
        // A denormal x would lose bits in the halves, and −0 its sign.
        return V.Select(V.Less(V.Abs(x), V.Broadcast(1e-30f)), x, result);
    }

    /// <summary>tanh |x| = E / (E + 2) with E = e^(2|x|) − 1; 1 from |x| = 10 on.</summary>
    [MethodImpl(Inline)]
    public static V Tanh<V>(V x) where V : struct, IVec<V>
    {
        V sign = V.And(x, V.Broadcast(-0f));
        V twice = V.MinNative(V.Broadcast(20), V.Abs(x) + V.Abs(x));
        V shifted = ShiftedPower(twice);
        V p = Expm1OfRemainder(Remainder(twice, shifted - V.Broadcast(RoundingShift)));
        V power = PowerOfTwo(shifted);
        V e = V.FusedMultiplyAdd(power, p, power - V.One);
        return V.Or(e / (e + V.Broadcast(2)), sign);
    }

    /// <summary>1 / (1 + e⁻ˣ)</summary>
    [MethodImpl(Inline)]
    public static V Sigmoid<V>(V x) where V : struct, IVec<V>
    {
        V argument = V.MinNative(V.Broadcast(-ExpNormalLow), V.MaxNative(V.Broadcast(ExpNormalLow), -x));
        V result = V.One / (V.One + ExpInNormalRange(argument));
        return V.Select(V.Less(x, V.Broadcast(ExpNormalLow)), V.Zero, result);
    }

    /// <summary>ln x = e·ln 2 + ln(1 + f) with x = 2ᵉ · (1 + f), 1 + f in [√½, √2).</summary>
    [MethodImpl(Inline)]
    public static V Log<V>(V x) where V : struct, IVec<V>
    {
        // A denormal is brought into the normal range by 2²³.
        V denormal = V.Less(x, V.Broadcast(SmallestNormal));
        V normal = V.Select(denormal, x * V.Broadcast(8388608), x);
        // Less the bits of √½, the high bits are e and the low ones those of 1 + f above √½.
        V offset = V.AddBits(normal, Bits<V>(-0x3F3504F3));
        V e = V.FloatOfBits(V.ShiftBitsRight(offset, 23)) - V.And(denormal, V.Broadcast(23));
        V f = V.AddBits(V.And(offset, Bits<V>(0x007FFFFF)), Bits<V>(0x3F3504F3)) - V.One;

        V square = f * f;
        V p = V.Broadcast(7.0376836292e-2f);
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(-1.1514610310e-1f));
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(1.1676998740e-1f));
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(-1.2420140846e-1f));
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(1.4249322787e-1f));
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(-1.6668057665e-1f));
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(2.0000714765e-1f));
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(-2.4999993993e-1f));
        p = V.FusedMultiplyAdd(p, f, V.Broadcast(3.3333331174e-1f));
        V small = V.FusedMultiplyAdd(p * f, square, e * V.Broadcast(Ln2Low));
        small = V.FusedMultiplyAdd(V.Broadcast(-0.5f), square, small);
        V result = V.FusedMultiplyAdd(e, V.Broadcast(Ln2High), f + small);

        // 0 gives −∞; below it and for NaN, NaN; +∞ stays.
        result = V.Select(V.Greater(x, V.Zero), result, V.Select(V.Equal(x, V.Zero), V.Broadcast(float.NegativeInfinity), V.Broadcast(float.NaN)));
        return V.Select(V.Equal(x, V.Broadcast(float.PositiveInfinity)), x, result);
    }

    /// <summary>ln(1 + x) = ln u + (x − (u − 1)) / u with u = 1 + x as rounded.</summary>
    [MethodImpl(Inline)]
    public static V Log1p<V>(V x) where V : struct, IVec<V>
    {
        V u = V.One + x;
        V lost = (x - (u - V.One)) / u;
        // Nothing was lost worth adding where x is large; at −1 and below, u is not a divisor.
        V adds = V.And(V.Greater(u, V.Zero), V.Less(x, V.Broadcast(16777216)));
        V result = Log(u) + V.And(adds, lost);
        return V.Select(V.Less(V.Abs(x), V.Broadcast(1e-30f)), x, result);
    }

    /// <summary>x·P(x²) up to |x| = 0.92773, then 1 − e^Q(|x|).</summary>
    [MethodImpl(Inline)]
    public static V Erf<V>(V x) where V : struct, IVec<V>
    {
        V magnitude = V.Abs(x);
        V square = x * x;

        V near = V.Broadcast(-5.96761703e-4f);
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(4.99119423e-3f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(-2.67681349e-2f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(1.12819925e-1f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(-3.76125336e-1f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(1.28379166e-1f));
        near = V.FusedMultiplyAdd(near, x, x);

        // From 4 on the result is 1.
        V t = V.MinNative(V.Broadcast(4), magnitude);
        V high = V.FusedMultiplyAdd(V.Broadcast(-1.72853470e-5f), t, V.Broadcast(3.83197126e-4f));
        V low = V.FusedMultiplyAdd(V.Broadcast(-3.88396438e-3f), t, V.Broadcast(2.42546219e-2f));
        V far = V.FusedMultiplyAdd(high, t * t, low);
        far = V.FusedMultiplyAdd(far, t, V.Broadcast(-1.06777877e-1f));
        far = V.FusedMultiplyAdd(far, t, V.Broadcast(-6.34846687e-1f));
        far = V.FusedMultiplyAdd(far, t, V.Broadcast(-1.28717512e-1f));
        far = V.FusedMultiplyAdd(far, t, -t);
        far = V.One - ExpWithoutDenormals(far);
        far = V.Or(far, V.And(x, V.Broadcast(-0f)));

        return V.Select(V.Greater(magnitude, V.Broadcast(0.927734375f)), far, near);
    }

    /// <summary>
    /// ½ + x·P(x²) up to |x| = 1. Beyond, Φ(−a) = ½·e^(−a²/2) · erfcx(a/√2) and Φ(a) = 1 − Φ(−a), so that neither side cancels. Both polynomials
    /// are minimax fits: P to 7e−10, and the one in s = (a − 3√2)/(a + 3√2) to 1.1e−8 of (1 + √2·a) · erfcx(a/√2).
    /// </summary>
    [MethodImpl(Inline)]
    public static V NormalCdf<V>(V x) where V : struct, IVec<V>
    {
        V magnitude = V.Abs(x);
        V square = x * x;
        V near = V.FusedMultiplyAdd(V.Broadcast(-7.654211913e-6f), square, V.Broadcast(1.134863778e-4f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(-1.186329988e-3f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(9.973322973e-3f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(-6.649035960e-2f));
        near = V.FusedMultiplyAdd(near, square, V.Broadcast(3.989422917e-1f));
        near = V.FusedMultiplyAdd(near, x, V.Broadcast(0.5f));

        // Without this bound saturated lanes would be denormal, which takes the slow path of the hardware.
        V a = V.MinNative(V.Broadcast(NormalTail), magnitude);
        V s = (a - V.Broadcast(4.24264050f)) / (a + V.Broadcast(4.24264050f));
        V p = V.FusedMultiplyAdd(V.Broadcast(2.104681917e-3f), s, V.Broadcast(2.079718281e-3f));
        p = V.FusedMultiplyAdd(p, s, V.Broadcast(-2.390310355e-2f));
        p = V.FusedMultiplyAdd(p, s, V.Broadcast(6.840088218e-2f));
        p = V.FusedMultiplyAdd(p, s, V.Broadcast(-1.192512512e-1f));
        p = V.FusedMultiplyAdd(p, s, V.Broadcast(1.296377182e-1f));
        p = V.FusedMultiplyAdd(p, s, V.Broadcast(-4.756345972e-2f));
        p = V.FusedMultiplyAdd(p, s, V.Broadcast(-1.356209368e-1f));
        p = V.FusedMultiplyAdd(p, s, V.Broadcast(1.253008127f));
        V scaled = p / V.FusedMultiplyAdd(a, V.Broadcast(1.41421354f), V.One);

        // a² to more digits than a float has: the square of its first twelve bits is exact, and the rest is small.
        V head = V.And(a, Bits<V>(unchecked((int)0xFFFFF000)));
        V exponent = head * head * V.Broadcast(-0.5f);
        V rest = (a - head) * (a + head) * V.Broadcast(0.5f);
        V shifted = ShiftedPower(exponent);
        V grown = Expm1OfRemainder(Remainder(exponent, shifted - V.Broadcast(RoundingShift)) - rest);

        V tail = V.FusedMultiplyAdd(grown, scaled, scaled) * (V.Broadcast(0.5f) * PowerOfTwo(shifted));
        tail = V.Select(V.Greater(magnitude, V.Broadcast(NormalTail)), V.Zero, tail);
        V far = V.Select(V.Less(x, V.Zero), tail, V.One - tail);
        return V.Select(V.Greater(magnitude, V.One), far, near);
    }

    /// <summary>x · sigmoid(2√(2/π)·(x + 0.044715x³))</summary>
    [MethodImpl(Inline)]
    public static V GeluTanh<V>(V x) where V : struct, IVec<V>
    {
        V finite = Finite(x);
        V bend = V.FusedMultiplyAdd(x * x, V.Broadcast(0.0713548163f), V.Broadcast(1.59576912f));
        return finite * V.Sigmoid(x * bend);
    }

    /// <summary>−∞ as the smallest number that is finite, for a product with 0 that is to be 0.</summary>
    [MethodImpl(Inline)]
    public static V Finite<V>(V x) where V : struct, IVec<V> => V.MaxNative(V.Broadcast(float.MinValue), x);

    /// <summary>x · 2ⁿ in two factors, of which the first is exact, so that a denormal result is rounded once.</summary>
    [MethodImpl(Inline)]
    public static V ScaleInTwoSteps<V>(V x, V n) where V : struct, IVec<V>
    {
        V half = V.FusedMultiplyAdd(n, V.Broadcast(0.5f), V.Broadcast(RoundingShift));
        V rest = n - (half - V.Broadcast(RoundingShift));
        return x * PowerOfTwo(half) * PowerOfTwo(rest + V.Broadcast(RoundingShift));
    }

    /// <summary>eˣ for x in [−87.33, 88.37]; NaN of NaN, which a product keeps and an addition to the exponent would not.</summary>
    [MethodImpl(Inline)]
    private static V ExpInNormalRange<V>(V x) where V : struct, IVec<V>
    {
        V shifted = ShiftedPower(x);
        return (V.One + Expm1OfRemainder(Remainder(x, shifted - V.Broadcast(RoundingShift)))) * PowerOfTwo(shifted);
    }

    /// <summary>The whole number n nearest to x / ln 2, with the rounding shift on top.</summary>
    [MethodImpl(Inline)]
    private static V ShiftedPower<V>(V x) where V : struct, IVec<V>
        => V.FusedMultiplyAdd(x, V.Broadcast(1.44269504f), V.Broadcast(RoundingShift));

    /// <summary>2ⁿ, n a whole number in [−126, 127] with the rounding shift on top.</summary>
    [MethodImpl(Inline)]
    private static V PowerOfTwo<V>(V shifted) where V : struct, IVec<V>
        => V.AddBits(V.One, V.ShiftBitsLeft(shifted, 23));

    [MethodImpl(Inline)]
    private static V Remainder<V>(V x, V n) where V : struct, IVec<V>
        => V.FusedMultiplyAdd(n, V.Broadcast(-Ln2Low), V.FusedMultiplyAdd(n, V.Broadcast(-Ln2High), x));

    /// <summary>e^r − 1 for |r| ≤ ½·ln 2.</summary>
    [MethodImpl(Inline)]
    private static V Expm1OfRemainder<V>(V r) where V : struct, IVec<V>
    {
        V p = V.Broadcast(1.9875691500e-4f);
        p = V.FusedMultiplyAdd(p, r, V.Broadcast(1.3981999507e-3f));
        p = V.FusedMultiplyAdd(p, r, V.Broadcast(8.3334519073e-3f));
        p = V.FusedMultiplyAdd(p, r, V.Broadcast(4.1665795894e-2f));
        p = V.FusedMultiplyAdd(p, r, V.Broadcast(1.6666665459e-1f));
        p = V.FusedMultiplyAdd(p, r, V.Broadcast(5.0000001201e-1f));
        return V.FusedMultiplyAdd(p, r * r, r);
    }

    [MethodImpl(Inline)]
    private static V Bits<V>(int bits) where V : struct, IVec<V> => V.Broadcast(BitConverter.Int32BitsToSingle(bits));
}
