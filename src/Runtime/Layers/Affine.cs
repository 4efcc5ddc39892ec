using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>y = x·W + b: the fully connected layer. dx = dy·Wᵀ, dW = xᵀ·dy, db = Σ dy over the rows.</summary>
[Layer]
public sealed partial class Affine
{
    /// <summary>The weights, started with Xavier's spread.</summary>
    [Param("I", "O")] public partial Parameter W { get; }

    /// <summary>The bias, started at zero.</summary>
    [Param("O")] public partial Parameter B { get; }

    /// <summary>Each row of <paramref name="x"/>, of I features, becomes a row of O features.</summary>
    [return: Shape("...", "O")]
    public Var Forward([Shape("...", "I")] Var x) => MatMul(x, W) + B;
}
