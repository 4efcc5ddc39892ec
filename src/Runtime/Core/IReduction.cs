using System.ComponentModel;

namespace NNGen.Core;

/// <summary>What a reduction adds up (or takes the largest or smallest of), and what it makes of the total.</summary>
/// <remarks>Mark the implementations <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>, as with <see cref="IMap"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReduction
{
    /// <summary>The term at one position; stores nothing.</summary>
    V Term<V>(Lanes<V> at) where V : struct, IVec<V>;

    /// <summary>The result, made of the total: the total itself, or a mean, which divides here.</summary>
    /// <remarks>No default: calling a default method of an interface on a struct boxes it, and a step must allocate nothing.</remarks>
    V Finish<V>(V total) where V : struct, IVec<V>;
}
