using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Floats that are the same for every sample of a batch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Weights<V> where V : struct, IVec<V>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly float* _address;

    [MethodImpl(Inline)]
    internal Weights(float* address) => _address = address;

    /// <summary>Float <paramref name="i"/>, in every lane.</summary>
    public V this[int i]
    {
        [MethodImpl(Inline)]
        get => V.Broadcast(_address[i]);
    }
}
