using System.ComponentModel;

namespace NNGen.Core;

/// <summary>What is done with the samples of a batch, as many of them at a time as there are lanes; emitted by the generator as a small struct.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchKernel
{
    /// <summary>Computes one group of samples, each in a lane of its own.</summary>
    void Apply<V>(SampleGroup<V> at) where V : struct, IVec<V>;
}

/// <summary>
/// A kernel with a loop of so many operations that the JIT takes them in one piece only with a register to a vector: with two it would stop
/// to inline in the middle, and each operation that is left would go through memory. Kernels that hand groups of samples to each other are all
/// of this kind, or none of them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILongBatchKernel : IBatchKernel;
