using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.Intrinsics.Vector256;

namespace NNGen.Core;

/// <summary>Eight floats: a <see cref="Vector256{T}"/>. Used where that is in hardware (AVX2).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct F32x8 : IVec<F32x8>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector256<float> _value;

    [MethodImpl(Inline)]
    internal F32x8(Vector256<float> value) => _value = value;

    static int IVec<F32x8>.Count => 8;
    static F32x8 IVec<F32x8>.Zero => new(Vector256<float>.Zero);
    static F32x8 IVec<F32x8>.One => new(Vector256<float>.One);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Broadcast(float value) => new(Create(value));

    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.operator +(F32x8 a, F32x8 b) => new(a._value + b._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.operator -(F32x8 a, F32x8 b) => new(a._value - b._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.operator *(F32x8 a, F32x8 b) => new(a._value * b._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.operator /(F32x8 a, F32x8 b) => new(a._value / b._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.operator -(F32x8 a) => new(-a._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.FusedMultiplyAdd(F32x8 a, F32x8 b, F32x8 c) => new(MultiplyAddEstimate(a._value, b._value, c._value));
    [MethodImpl(Inline)]
    static void IVec<F32x8>.AddProduct(ref F32x8 sum, F32x8 a, F32x8 b) => sum._value = MultiplyAddEstimate(a._value, b._value, sum._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Abs(F32x8 x) => new(Vector256.Abs(x._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Sqrt(F32x8 x) => new(Vector256.Sqrt(x._value));

    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Less(F32x8 a, F32x8 b) => new(LessThan(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.LessOrEqual(F32x8 a, F32x8 b) => new(LessThanOrEqual(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Greater(F32x8 a, F32x8 b) => new(GreaterThan(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.GreaterOrEqual(F32x8 a, F32x8 b) => new(GreaterThanOrEqual(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Equal(F32x8 a, F32x8 b) => new(Vector256.Equals(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Select(F32x8 mask, F32x8 whenTrue, F32x8 whenFalse)
        => new(ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.And(F32x8 a, F32x8 b) => new(a._value & b._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Or(F32x8 a, F32x8 b) => new(a._value | b._value);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Not(F32x8 a) => new(~a._value);

    [MethodImpl(Inline)]
    static float IVec<F32x8>.Sum(F32x8 v) => Vector256.Sum(v._value);
    [MethodImpl(Inline)]
    static float IVec<F32x8>.MaxAcross(F32x8 v) => Across.Max(new F32x4(v._value.GetLower()), new F32x4(v._value.GetUpper()));
    [MethodImpl(Inline)]
    static float IVec<F32x8>.MinAcross(F32x8 v) => Across.Min(new F32x4(v._value.GetLower()), new F32x4(v._value.GetUpper()));

    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Load(float* address) => new(Vector256.Load(address));
    [MethodImpl(Inline)]
    static void IVec<F32x8>.Store(float* address, F32x8 value) => value._value.Store(address);
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.FirstLanes(nint count) => new(First(count));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.LoadFirst(float* address, nint count) => new(Avx.MaskLoad(address, First(count)));
    [MethodImpl(Inline)]
    static void IVec<F32x8>.StoreFirst(float* address, nint count, F32x8 value) => Avx.MaskStore(address, First(count), value._value);

    [MethodImpl(Inline)]
    static Vector128<float> IVec<F32x8>.SumsOfProducts(F32x8 x, F32x8 a, F32x8 b, F32x8 c, F32x8 d)
        => LaneSums.Of(x._value * a._value, x._value * b._value, x._value * c._value, x._value * d._value);

    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.MinNative(F32x8 a, F32x8 b) => new(Vector256.MinNative(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.MaxNative(F32x8 a, F32x8 b) => new(Vector256.MaxNative(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.AddBits(F32x8 a, F32x8 b) => new((a._value.AsInt32() + b._value.AsInt32()).AsSingle());
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.ShiftBitsLeft(F32x8 a, int by) => new((a._value.AsInt32() << by).AsSingle());
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.ShiftBitsRight(F32x8 a, int by) => new((a._value.AsInt32() >> by).AsSingle());
    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.FloatOfBits(F32x8 a) => new(ConvertToSingle(a._value.AsInt32()));
    [MethodImpl(Inline)]
    static bool IVec<F32x8>.SameBits(F32x8 a, F32x8 b) => EqualsAll(a._value.AsInt32(), b._value.AsInt32());

    [MethodImpl(Inline)]
    static F32x8 IVec<F32x8>.Apply<TFunction>(F32x8 x) => new(TFunction.Of<Instructions256, Vector256<float>>(x._value));

    [MethodImpl(Inline)]
    private static Vector256<float> First(nint count) => LessThan(Vector256<int>.Indices, Create((int)count)).AsSingle();
}
