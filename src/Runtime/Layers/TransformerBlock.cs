using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// x + attention(norm(x)), then the same with a layer of 4·D and GELU in the place of attention. Vaswani et al., "Attention is all you need",
/// NeurIPS 2017; with the normalisation first and GELU, as in Radford et al., "Language models are unsupervised multitask learners", 2019.
/// </summary>
[Layer]
[Where("D % Heads == 0")]
public sealed partial class TransformerBlock
{
    /// <summary>Normalises what attention sees.</summary>
    [Sub("D")] public partial LayerNorm BeforeAttention { get; }

    /// <summary>Mixes positions.</summary>
    [Sub("D", "Heads"), Set("Causal", "Causal")] public partial MultiHeadAttention Attention { get; }

    /// <summary>Normalises what the two layers see.</summary>
    [Sub("D")] public partial LayerNorm BeforeLayers { get; }

    /// <summary>The first of the two layers.</summary>
    [Sub("D", "4*D")] public partial Affine Up { get; }

    /// <summary>The second of the two layers.</summary>
    [Sub("4*D", "D")] public partial Affine Down { get; }

    /// <summary>1 if a position sees those before it and itself alone, as in a model of language; 0 if it sees all.</summary>
    [Setting(1f)] public partial float Causal { get; }

    /// <summary>The T positions of <paramref name="x"/>, of D features, after attention and two layers.</summary>
    [return: Shape("N", "T", "D")]
    public Var Forward([Shape("N", "T", "D")] Var x)
    {
        Var mixed = x + Attention.Forward(BeforeAttention.Forward(x));
        return mixed + Down.Forward(Ops.Gelu(Up.Forward(BeforeLayers.Forward(mixed))));
    }
}
