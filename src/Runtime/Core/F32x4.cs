using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;

namespace NNGen.Core;

/// <summary>Four floats: a <see cref="Vector128{T}"/>. Used where that is in hardware (SSE, AdvSimd).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct F32x4 : IVec<F32x4>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector128<float> _value;

    [MethodImpl(Inline)]
    internal F32x4(Vector128<float> value) => _value = value;

    static int IVec<F32x4>.Count => 4;
    static F32x4 IVec<F32x4>.Zero => new(Vector128<float>.Zero);
    static F32x4 IVec<F32x4>.One => new(Vector128<float>.One);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Broadcast(float value) => new(Create(value));

    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.operator +(F32x4 a, F32x4 b) => new(a._value + b._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.operator -(F32x4 a, F32x4 b) => new(a._value - b._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.operator *(F32x4 a, F32x4 b) => new(a._value * b._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.operator /(F32x4 a, F32x4 b) => new(a._value / b._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.operator -(F32x4 a) => new(-a._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.FusedMultiplyAdd(F32x4 a, F32x4 b, F32x4 c) => new(MultiplyAddEstimate(a._value, b._value, c._value));
    [MethodImpl(Inline)]
    static void IVec<F32x4>.AddProduct(ref F32x4 sum, F32x4 a, F32x4 b) => sum._value = MultiplyAddEstimate(a._value, b._value, sum._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Abs(F32x4 x) => new(Vector128.Abs(x._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Sqrt(F32x4 x) => new(Vector128.Sqrt(x._value));

    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Less(F32x4 a, F32x4 b) => new(LessThan(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.LessOrEqual(F32x4 a, F32x4 b) => new(LessThanOrEqual(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Greater(F32x4 a, F32x4 b) => new(GreaterThan(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.GreaterOrEqual(F32x4 a, F32x4 b) => new(GreaterThanOrEqual(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Equal(F32x4 a, F32x4 b) => new(Vector128.Equals(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Select(F32x4 mask, F32x4 whenTrue, F32x4 whenFalse)
        => new(ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.And(F32x4 a, F32x4 b) => new(a._value & b._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Or(F32x4 a, F32x4 b) => new(a._value | b._value);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Not(F32x4 a) => new(~a._value);

    [MethodImpl(Inline)]
    static float IVec<F32x4>.Sum(F32x4 v) => Vector128.Sum(v._value);
    [MethodImpl(Inline)]
    static float IVec<F32x4>.MaxAcross(F32x4 v)
    {
        F32x4 pairs = Across.Largest(v, new(Shuffle(v._value, Create(2, 3, 0, 1))));
        return Across.Largest(pairs, new(Shuffle(pairs._value, Create(1, 0, 3, 2))))._value.ToScalar();
    }

    [MethodImpl(Inline)]
    static float IVec<F32x4>.MinAcross(F32x4 v)
    {
        F32x4 pairs = Across.Smallest(v, new(Shuffle(v._value, Create(2, 3, 0, 1))));
        return Across.Smallest(pairs, new(Shuffle(pairs._value, Create(1, 0, 3, 2))))._value.ToScalar();
    }

    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Load(float* address) => new(Vector128.Load(address));
    [MethodImpl(Inline)]
    static void IVec<F32x4>.Store(float* address, F32x4 value) => value._value.Store(address);
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.FirstLanes(nint count) => new(First(count));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.LoadFirst(float* address, nint count) => new(Create(
        count > 0 ? address[0] : 0, count > 1 ? address[1] : 0, count > 2 ? address[2] : 0, count > 3 ? address[3] : 0));
    [MethodImpl(Inline)]
    static void IVec<F32x4>.StoreFirst(float* address, nint count, F32x4 value)
    {
        for (int lane = 0; lane < count && lane < 4; lane++) address[lane] = value._value[lane];
    }

    [MethodImpl(Inline)]
    static Vector128<float> IVec<F32x4>.SumsOfProducts(F32x4 x, F32x4 a, F32x4 b, F32x4 c, F32x4 d)
        => LaneSums.Of(x._value * a._value, x._value * b._value, x._value * c._value, x._value * d._value);

    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.MinNative(F32x4 a, F32x4 b) => new(Vector128.MinNative(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.MaxNative(F32x4 a, F32x4 b) => new(Vector128.MaxNative(a._value, b._value));
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.AddBits(F32x4 a, F32x4 b) => new((a._value.AsInt32() + b._value.AsInt32()).AsSingle());
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.ShiftBitsLeft(F32x4 a, int by) => new((a._value.AsInt32() << by).AsSingle());
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.ShiftBitsRight(F32x4 a, int by) => new((a._value.AsInt32() >> by).AsSingle());
    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.FloatOfBits(F32x4 a) => new(ConvertToSingle(a._value.AsInt32()));
    [MethodImpl(Inline)]
    static bool IVec<F32x4>.SameBits(F32x4 a, F32x4 b) => EqualsAll(a._value.AsInt32(), b._value.AsInt32());

    [MethodImpl(Inline)]
    static F32x4 IVec<F32x4>.Apply<TFunction>(F32x4 x) => new(TFunction.Of<Instructions128, Vector128<float>>(x._value));

    [MethodImpl(Inline)]
    private static Vector128<float> First(nint count) => LessThan(Vector128<int>.Indices, Create((int)count)).AsSingle();
}
