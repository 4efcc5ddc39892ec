using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// y = x·σ(x), element by element, also called swish. dx = dy·(σ(x) + y·(1 − σ(x))). Elfwing, Uchibe and Doya, "Sigmoid-weighted linear
/// units for neural network function approximation in reinforcement learning", 2017.
/// </summary>
[Layer]
public sealed partial class Silu
{
    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => Ops.Silu(x);
}
