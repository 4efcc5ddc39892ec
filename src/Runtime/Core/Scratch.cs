using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// One vector of each operand, copied out of a frame: how a kernel sees elements that do not lie side by side. Lanes without
/// an element read 0.
/// </summary>
internal unsafe struct Scratch
{
    private const int MaxLanes = 16;

    private fixed float _values[Frame.MaxOperands * MaxLanes];
    private fixed float _before[Frame.MaxOperands * MaxLanes];

    /// <summary>The frame over the copies: one row, as many columns as lanes.</summary>
    public Frame Frame;

    /// <summary>Copies the operands of a frame at <paramref name="count"/> columns of a row. The scratch must be on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Gather<V>(Frame* from, nint row, nint column, nint count) where V : struct, IVec<V>
    {
        Frame.Clear();
        for (uint left = from->Used; left != 0; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            float* copy = Values(index);
            float* source = from->At(index, row, column);
            nint stride = from->ColumnStride(index);
            V value;
            if (stride == 1)
            {
                value = V.LoadFirst(source, count);
            }
            else if (stride == 0)
            {
                value = V.Broadcast(*source);
            }
            else
            {
                V.Store(copy, V.Zero);
                for (nint lane = 0; lane < count; lane++) copy[lane] = source[lane * stride];
                value = V.Load(copy);
            }

            V.Store(copy, value);
            V.Store(Before(index), value);
            Frame.Set(index, copy, 0, 1);
        }
    }

    /// <summary>
    /// Copies back what the kernel wrote. Which operands those are shows in their bits: an operand whose copy is as it was
    /// has either been read only or been given the value that it has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scatter<V>(Frame* to, nint row, nint column, nint count) where V : struct, IVec<V>
    {
        for (uint left = to->Used; left != 0; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            float* copy = Values(index);
            V value = V.Load(copy);
            if (V.SameBits(value, V.Load(Before(index)))) continue;

            float* destination = to->At(index, row, column);
            nint stride = to->ColumnStride(index);
            if (stride == 1)
            {
                V.StoreFirst(destination, count, value);
            }
            else
            {
                for (nint lane = 0; lane < count; lane++) destination[lane * stride] = copy[lane];
            }
        }
    }

    private float* Values(int index) => (float*)Unsafe.AsPointer(ref _values[0]) + index * MaxLanes;

    private float* Before(int index) => (float*)Unsafe.AsPointer(ref _before[0]) + index * MaxLanes;
}
