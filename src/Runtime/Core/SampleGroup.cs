using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>As many samples of a batch as there are lanes: what a kernel reads of them and writes, by the number of the operand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct SampleGroup<V> where V : struct, IVec<V>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly float** _operands;
    private readonly float* _locals;
    private readonly nint _count;

    /// <param name="operands">Where each operand is.</param>
    /// <param name="locals">Memory for what the kernel computes for itself.</param>
    /// <param name="count">How many lanes hold a sample.</param>
    [MethodImpl(Inline)]
    internal SampleGroup(float** operands, float* locals, nint count)
    {
        _operands = operands;
        _locals = locals;
        _count = count;
    }

    /// <summary>The elements that each sample has of an operand.</summary>
    [MethodImpl(Inline)]
    public Samples<V> Samples(int operand) => new(_operands[operand]);

    /// <summary>An operand that is the same for all samples.</summary>
    [MethodImpl(Inline)]
    public Weights<V> Weights(int operand) => new(_operands[operand]);

    /// <summary>An operand that is added up over the batch.</summary>
    [MethodImpl(Inline)]
    public Totals<V> Totals(int operand) => new(_operands[operand], V.FirstLanes(_count));

    /// <summary>Elements of each sample that nobody sees but the kernel.</summary>
    /// <param name="start">How many such elements come before.</param>
    [MethodImpl(Inline)]
    public Samples<V> Local(int start) => new(_locals + start * V.Count);
}
