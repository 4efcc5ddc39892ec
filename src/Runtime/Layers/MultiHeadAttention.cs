using System;
using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// Self-attention in several heads: softmax(q·kᵀ / √(D / Heads))·v in each, with q, k and v from x, and the heads side by side through one
/// more layer. Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.2.
/// </summary>
[Layer]
[Where("D % Heads == 0")]
public sealed partial class MultiHeadAttention
{
    /// <summary>Makes the queries of all heads.</summary>
    [Sub("D", "D")] public partial Affine Query { get; }

    /// <summary>Makes the keys of all heads; a bias would add the same to all scores of a position, which softmax does not see.</summary>
    [Sub("D", "D")] public partial MatMul Key { get; }

    /// <summary>Makes the values of all heads.</summary>
    [Sub("D", "D")] public partial Affine Value { get; }

    /// <summary>Joins what the heads have found.</summary>
    [Sub("D", "D")] public partial Affine Output { get; }

    /// <summary>The number of heads, which divides D.</summary>
    [Dim] public partial int Heads { get; }

    /// <summary>1 if a position sees those before it and itself alone, 0 if it sees all.</summary>
    [Setting(0f)] public partial float Causal { get; }

    /// <summary>Each of the T positions of <paramref name="x"/>, of D features, as a mixture of those that it sees.</summary>
    [return: Shape("N", "T", "D")]
    public Var Forward([Shape("N", "T", "D")] Var x)
    {
        var (n, t, d) = x.Shape;
        Var q = Split(Query.Forward(x));
        Var k = Split(Key.Forward(x));
        Var v = Split(Value.Forward(x));

        // What comes later gets a score so low that its share is 0.
        Var later = Where(ExpandDims(Arange(t), 1) < Arange(t), -1e9f * Causal, 0);
        Var shares = Ops.Softmax(Ops.MatMul(q, Transpose(k)) / MathF.Sqrt(d / Heads) + later);
        return Output.Forward(Reshape(Permute(Ops.MatMul(shares, v), 0, 2, 1, 3), n, t, d));
    }

    /// <summary>(N, T, D) to (N, Heads, T, D / Heads).</summary>
    private Var Split(Var x) => Permute(Reshape(x, x.Size(0), x.Size(1), Heads, x.Size(2) / Heads), 0, 2, 1, 3);
}
