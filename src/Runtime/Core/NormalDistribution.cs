using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>The error function, the normal distribution and what is made of it, written once over <see cref="IInstructions{T}"/>.</summary>
internal static class NormalDistribution
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // The share of the normal distribution beyond it, 2.2e−38, is still a normal float; a tenth further it is not.
    private const float Tail = 12.9f;

    /// <summary>x·P(x²) up to |x| = 0.92773, then 1 − e^Q(|x|). The polynomials are those published by N. Juffa.</summary>
    public readonly struct Erf : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            T magnitude = I.Abs(x);
            T square = I.Multiply(x, x), fourth = I.Multiply(square, square);
            T n01 = I.FusedMultiplyAdd(square, I.Broadcast(-3.76125336e-1f), I.Broadcast(1.28379166e-1f));
            T n23 = I.FusedMultiplyAdd(square, I.Broadcast(-2.67681349e-2f), I.Broadcast(1.12819925e-1f));
            T n45 = I.FusedMultiplyAdd(square, I.Broadcast(-5.96761703e-4f), I.Broadcast(4.99119423e-3f));
            T near = I.FusedMultiplyAdd(I.FusedMultiplyAdd(n45, fourth, n23), fourth, n01);
            near = I.FusedMultiplyAdd(near, x, x);

            // From 4 on the result is 1.
            T t = I.Min(I.Broadcast(4), magnitude);
            T high = I.FusedMultiplyAdd(t, I.Broadcast(-1.72853470e-5f), I.Broadcast(3.83197126e-4f));
            T low = I.FusedMultiplyAdd(t, I.Broadcast(-3.88396438e-3f), I.Broadcast(2.42546219e-2f));
            T far = I.FusedMultiplyAdd(high, I.Multiply(t, t), low);
            far = I.FusedMultiplyAdd(far, t, I.Broadcast(-1.06777877e-1f));
            far = I.FusedMultiplyAdd(far, t, I.Broadcast(-6.34846687e-1f));
            far = I.FusedMultiplyAdd(far, t, I.Broadcast(-1.28717512e-1f));
            far = I.FusedMultiplyAdd(far, t, I.Negate(t));
            far = I.Subtract(I.Broadcast(1), VectorMath.ExpWithoutDenormals.Of<I, T>(far));
            far = I.Or(far, I.And(x, I.Broadcast(-0f)));

            return I.Select(I.Greater(magnitude, I.Broadcast(0.927734375f)), far, near);
        }
    }

    /// <summary>
    /// Φ: ½ + x·P(x²) up to |x| = 1. Beyond, Φ(−a) = ½·e^(−a²/2) · erfcx(a/√2) and Φ(a) = 1 − Φ(−a), so that neither side cancels. Both polynomials
    /// are minimax fits: P to 7e−10, and the one in s = (a − 3√2)/(a + 3√2) to 1.1e−8 of (1 + √2·a) · erfcx(a/√2).
    /// </summary>
    public readonly struct Cdf : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
        {
            T magnitude = I.Abs(x);
            T square = I.Multiply(x, x), fourth = I.Multiply(square, square);
            T n01 = I.FusedMultiplyAdd(square, I.Broadcast(-6.649035960e-2f), I.Broadcast(3.989422917e-1f));
            T n23 = I.FusedMultiplyAdd(square, I.Broadcast(-1.186329988e-3f), I.Broadcast(9.973322973e-3f));
            T n45 = I.FusedMultiplyAdd(square, I.Broadcast(-7.654211913e-6f), I.Broadcast(1.134863778e-4f));
            T near = I.FusedMultiplyAdd(I.FusedMultiplyAdd(n45, fourth, n23), fourth, n01);
            near = I.FusedMultiplyAdd(near, x, I.Broadcast(0.5f));

            // Without this bound saturated lanes would be denormal, which takes the slow path of the hardware.
            T a = I.Min(I.Broadcast(Tail), magnitude);
            T s = I.Divide(I.Subtract(a, I.Broadcast(4.24264050f)), I.Add(a, I.Broadcast(4.24264050f)));
            T s2 = I.Multiply(s, s);
            T p = I.FusedMultiplyAdd(s2, I.Broadcast(2.104681917e-3f), I.FusedMultiplyAdd(s, I.Broadcast(2.079718281e-3f), I.Broadcast(-2.390310355e-2f)));
            p = I.FusedMultiplyAdd(p, s2, I.FusedMultiplyAdd(s, I.Broadcast(6.840088218e-2f), I.Broadcast(-1.192512512e-1f)));
            p = I.FusedMultiplyAdd(p, s2, I.FusedMultiplyAdd(s, I.Broadcast(1.296377182e-1f), I.Broadcast(-4.756345972e-2f)));
            // The last two steps one by one: they are most of the rounding.
            p = I.FusedMultiplyAdd(p, s, I.Broadcast(-1.356209368e-1f));
            p = I.FusedMultiplyAdd(p, s, I.Broadcast(1.253008127f));
            T scaled = I.Divide(p, I.FusedMultiplyAdd(a, I.Broadcast(1.41421354f), I.Broadcast(1)));

            // a² to more digits than a float has: the square of its first twelve bits is exact, and the rest is small.
            T head = I.And(a, VectorMath.Bits<I, T>(unchecked((int)0xFFFFF000)));
            T exponent = I.Multiply(I.Multiply(head, head), I.Broadcast(-0.5f));
            T rest = I.Multiply(I.Multiply(I.Subtract(a, head), I.Add(a, head)), I.Broadcast(0.5f));
            T shifted = VectorMath.ShiftedPower<I, T>(exponent);
            T grown = VectorMath.Expm1OfRemainder<I, T>(I.Subtract(VectorMath.Remainder<I, T>(exponent, shifted), rest));

            T tail = I.Multiply(I.FusedMultiplyAdd(grown, scaled, scaled), I.Multiply(VectorMath.PowerOfTwo<I, T>(shifted), I.Broadcast(0.5f)));
            tail = I.Select(I.Greater(magnitude, I.Broadcast(Tail)), I.Broadcast(0), tail);
            T far = I.Select(I.Less(x, I.Broadcast(0)), tail, I.Subtract(I.Broadcast(1), tail));
            return I.Select(I.Greater(magnitude, I.Broadcast(1)), far, near);
        }
    }

    /// <summary>x · Φ(x)</summary>
    public readonly struct Gelu : IElementary
    {
        [MethodImpl(Inline)]
        public static T Of<I, T>(T x) where I : struct, IInstructions<T> where T : struct
            => I.Multiply(VectorMath.Finite<I, T>(x), Cdf.Of<I, T>(x));
    }
}
