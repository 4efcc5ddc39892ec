using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.Intrinsics.Vector512;

namespace NNGen.Core;

/// <summary>
/// Two vectors of sixteen floats side by side, for <see cref="BatchLanes"/>: where each operation waits for the one before, as in a softmax,
/// two groups of samples take the time of one, and a weight is loaded once for both.
/// </summary>
/// <remarks>
/// Both registers are fields of this one struct: of a struct of two <see cref="F32x16"/> the JIT would not keep them in registers, and
/// it stops to inline when the calls within calls become too many.
/// </remarks>
internal unsafe struct F32x32 : IVec<F32x32>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // Not readonly: a sum of products is written into its place.
    private Vector512<float> _low, _high;

    [MethodImpl(Inline)]
    private F32x32(Vector512<float> low, Vector512<float> high) => (_low, _high) = (low, high);

    static int IVec<F32x32>.Count => 32;
    static F32x32 IVec<F32x32>.Zero => new(Vector512<float>.Zero, Vector512<float>.Zero);
    static F32x32 IVec<F32x32>.One => new(Vector512<float>.One, Vector512<float>.One);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Broadcast(float value) => new(Create(value), Create(value));

    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.operator +(F32x32 a, F32x32 b) => new(a._low + b._low, a._high + b._high);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.operator -(F32x32 a, F32x32 b) => new(a._low - b._low, a._high - b._high);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.operator *(F32x32 a, F32x32 b) => new(a._low * b._low, a._high * b._high);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.operator /(F32x32 a, F32x32 b) => new(a._low / b._low, a._high / b._high);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.operator -(F32x32 a) => new(-a._low, -a._high);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.FusedMultiplyAdd(F32x32 a, F32x32 b, F32x32 c) => new(MultiplyAddEstimate(a._low, b._low, c._low), MultiplyAddEstimate(a._high, b._high, c._high));
    [MethodImpl(Inline)]
    static void IVec<F32x32>.AddProduct(ref F32x32 sum, F32x32 a, F32x32 b)
    {
        sum._low = MultiplyAddEstimate(a._low, b._low, sum._low);
        sum._high = MultiplyAddEstimate(a._high, b._high, sum._high);
    }

    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Abs(F32x32 x) => new(Vector512.Abs(x._low), Vector512.Abs(x._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Sqrt(F32x32 x) => new(Vector512.Sqrt(x._low), Vector512.Sqrt(x._high));

    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Less(F32x32 a, F32x32 b) => new(LessThan(a._low, b._low), LessThan(a._high, b._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.LessOrEqual(F32x32 a, F32x32 b) => new(LessThanOrEqual(a._low, b._low), LessThanOrEqual(a._high, b._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Greater(F32x32 a, F32x32 b) => new(GreaterThan(a._low, b._low), GreaterThan(a._high, b._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.GreaterOrEqual(F32x32 a, F32x32 b) => new(GreaterThanOrEqual(a._low, b._low), GreaterThanOrEqual(a._high, b._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Equal(F32x32 a, F32x32 b) => new(Vector512.Equals(a._low, b._low), Vector512.Equals(a._high, b._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Select(F32x32 mask, F32x32 whenTrue, F32x32 whenFalse)
        => new(ConditionalSelect(mask._low, whenTrue._low, whenFalse._low), ConditionalSelect(mask._high, whenTrue._high, whenFalse._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.And(F32x32 a, F32x32 b) => new(a._low & b._low, a._high & b._high);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Or(F32x32 a, F32x32 b) => new(a._low | b._low, a._high | b._high);
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Not(F32x32 a) => new(~a._low, ~a._high);

    [MethodImpl(Inline)]
    static float IVec<F32x32>.Sum(F32x32 v) => Vector512.Sum(v._low + v._high);
    [MethodImpl(Inline)]
    static float IVec<F32x32>.MaxAcross(F32x32 v) => Across.Max(new F32x16(v._low), new F32x16(v._high));
    [MethodImpl(Inline)]
    static float IVec<F32x32>.MinAcross(F32x32 v) => Across.Min(new F32x16(v._low), new F32x16(v._high));

    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Load(float* address) => new(Vector512.Load(address), Vector512.Load(address + 16));
    [MethodImpl(Inline)]
    static void IVec<F32x32>.Store(float* address, F32x32 value)
    {
        value._low.Store(address);
        value._high.Store(address + 16);
    }

    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.FirstLanes(nint count) => new(First(count), First(count - 16));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.LoadFirst(float* address, nint count)
        => new(Avx512F.MaskLoad(address, First(count), Vector512<float>.Zero), Avx512F.MaskLoad(address + 16, First(count - 16), Vector512<float>.Zero));
    [MethodImpl(Inline)]
    static void IVec<F32x32>.StoreFirst(float* address, nint count, F32x32 value)
    {
        Avx512F.MaskStore(address, First(count), value._low);
        Avx512F.MaskStore(address + 16, First(count - 16), value._high);
    }

    [MethodImpl(Inline)]
    static Vector128<float> IVec<F32x32>.SumsOfProducts(F32x32 x, F32x32 a, F32x32 b, F32x32 c, F32x32 d)
        => LaneSums.Of(Fold(x, a), Fold(x, b), Fold(x, c), Fold(x, d));

    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.MinNative(F32x32 a, F32x32 b) => new(Vector512.MinNative(a._low, b._low), Vector512.MinNative(a._high, b._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.MaxNative(F32x32 a, F32x32 b) => new(Vector512.MaxNative(a._low, b._low), Vector512.MaxNative(a._high, b._high));
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.AddBits(F32x32 a, F32x32 b) => new((a._low.AsInt32() + b._low.AsInt32()).AsSingle(), (a._high.AsInt32() + b._high.AsInt32()).AsSingle());
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.ShiftBitsLeft(F32x32 a, int by) => new((a._low.AsInt32() << by).AsSingle(), (a._high.AsInt32() << by).AsSingle());
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.ShiftBitsRight(F32x32 a, int by) => new((a._low.AsInt32() >> by).AsSingle(), (a._high.AsInt32() >> by).AsSingle());
    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.FloatOfBits(F32x32 a) => new(ConvertToSingle(a._low.AsInt32()), ConvertToSingle(a._high.AsInt32()));
    [MethodImpl(Inline)]
    static bool IVec<F32x32>.SameBits(F32x32 a, F32x32 b) => EqualsAll(a._low.AsInt32(), b._low.AsInt32()) && EqualsAll(a._high.AsInt32(), b._high.AsInt32());

    [MethodImpl(Inline)]
    static F32x32 IVec<F32x32>.Apply<TFunction>(F32x32 x)
        => new(TFunction.Of<Instructions512, Vector512<float>>(x._low), TFunction.Of<Instructions512, Vector512<float>>(x._high));

    [MethodImpl(Inline)]
    private static Vector512<float> Fold(F32x32 a, F32x32 b) => MultiplyAddEstimate(a._high, b._high, a._low * b._low);

    [MethodImpl(Inline)]
    private static Vector512<float> First(nint count) => LessThan(Vector512<int>.Indices, Create((int)count)).AsSingle();
}
