using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.BitConverter;

namespace NNGen.Core;

/// <summary>One float: what a kernel computes with where there is no vector hardware.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct F32x1 : IVec<F32x1>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private float _value;

    [MethodImpl(Inline)]
    internal F32x1(float value) => _value = value;

    static int IVec<F32x1>.Count => 1;
    static F32x1 IVec<F32x1>.Zero => new(0);
    static F32x1 IVec<F32x1>.One => new(1);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Broadcast(float value) => new(value);

    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.operator +(F32x1 a, F32x1 b) => new(a._value + b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.operator -(F32x1 a, F32x1 b) => new(a._value - b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.operator *(F32x1 a, F32x1 b) => new(a._value * b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.operator /(F32x1 a, F32x1 b) => new(a._value / b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.operator -(F32x1 a) => new(-a._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.FusedMultiplyAdd(F32x1 a, F32x1 b, F32x1 c) => new(float.MultiplyAddEstimate(a._value, b._value, c._value));
    [MethodImpl(Inline)]
    static void IVec<F32x1>.AddProduct(ref F32x1 sum, F32x1 a, F32x1 b) => sum._value = float.MultiplyAddEstimate(a._value, b._value, sum._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Abs(F32x1 x) => new(MathF.Abs(x._value));
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Sqrt(F32x1 x) => new(MathF.Sqrt(x._value));

    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Less(F32x1 a, F32x1 b) => Mask(a._value < b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.LessOrEqual(F32x1 a, F32x1 b) => Mask(a._value <= b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Greater(F32x1 a, F32x1 b) => Mask(a._value > b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.GreaterOrEqual(F32x1 a, F32x1 b) => Mask(a._value >= b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Equal(F32x1 a, F32x1 b) => Mask(a._value == b._value);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Select(F32x1 mask, F32x1 whenTrue, F32x1 whenFalse) => Bits(mask) != 0 ? whenTrue : whenFalse;
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.And(F32x1 a, F32x1 b) => Of(Bits(a) & Bits(b));
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Or(F32x1 a, F32x1 b) => Of(Bits(a) | Bits(b));
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Not(F32x1 a) => Of(~Bits(a));

    [MethodImpl(Inline)]
    static float IVec<F32x1>.Sum(F32x1 v) => v._value;
    [MethodImpl(Inline)]
    static float IVec<F32x1>.MaxAcross(F32x1 v) => v._value;
    [MethodImpl(Inline)]
    static float IVec<F32x1>.MinAcross(F32x1 v) => v._value;

    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Load(float* address) => new(*address);
    [MethodImpl(Inline)]
    static void IVec<F32x1>.Store(float* address, F32x1 value) => *address = value._value;
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.FirstLanes(nint count) => Mask(count > 0);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.LoadFirst(float* address, nint count) => new(count > 0 ? *address : 0);
    [MethodImpl(Inline)]
    static void IVec<F32x1>.StoreFirst(float* address, nint count, F32x1 value)
    {
        if (count > 0) *address = value._value;
    }

    [MethodImpl(Inline)]
    static Vector128<float> IVec<F32x1>.SumsOfProducts(F32x1 x, F32x1 a, F32x1 b, F32x1 c, F32x1 d)
        => Vector128.Create(x._value * a._value, x._value * b._value, x._value * c._value, x._value * d._value);

    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.MinNative(F32x1 a, F32x1 b) => a._value < b._value ? a : b;
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.MaxNative(F32x1 a, F32x1 b) => a._value > b._value ? a : b;
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.AddBits(F32x1 a, F32x1 b) => Of(Bits(a) + Bits(b));
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.ShiftBitsLeft(F32x1 a, int by) => Of(Bits(a) << by);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.ShiftBitsRight(F32x1 a, int by) => Of(Bits(a) >> by);
    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.FloatOfBits(F32x1 a) => new(Bits(a));
    [MethodImpl(Inline)]
    static bool IVec<F32x1>.SameBits(F32x1 a, F32x1 b) => Bits(a) == Bits(b);

    [MethodImpl(Inline)]
    static F32x1 IVec<F32x1>.Apply<TFunction>(F32x1 x) => new(TFunction.Of<InstructionsScalar, float>(x._value));

    [MethodImpl(Inline)]
    private static int Bits(F32x1 a) => SingleToInt32Bits(a._value);

    [MethodImpl(Inline)]
    private static F32x1 Of(int bits) => new(Int32BitsToSingle(bits));

    [MethodImpl(Inline)]
    private static F32x1 Mask(bool holds) => Of(holds ? -1 : 0);
}
