using System.Runtime.CompilerServices;
using static System.BitConverter;

namespace NNGen.Core;

/// <summary>Those on one float.</summary>
internal readonly struct InstructionsScalar : IInstructions<float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static float Broadcast(float value) => value;

    [MethodImpl(Inline)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(Inline)]
    public static float Subtract(float a, float b) => a - b;

    [MethodImpl(Inline)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(Inline)]
    public static float Divide(float a, float b) => a / b;

    [MethodImpl(Inline)]
    public static float Negate(float a) => -a;

    [MethodImpl(Inline)]
    public static float FusedMultiplyAdd(float a, float b, float c) => float.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static float Abs(float a) => MathF.Abs(a);

    [MethodImpl(Inline)]
    public static float Min(float a, float b) => a < b ? a : b;

    [MethodImpl(Inline)]
    public static float Max(float a, float b) => a > b ? a : b;

    [MethodImpl(Inline)]
    public static float Less(float a, float b) => Mask(a < b);

    [MethodImpl(Inline)]
    public static float Greater(float a, float b) => Mask(a > b);

    [MethodImpl(Inline)]
    public static float Equal(float a, float b) => Mask(a == b);

    [MethodImpl(Inline)]
    public static float Select(float mask, float whenTrue, float whenFalse) => SingleToInt32Bits(mask) != 0 ? whenTrue : whenFalse;

    [MethodImpl(Inline)]
    public static float And(float a, float b) => Int32BitsToSingle(SingleToInt32Bits(a) & SingleToInt32Bits(b));

    [MethodImpl(Inline)]
    public static float Or(float a, float b) => Int32BitsToSingle(SingleToInt32Bits(a) | SingleToInt32Bits(b));

    [MethodImpl(Inline)]
    public static float AddBits(float a, float b) => Int32BitsToSingle(SingleToInt32Bits(a) + SingleToInt32Bits(b));

    [MethodImpl(Inline)]
    public static float ShiftBitsLeft(float a, int by) => Int32BitsToSingle(SingleToInt32Bits(a) << by);

    [MethodImpl(Inline)]
    public static float ShiftBitsRight(float a, int by) => Int32BitsToSingle(SingleToInt32Bits(a) >> by);

    [MethodImpl(Inline)]
    public static float FloatOfBits(float a) => SingleToInt32Bits(a);

    [MethodImpl(Inline)]
    public static float Scale(float x, float n) => VectorMath.ScaleInTwoSteps<InstructionsScalar, float>(x, n);

    [MethodImpl(Inline)]
    public static float Mantissa(float x, out float exponent) => VectorMath.MantissaOfBits<InstructionsScalar, float>(x, out exponent);

    [MethodImpl(Inline)]
    private static float Mask(bool holds) => Int32BitsToSingle(holds ? -1 : 0);
}
