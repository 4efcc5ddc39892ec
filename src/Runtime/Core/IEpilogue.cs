using System.ComponentModel;

namespace NNGen.Core;

/// <summary>What becomes of a matrix product where it is stored: bias, activation, a sum with what is there already.</summary>
/// <remarks>Mark the implementation <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>, as with <see cref="IMap"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue
{
    /// <summary>Stores the result made of <paramref name="product"/> and the operands at the same position.</summary>
    void Apply<V>(V product, Lanes<V> at) where V : struct, IVec<V>;
}
