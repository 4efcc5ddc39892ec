using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Core;

/// <summary>
/// Sine and cosine, written once over <see cref="IVec{TSelf}"/>: x = n·π/2 + r with |r| ≤ π/4, then the polynomial of the sine or of the cosine
/// of r, as n is even or odd. The polynomials are those of Cephes (S. L. Moshier, sinf.c).
/// </summary>
internal static class Trigonometry
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // Adding 1.5 · 2²³ rounds to a whole number and leaves that number in the low bits.
    private const float RoundingShift = 12582912f;

    // Up to here n is right but for the last thousandth of a quadrant, and n · π/2 in three parts leaves r all its digits.
    private const float LargestReduced = 131072f;

    // π/2 in three parts of 24 bits each.
    private const float HalfPi1 = 1.57079637f;
    private const float HalfPi2 = -4.37113883e-8f;
    private const float HalfPi3 = -1.71512451e-15f;

    // With two roundings the parts' products are not exact, and r would lose what cancels.
    private static bool MultipliesAndAddsInOne => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>sin x</summary>
    [MethodImpl(Inline)]
    public static V Sin<V>(V x) where V : struct, IVec<V>
    {
        if (!MultipliesAndAddsInOne) return LaneByLane.Apply<V, LaneByLane.Sin>(x, x);
        V shifted = ShiftedQuadrant(x);
        V result = OfQuadrant(shifted, Remainder(x, shifted - V.Broadcast(RoundingShift)));

        // −0 has lost its sign.
        result = V.Select(V.Equal(x, V.Zero), x, result);
        V huge = V.Greater(V.Abs(x), V.Broadcast(LargestReduced));
        return V.SameBits(huge, V.Zero) ? result : V.Select(huge, LaneByLane.Apply<V, LaneByLane.Sin>(x, x), result);
    }

    /// <summary>cos x, the sine of one quadrant further on.</summary>
    [MethodImpl(Inline)]
    public static V Cos<V>(V x) where V : struct, IVec<V>
    {
        if (!MultipliesAndAddsInOne) return LaneByLane.Apply<V, LaneByLane.Cos>(x, x);
        V shifted = ShiftedQuadrant(x);
        V result = OfQuadrant(shifted + V.One, Remainder(x, shifted - V.Broadcast(RoundingShift)));
        V huge = V.Greater(V.Abs(x), V.Broadcast(LargestReduced));
        return V.SameBits(huge, V.Zero) ? result : V.Select(huge, LaneByLane.Apply<V, LaneByLane.Cos>(x, x), result);
    }

    /// <summary>The whole number n nearest to x / (π/2), with the rounding shift on top.</summary>
    [MethodImpl(Inline)]
    private static V ShiftedQuadrant<V>(V x) where V : struct, IVec<V>
        => V.FusedMultiplyAdd(x, V.Broadcast(0.636619747f), V.Broadcast(RoundingShift));

    /// <summary>x − n·π/2. The first step is exact; the others round what is left, not what cancelled.</summary>
    [MethodImpl(Inline)]
    private static V Remainder<V>(V x, V n) where V : struct, IVec<V>
    {
        V r = V.FusedMultiplyAdd(n, V.Broadcast(-HalfPi1), x);
        r = V.FusedMultiplyAdd(n, V.Broadcast(-HalfPi2), r);
        return V.FusedMultiplyAdd(n, V.Broadcast(-HalfPi3), r);
    }

    /// <summary>sin(n·π/2 + r): sin r, cos r, −sin r or −cos r by the two lowest bits of n, which comes with the rounding shift on top.</summary>
    [MethodImpl(Inline)]
    private static V OfQuadrant<V>(V shifted, V r) where V : struct, IVec<V>
    {
        V z = r * r;
        V sine = V.FusedMultiplyAdd(V.Broadcast(-1.9515295891e-4f), z, V.Broadcast(8.3321608736e-3f));
        sine = V.FusedMultiplyAdd(sine, z, V.Broadcast(-1.6666654611e-1f));
        sine = V.FusedMultiplyAdd(sine * z, r, r);

        V cosine = V.FusedMultiplyAdd(V.Broadcast(2.443315711809948e-5f), z, V.Broadcast(-1.388731625493765e-3f));
        cosine = V.FusedMultiplyAdd(cosine, z, V.Broadcast(4.166664568298827e-2f));
        cosine = V.FusedMultiplyAdd(cosine, z, V.Broadcast(-0.5f));
        cosine = V.FusedMultiplyAdd(cosine, z, V.One);

        V odd = V.ShiftBitsRight(V.ShiftBitsLeft(shifted, 31), 31);
        V sign = V.And(V.ShiftBitsLeft(shifted, 30), V.Broadcast(-0f));
        return V.Select(odd, cosine, sine) * V.Or(sign, V.One);
    }
}
