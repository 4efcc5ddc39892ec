using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>An epilogue as an elementwise kernel over finished products and its operands.</summary>
internal readonly struct AtStore<TEpilogue>(TEpilogue epilogue) : IMap
    where TEpilogue : struct, IEpilogue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => epilogue.Apply(at.Load(Frame.Product), at);
}
