namespace NNGen.Core;

/// <summary>
/// What the elementary functions are written in: instructions on a bare vector, a <see cref="System.Runtime.Intrinsics.Vector512{T}"/> or a
/// narrower one, or a float. A mask is as <see cref="IVec{TSelf}"/> describes it.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
/// <remarks>
/// Why not <see cref="IVec{TSelf}"/> itself: its vectors are structs around these, and each operation on a struct leaves the JIT two variables
/// more. Of those it counts so many that it holds the registers for full, and loads every constant of a function again for every vector:
/// a third to a half of the whole time of exp, tanh and sigmoid.
/// </remarks>
internal interface IInstructions<T> where T : struct
{
    static abstract T Broadcast(float value);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Multiply(T a, T b);

    static abstract T Divide(T a, T b);

    static abstract T Negate(T a);

    /// <summary>a · b + c, rounded once where the hardware can, twice where only software could.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    static abstract T Abs(T a);

    /// <summary>a &lt; b ? a : b: NaN in b comes through, NaN in a may not.</summary>
    static abstract T Min(T a, T b);

    /// <summary>a &gt; b ? a : b: NaN in b comes through, NaN in a may not.</summary>
    static abstract T Max(T a, T b);

    static abstract T Less(T a, T b);

    static abstract T Greater(T a, T b);

    static abstract T Equal(T a, T b);

    static abstract T Select(T mask, T whenTrue, T whenFalse);

    static abstract T And(T a, T b);

    static abstract T Or(T a, T b);

    /// <summary>The sum of the lanes' bits as integers.</summary>
    static abstract T AddBits(T a, T b);

    static abstract T ShiftBitsLeft(T a, int by);

    /// <summary>The sign bit fills.</summary>
    static abstract T ShiftBitsRight(T a, int by);

    /// <summary>The floats equal to the lanes' bits as integers.</summary>
    static abstract T FloatOfBits(T a);

    /// <summary>x · 2ⁿ with one rounding, n a whole number in [−252, 254].</summary>
    static abstract T Scale(T x, T n);

    /// <summary>
    /// m in [¾, 3⁄2) with x = m · 2ᵉ, and e, exact for denormals too; of 0, e is −∞, of ∞ it is ∞; below 0 and of NaN, m or e is NaN.
    /// </summary>
    static abstract T Mantissa(T x, out T exponent);
}
