using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Sums over the samples of a batch: each lane adds up its own, and at the end the lanes are added.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Totals<V> where V : struct, IVec<V>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly float* _address;
    private readonly V _present;

    [MethodImpl(Inline)]
    internal Totals(float* address, V present)
    {
        _address = address;
        _present = present;
    }

    /// <summary>Adds a term of each sample to sum <paramref name="i"/>.</summary>
    [MethodImpl(Inline)]
    public void Add(int i, V term)
    {
        float* at = _address + (nint)i * V.Count;
        V total = V.Load(at);
        V.Store(at, V.Select(_present, total + term, total));
    }

    /// <summary>Adds a · b of each sample to sum <paramref name="i"/>.</summary>
    [MethodImpl(Inline)]
    public void Add(int i, V a, V b)
    {
        float* at = _address + (nint)i * V.Count;
        V total = V.Load(at);
        V.Store(at, V.Select(_present, V.FusedMultiplyAdd(a, b, total), total));
    }
}
