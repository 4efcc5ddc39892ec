using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.Intrinsics.Vector512;

namespace NNGen.Core;

/// <summary>Sixteen floats: a <see cref="Vector512{T}"/>. Used where that is in hardware (AVX-512).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct F32x16 : IVec<F32x16>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector512<float> _value;

    [MethodImpl(Inline)]
    internal F32x16(Vector512<float> value) => _value = value;

    static int IVec<F32x16>.Count => 16;
    static F32x16 IVec<F32x16>.Zero => new(Vector512<float>.Zero);
    static F32x16 IVec<F32x16>.One => new(Vector512<float>.One);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Broadcast(float value) => new(Create(value));

    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.operator +(F32x16 a, F32x16 b) => new(a._value + b._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.operator -(F32x16 a, F32x16 b) => new(a._value - b._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.operator *(F32x16 a, F32x16 b) => new(a._value * b._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.operator /(F32x16 a, F32x16 b) => new(a._value / b._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.operator -(F32x16 a) => new(-a._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.FusedMultiplyAdd(F32x16 a, F32x16 b, F32x16 c) => new(MultiplyAddEstimate(a._value, b._value, c._value));
    [MethodImpl(Inline)]
    static void IVec<F32x16>.AddProduct(ref F32x16 sum, F32x16 a, F32x16 b) => sum._value = MultiplyAddEstimate(a._value, b._value, sum._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Abs(F32x16 x) => new(Vector512.Abs(x._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Sqrt(F32x16 x) => new(Vector512.Sqrt(x._value));

    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Less(F32x16 a, F32x16 b) => new(LessThan(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.LessOrEqual(F32x16 a, F32x16 b) => new(LessThanOrEqual(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Greater(F32x16 a, F32x16 b) => new(GreaterThan(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.GreaterOrEqual(F32x16 a, F32x16 b) => new(GreaterThanOrEqual(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Equal(F32x16 a, F32x16 b) => new(Vector512.Equals(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Select(F32x16 mask, F32x16 whenTrue, F32x16 whenFalse)
        => new(ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.And(F32x16 a, F32x16 b) => new(a._value & b._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Or(F32x16 a, F32x16 b) => new(a._value | b._value);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Not(F32x16 a) => new(~a._value);

    [MethodImpl(Inline)]
    static float IVec<F32x16>.Sum(F32x16 v) => Vector512.Sum(v._value);
    [MethodImpl(Inline)]
    static float IVec<F32x16>.MaxAcross(F32x16 v) => Across.Max(new F32x8(v._value.GetLower()), new F32x8(v._value.GetUpper()));
    [MethodImpl(Inline)]
    static float IVec<F32x16>.MinAcross(F32x16 v) => Across.Min(new F32x8(v._value.GetLower()), new F32x8(v._value.GetUpper()));

    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Load(float* address) => new(Vector512.Load(address));
    [MethodImpl(Inline)]
    static void IVec<F32x16>.Store(float* address, F32x16 value) => value._value.Store(address);
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.FirstLanes(nint count) => new(First(count));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.LoadFirst(float* address, nint count) => new(Avx512F.MaskLoad(address, First(count), Vector512<float>.Zero));
    [MethodImpl(Inline)]
    static void IVec<F32x16>.StoreFirst(float* address, nint count, F32x16 value) => Avx512F.MaskStore(address, First(count), value._value);

    [MethodImpl(Inline)]
    static Vector128<float> IVec<F32x16>.SumsOfProducts(F32x16 x, F32x16 a, F32x16 b, F32x16 c, F32x16 d)
        => LaneSums.Of(x._value * a._value, x._value * b._value, x._value * c._value, x._value * d._value);

    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.MinNative(F32x16 a, F32x16 b) => new(Vector512.MinNative(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.MaxNative(F32x16 a, F32x16 b) => new(Vector512.MaxNative(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.AddBits(F32x16 a, F32x16 b) => new((a._value.AsInt32() + b._value.AsInt32()).AsSingle());
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.ShiftBitsLeft(F32x16 a, int by) => new((a._value.AsInt32() << by).AsSingle());
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.ShiftBitsRight(F32x16 a, int by) => new((a._value.AsInt32() >> by).AsSingle());
    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.FloatOfBits(F32x16 a) => new(ConvertToSingle(a._value.AsInt32()));
    [MethodImpl(Inline)]
    static bool IVec<F32x16>.SameBits(F32x16 a, F32x16 b) => EqualsAll(a._value.AsInt32(), b._value.AsInt32());

    [MethodImpl(Inline)]
    static F32x16 IVec<F32x16>.Apply<TFunction>(F32x16 x) => new(TFunction.Of<Instructions512, Vector512<float>>(x._value));

    [MethodImpl(Inline)]
    private static Vector512<float> First(nint count) => LessThan(Vector512<int>.Indices, Create((int)count)).AsSingle();
}
