using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>The reduction of a tensor as it is: each term is the element, the result the total.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Identity : IReduction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(Lanes<V> at) where V : struct, IVec<V> => at.Load(0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Finish<V>(V total) where V : struct, IVec<V> => total;
}
