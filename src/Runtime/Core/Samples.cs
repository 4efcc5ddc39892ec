using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Some elements of each sample of a group: element j of all its samples is one vector.</summary>
/// <remarks>Lanes without a sample hold what the computation makes of zeros.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Samples<V> where V : struct, IVec<V>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly float* _address;

    [MethodImpl(Inline)]
    internal Samples(float* address) => _address = address;

    /// <summary>Element <paramref name="j"/> of every sample.</summary>
    public V this[int j]
    {
        [MethodImpl(Inline)]
        get => V.Load(_address + (nint)j * V.Count);
        [MethodImpl(Inline)]
        set => V.Store(_address + (nint)j * V.Count, value);
    }

    /// <summary>The elements from the <paramref name="start"/>th on.</summary>
    [MethodImpl(Inline)]
    public Samples<V> From(int start) => new(_address + (nint)start * V.Count);

    /// <summary>Σ x[i] · w[start + i · stride] over the first <paramref name="count"/> elements: a row of each sample times a column that all share.</summary>
    [MethodImpl(Inline)]
    public V Dot(int count, Weights<V> w, int start, int stride)
    {
        V total = this[0] * w[start];
        for (int i = 1; i < count; i++) total = V.FusedMultiplyAdd(this[i], w[start + i * stride], total);
        return total;
    }
}
