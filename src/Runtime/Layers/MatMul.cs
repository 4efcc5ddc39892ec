using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>y = x·W, without a bias. dx = dy·Wᵀ, dW = xᵀ·dy.</summary>
[Layer]
public sealed partial class MatMul
{
    /// <summary>The weights, started with Xavier's spread.</summary>
    [Param("I", "O")] public partial Parameter W { get; }

    /// <summary>Each row of <paramref name="x"/>, of I features, becomes a row of O features.</summary>
    [return: Shape("...", "O")]
    public Var Forward([Shape("...", "I")] Var x) => Ops.MatMul(x, W);
}
