using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Core;

/// <summary>
/// The operands of one kernel call on the stack, over rows and columns: where each begins, how far it steps from row to row, and
/// how it moves along the columns.
/// </summary>
/// <remarks>
/// Along the columns a stride of 1 is read in place and a stride of 0 from a splat (see <see cref="Lanes{V}"/>); with any other the
/// frame is <see cref="Scattered"/> and each vector goes through a <see cref="Scratch"/>.
/// </remarks>
internal unsafe struct Frame
{
    /// <summary>The operands that a kernel can name: 0 to 11.</summary>
    public const int KernelOperands = 12;

    /// <summary>The operand behind those: the product that an epilogue is given.</summary>
    public const int Product = KernelOperands;

    /// <summary>All of them.</summary>
    public const int MaxOperands = KernelOperands + 1;

    private const int MaxLanes = 16;
    private const int FloatsPerLine = 16;

    // What Lanes reads: the address in row 0, the step to the next row, the mask on the column.
    private fixed long _addresses[MaxOperands];
    private fixed long _steps[MaxOperands];
    private fixed long _masks[MaxOperands];

    // Where the values really are: differs from the above for an operand that is broadcast along the columns.
    private fixed long _starts[MaxOperands];
    private fixed long _origins[MaxOperands];
    private fixed long _rowStrides[MaxOperands];
    private fixed long _columnStrides[MaxOperands];

    private fixed float _splats[(MaxOperands + 1) * MaxLanes];
    private uint _broadcasts;

    /// <summary>A bit for each operand that is set.</summary>
    public uint Used;

    /// <summary>Whether an operand's stride along the columns is neither 0 nor 1.</summary>
    public bool Scattered;

    /// <summary>Empties the frame. An operand that a kernel names but was not given is at address 0: it faults, and writes nowhere.</summary>
    public void Clear()
    {
        new Span<long>(Unsafe.AsPointer(ref _addresses[0]), 3 * MaxOperands).Clear();
        _broadcasts = 0;
        Used = 0;
        Scattered = false;
    }

    /// <summary>Sets one operand. The frame must be on the stack and stay where it is.</summary>
    public void Set(int index, float* origin, nint rowStride, nint columnStride)
    {
        Used |= 1u << index;
        _starts[index] = _origins[index] = (long)origin;
        _rowStrides[index] = rowStride;
        _columnStrides[index] = columnStride;
        if (columnStride > 1) Scattered = true;
        if (columnStride == 0)
        {
            _broadcasts |= 1u << index;
            _addresses[index] = (long)SplatOf(index);
            _steps[index] = 0;
            _masks[index] = 0;
        }
        else
        {
            _addresses[index] = (long)origin;
            _steps[index] = rowStride;
            _masks[index] = -1;
        }
    }

    /// <summary>Moves an operand by so many elements, with the same strides.</summary>
    public void Move(int index, nint by)
    {
        _origins[index] += by * sizeof(float);
        if (_columnStrides[index] != 0) _addresses[index] = _origins[index];
    }

    /// <summary>Makes a position of the space as it was set the origin of every operand.</summary>
    public void Enter(nint row, nint column)
    {
        for (uint left = Used; left != 0; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            _origins[index] = _starts[index] + (row * (nint)_rowStrides[index] + column * (nint)_columnStrides[index]) * sizeof(float);
            if (_columnStrides[index] != 0) _addresses[index] = _origins[index];
        }
    }

    /// <summary>
    /// Asks for the operands at some rows and columns of the space as it was set, so that they are in the cache when a long computation
    /// before is done. Each row is far from the one before, and dear functions leave no room to read ahead (a product times the derivative
    /// of GELU, 1024 × 1024 × 256: 9.0 ms without, 6.6 ms with it).
    /// </summary>
    public readonly void Prefetch(nint row, nint column, nint rows, nint columns)
    {
        if (!Sse.IsSupported) return;
        for (uint left = Used & (1u << Product) - 1; left != 0; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            nint stride = (nint)_rowStrides[index];
            if (stride == 0 || _columnStrides[index] != 1) continue;
            for (float* at = Start(index, row, column), end = at + rows * stride; at < end; at += stride)
            {
                for (nint line = 0; line < columns; line += FloatsPerLine) Sse.Prefetch0(at + line);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float* Address(int index, nint row) => (float*)(nint)_addresses[index] + row * (nint)_steps[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint Mask(int index) => (nint)_masks[index];

    /// <summary>Where an operand's value at a position is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float* At(int index, nint row, nint column)
        => (float*)(nint)_origins[index] + row * (nint)_rowStrides[index] + column * (nint)_columnStrides[index];

    /// <summary>Where an operand's value at a position of the space as it was set is.</summary>
    public readonly float* Start(int index, nint row, nint column)
        => (float*)(nint)_starts[index] + row * (nint)_rowStrides[index] + column * (nint)_columnStrides[index];

    public readonly nint RowStride(int index) => (nint)_rowStrides[index];

    public readonly nint ColumnStride(int index) => (nint)_columnStrides[index];

    /// <summary>Spreads the values of a row that are broadcast along its columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Spread<V>(nint row) where V : struct, IVec<V>
    {
        for (uint left = _broadcasts; left != 0; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            V.Store(SplatOf(index), V.Broadcast(*At(index, row, 0)));
        }
    }

    // On a cache line of its own, so that no load of it crosses two.
    private float* SplatOf(int index)
        => (float*)(((nint)Unsafe.AsPointer(ref _splats[0]) + 63) & ~63) + index * MaxLanes;
}
