using System.ComponentModel;

namespace NNGen.Core;

/// <summary>
/// An elementwise kernel, emitted by the generator as a small struct; its fields are the scalars known at run time.
/// </summary>
/// <remarks>
/// Mark the implementation <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>: inlined into <see cref="Map"/>'s loop its
/// operands stay in registers. Without it the result is the same, but a kernel of any size costs a call for each vector.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMap
{
    /// <summary>Reads its inputs and writes its outputs at one position. An output may be the same memory as an input.</summary>
    void Apply<V>(Lanes<V> at) where V : struct, IVec<V>;
}
