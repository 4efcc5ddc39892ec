using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Reorders the axes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Permute
{
    /// <summary>
    /// y's axis d is x's axis <c>axes[d]</c>, as NumPy's transpose: y.Shape[d] = extents[axes[d]]. Both are dense and do not overlap.
    /// </summary>
    /// <param name="extents">The shape of x, up to six axes.</param>
    /// <param name="axes">Every axis of x once.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <exception cref="ArgumentException"><paramref name="axes"/> is no permutation, or a block is too short.</exception>
    public static void Run(ReadOnlySpan<int> extents, ReadOnlySpan<int> axes, Block x, Block y)
    {
        Check(extents, axes);
        Extents.Check(x, nameof(x), extents);
        Extents.Check(y, nameof(y), extents);

        Span<int> shape = stackalloc int[Operand.MaxRank];
        Span<int> strides = stackalloc int[Operand.MaxRank];
        int rank = Merge(extents, axes, shape, strides);
        shape = shape[..rank];
        strides = strides[..rank];
        if (shape.Contains(0)) return;

        int fastest = strides.IndexOf(1);
        if (fastest == rank - 1) Map.Run(new Copy(), shape, x.Strides(strides), y);
        else Exchange(shape, strides, fastest, x, y);
    }

    /// <summary>
    /// The shape of y and x's strides along it, with axes merged that stay together. At least one axis, and one of them of stride 1.
    /// </summary>
    private static int Merge(ReadOnlySpan<int> extents, ReadOnlySpan<int> axes, Span<int> shape, Span<int> strides)
    {
        int rank = 0;
        foreach (int axis in axes)
        {
            if (extents[axis] == 1) continue;
            int stride = 1;
            for (int inner = axis + 1; inner < extents.Length; inner++) stride *= extents[inner];

            if (rank > 0 && strides[rank - 1] == stride * extents[axis])
            {
                shape[rank - 1] *= extents[axis];
                strides[rank - 1] = stride;
            }
            else
            {
                shape[rank] = extents[axis];
                strides[rank++] = stride;
            }
        }

        if (rank == 0) (shape[0], strides[0], rank) = (1, 1, 1);
        return rank;
    }

    /// <summary>As <see cref="TransposeParts"/> does it.</summary>
    internal static void Exchange(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, int fastest, Block x, Block y)
    {
        fixed (int* extents = shape, steps = strides)
        {
            var parts = new TransposeParts(shape.Length, extents, steps, fastest, x.Pointer, y.Pointer);
            Workers.Run(parts, parts.Chunks);
        }

        x.KeepAlive();
        y.KeepAlive();
    }

    private static void Check(ReadOnlySpan<int> extents, ReadOnlySpan<int> axes)
    {
        if (extents.Length > Operand.MaxRank) throw new ArgumentException($"{extents.Length} axes; at most {Operand.MaxRank} are possible.", nameof(extents));

        int seen = 0;
        foreach (int axis in axes)
        {
            if ((uint)axis < (uint)extents.Length) seen |= 1 << axis;
        }

        if (axes.Length != extents.Length || seen != (1 << extents.Length) - 1)
            throw new ArgumentException($"({string.Join(", ", axes.ToArray())}) is no permutation of {extents.Length} axes.", nameof(axes));
    }

    private readonly struct Copy : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(1, at.Load(0));
    }
}
