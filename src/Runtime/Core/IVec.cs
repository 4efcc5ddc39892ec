using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// A short vector of floats of some width. A kernel is written once over <typeparamref name="TSelf"/> and the JIT makes
/// each width of it: <see cref="F32x16"/>, <see cref="F32x8"/>, <see cref="F32x4"/> and <see cref="F32x1"/>.
/// Every function works on each lane alone and lets NaN through; every width computes the same function.
/// </summary>
/// <remarks>
/// A comparison gives a mask: a lane of all one bits where it holds, of zero bits where it does not (NaN holds in none).
/// Every function with a body here must be inlined, by attribute: where the JIT finds one not worth it, the call goes by way of a lookup
/// of the generic method at run time, 1.6 µs a vector.
/// The functions below the primitives are written once, in <see cref="VectorMath"/>, <see cref="NormalDistribution"/> and <see cref="Trigonometry"/>. Their errors are in units of
/// the result's last place, the greatest measured where a multiplication and an addition are fused, rounded up: of tanh, sigmoid, sin and cos over every seventh
/// float, of SiLU over every 21st, of Φ and GELU over every 357th, of the others over every seventeenth.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface IVec<TSelf> where TSelf : struct, IVec<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>0 in every lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>1 in every lane.</summary>
    static abstract TSelf One { get; }

    /// <summary><paramref name="value"/> in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>a + b</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a · b</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>−a</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a · b + c, rounded once where the hardware can, twice where only software could.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>
    /// sum = a · b + sum, the same to the bit. Written into its place, the sum stays in its register: otherwise the JIT computes it in that
    /// of a last used factor and moves it, one instruction more for each product of an inner kernel.
    /// </summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>|x|</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>√x, correctly rounded; NaN below 0.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The mask of a &lt; b.</summary>
    static abstract TSelf Less(TSelf a, TSelf b);

    /// <summary>The mask of a ≤ b.</summary>
    static abstract TSelf LessOrEqual(TSelf a, TSelf b);

    /// <summary>The mask of a &gt; b.</summary>
    static abstract TSelf Greater(TSelf a, TSelf b);

    /// <summary>The mask of a ≥ b.</summary>
    static abstract TSelf GreaterOrEqual(TSelf a, TSelf b);

    /// <summary>The mask of a = b.</summary>
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>The lanes of <paramref name="whenTrue"/> where the mask is set, else those of <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>The bits that both have: of two masks, where both hold.</summary>
    static abstract TSelf And(TSelf a, TSelf b);

    /// <summary>The bits that either has: of two masks, where either holds.</summary>
    static abstract TSelf Or(TSelf a, TSelf b);

    /// <summary>The bits turned: of a mask, where it does not hold.</summary>
    static abstract TSelf Not(TSelf a);

    /// <summary>The sum over the lanes.</summary>
    static abstract float Sum(TSelf v);

    /// <summary>The largest of the lanes; NaN if any is.</summary>
    static abstract float MaxAcross(TSelf v);

    /// <summary>The smallest of the lanes; NaN if any is.</summary>
    static abstract float MinAcross(TSelf v);

    /// <summary>The smaller of the two; NaN if either is, as NumPy's minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Min(TSelf a, TSelf b) => TSelf.Select(TSelf.Equal(a, a), TSelf.MinNative(a, b), a);

    /// <summary>The larger of the two; NaN if either is, as NumPy's maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Max(TSelf a, TSelf b) => TSelf.Select(TSelf.Equal(a, a), TSelf.MaxNative(a, b), a);

    /// <summary>1 / √x by a square root and a division, no estimate: within 1.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Rsqrt(TSelf x) => TSelf.One / TSelf.Sqrt(x);

    /// <summary>x²</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Square(TSelf x) => x * x;

    /// <summary>−1, 0 or 1 by the sign of x; NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sign(TSelf x) => VectorMath.Sign(x);

    /// <summary>max(x, 0); NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Relu(TSelf x) => TSelf.Select(TSelf.Less(x, TSelf.Zero), TSelf.Zero, x);

    /// <summary>eˣ, within 1.05 ulp, down to the smallest denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp(TSelf x) => TSelf.Apply<VectorMath.Exp>(x);

    /// <summary>eˣ − 1 without cancellation, within 1.65 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Expm1(TSelf x) => TSelf.Apply<VectorMath.Expm1>(x);

    /// <summary>ln x, within 0.9 ulp; −∞ of 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log(TSelf x) => TSelf.Apply<VectorMath.Log>(x);

    /// <summary>ln(1 + x) without cancellation, within 1.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log1p(TSelf x) => TSelf.Apply<VectorMath.Log1p>(x);

    /// <summary>tanh x, within 2.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Tanh(TSelf x) => TSelf.Apply<VectorMath.Tanh>(x);

    /// <summary>1 / (1 + e⁻ˣ), within 2.5 ulp; exactly 0 where the result would be denormal (x &lt; −87.33).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sigmoid(TSelf x) => TSelf.Apply<VectorMath.Sigmoid>(x);

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Softplus(TSelf x) => TSelf.Apply<VectorMath.Softplus>(x);

    /// <summary>x · sigmoid(x), within 2.5 ulp; exactly 0 where sigmoid is (x &lt; −87.33).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Silu(TSelf x) => TSelf.Apply<VectorMath.Silu>(x);

    /// <summary>The share Φ(x) of the normal distribution that lies below x, within 4 ulp; exactly 0 below −12.9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf NormalCdf(TSelf x) => TSelf.Apply<NormalDistribution.Cdf>(x);

    /// <summary>x · Φ(x), within 4.5 ulp; exactly 0 below −12.9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Gelu(TSelf x) => TSelf.Apply<NormalDistribution.Gelu>(x);

    /// <summary>½x·(1 + tanh(√(2/π)·(x + 0.044715x³))), as x times a sigmoid; exactly 0 where that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf GeluTanh(TSelf x) => TSelf.Apply<VectorMath.GeluTanh>(x);

    /// <summary>x where it is positive, else slope · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf LeakyRelu(TSelf x, TSelf slope) => TSelf.Select(TSelf.Greater(x, TSelf.Zero), x, slope * x);

    /// <summary>x where it is positive, else alpha · (eˣ − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Elu(TSelf x, TSelf alpha) => TSelf.Select(TSelf.Greater(x, TSelf.Zero), x, alpha * TSelf.Expm1(x));

    /// <summary>sin x, x in radians, within 1.6 ulp; beyond ±131072, and without a fused multiply-add, as <see cref="MathF.Sin"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sin(TSelf x) => Trigonometry.Sin(x);

    /// <summary>cos x, x in radians, within 1.6 ulp; beyond ±131072, and without a fused multiply-add, as <see cref="MathF.Cos"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Cos(TSelf x) => Trigonometry.Cos(x);

    /// <summary>The error function 2/√π · ∫₀ˣ e^(−t²) dt, within 1.1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Erf(TSelf x) => TSelf.Apply<NormalDistribution.Erf>(x);

    /// <summary>xʸ, as <see cref="MathF.Pow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Pow(TSelf x, TSelf y) => LaneByLane.Apply<TSelf, LaneByLane.Pow>(x, y);

    /// <summary>As many floats as there are lanes, from an address of any alignment.</summary>
    internal static abstract TSelf Load(float* address);

    /// <summary>Writes every lane to an address of any alignment.</summary>
    internal static abstract void Store(float* address, TSelf value);

    /// <summary>The first <paramref name="count"/> floats, 0 in the other lanes; touches nothing behind them.</summary>
    internal static abstract TSelf LoadFirst(float* address, nint count);

    /// <summary>Writes the first <paramref name="count"/> lanes; touches nothing behind them.</summary>
    internal static abstract void StoreFirst(float* address, nint count, TSelf value);

    /// <summary>The mask of the first <paramref name="count"/> lanes.</summary>
    internal static abstract TSelf FirstLanes(nint count);

    /// <summary>Σ x · a, Σ x · b, Σ x · c and Σ x · d over the lanes: four together, since all but the products is then done once for them.</summary>
    internal static abstract Vector128<float> SumsOfProducts(TSelf x, TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>a &lt; b ? a : b, in one instruction: NaN in <paramref name="b"/> comes through, NaN in a may not.</summary>
    internal static abstract TSelf MinNative(TSelf a, TSelf b);

    /// <summary>a &gt; b ? a : b, in one instruction: NaN in <paramref name="b"/> comes through, NaN in a may not.</summary>
    internal static abstract TSelf MaxNative(TSelf a, TSelf b);

    /// <summary>The sum of the lanes' bits as integers.</summary>
    internal static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>The lanes' bits, shifted to the left.</summary>
    internal static abstract TSelf ShiftBitsLeft(TSelf a, int by);

    /// <summary>The lanes' bits, shifted to the right; the sign bit fills.</summary>
    internal static abstract TSelf ShiftBitsRight(TSelf a, int by);

    /// <summary>The floats equal to the lanes' bits as integers.</summary>
    internal static abstract TSelf FloatOfBits(TSelf a);

    /// <summary>Whether every bit of every lane is the same.</summary>
    internal static abstract bool SameBits(TSelf a, TSelf b);

    /// <summary>A function of each lane.</summary>
    internal static abstract TSelf Apply<TFunction>(TSelf x) where TFunction : struct, IElementary;
}
