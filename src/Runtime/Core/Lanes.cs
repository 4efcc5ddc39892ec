using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// What a kernel reads and writes at its current position: one vector of each operand.
/// </summary>
/// <remarks>
/// Each operand is an address and a mask on the shared index. An operand that is broadcast along the innermost extent has its
/// value splat in a vector on the stack and a mask of 0, so that no load branches. Written as separate fields, so that the
/// JIT keeps those a kernel uses in registers once the kernel is inlined, and drops the others.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct Lanes<V> where V : struct, IVec<V>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    internal nint Index;

    // How many lanes there are elements for: a constant wherever a kernel is inlined, so that only the loop over the last
    // columns loads and stores under a mask.
    private readonly bool _isPartial;
    private readonly nint _count;

    private readonly float* _p0, _p1, _p2, _p3, _p4, _p5, _p6, _p7, _p8, _p9, _p10, _p11, _p12;
    private readonly nint _m0, _m1, _m2, _m3, _m4, _m5, _m6, _m7, _m8, _m9, _m10, _m11, _m12;

    /// <summary>The lanes at the start of a row of a frame's operands.</summary>
    [MethodImpl(Inline)]
    internal Lanes(Frame* frame, nint row) : this(frame, row, isPartial: false, V.Count)
    {
    }

    /// <summary>The same, of which only the first <paramref name="count"/> lanes are loaded and stored.</summary>
    [MethodImpl(Inline)]
    internal Lanes(Frame* frame, nint row, nint count) : this(frame, row, isPartial: true, count)
    {
    }

    [MethodImpl(Inline)]
    private Lanes(Frame* frame, nint row, bool isPartial, nint count)
    {
        Index = 0;
        _isPartial = isPartial;
        _count = count;
        _p0 = frame->Address(0, row);
        _p1 = frame->Address(1, row);
        _p2 = frame->Address(2, row);
        _p3 = frame->Address(3, row);
        _p4 = frame->Address(4, row);
        _p5 = frame->Address(5, row);
        _p6 = frame->Address(6, row);
        _p7 = frame->Address(7, row);
        _p8 = frame->Address(8, row);
        _p9 = frame->Address(9, row);
        _p10 = frame->Address(10, row);
        _p11 = frame->Address(11, row);
        _p12 = frame->Address(12, row);
        _m0 = frame->Mask(0);
        _m1 = frame->Mask(1);
        _m2 = frame->Mask(2);
        _m3 = frame->Mask(3);
        _m4 = frame->Mask(4);
        _m5 = frame->Mask(5);
        _m6 = frame->Mask(6);
        _m7 = frame->Mask(7);
        _m8 = frame->Mask(8);
        _m9 = frame->Mask(9);
        _m10 = frame->Mask(10);
        _m11 = frame->Mask(11);
        _m12 = frame->Mask(12);
    }

    /// <summary>The vector of operand <paramref name="k"/>, a constant from 0 to 11.</summary>
    [MethodImpl(Inline)]
    public readonly V Load(int k)
    {
        float* address = Address(k);
        return _isPartial ? V.LoadFirst(address, _count) : V.Load(address);
    }

    /// <summary>Writes the vector of operand <paramref name="k"/>, a constant from 0 to 11.</summary>
    [MethodImpl(Inline)]
    public readonly void Store(int k, V value)
    {
        float* address = Address(k);
        if (_isPartial) V.StoreFirst(address, _count, value);
        else V.Store(address, value);
    }

    // In short methods, of which the JIT sees none but the one that a constant k leads to: it inlines a number of bytes and then
    // stops, and as one switch these took most of them (the gates of an LSTM, five functions in one loop, took eight times as long).
    [MethodImpl(Inline)]
    private readonly float* Address(int k)
    {
        if (k < 4) return First(k);
        if (k < 8) return Second(k);
        return k < 12 ? Third(k) : _p12 + (Index & _m12);
    }

    [MethodImpl(Inline)]
    private readonly float* First(int k)
    {
        if (k == 0) return _p0 + (Index & _m0);
        if (k == 1) return _p1 + (Index & _m1);
        return k == 2 ? _p2 + (Index & _m2) : _p3 + (Index & _m3);
    }

    [MethodImpl(Inline)]
    private readonly float* Second(int k)
    {
        if (k == 4) return _p4 + (Index & _m4);
        if (k == 5) return _p5 + (Index & _m5);
        return k == 6 ? _p6 + (Index & _m6) : _p7 + (Index & _m7);
    }

    [MethodImpl(Inline)]
    private readonly float* Third(int k)
    {
        if (k == 8) return _p8 + (Index & _m8);
        if (k == 9) return _p9 + (Index & _m9);
        return k == 10 ? _p10 + (Index & _m10) : _p11 + (Index & _m11);
    }
}
