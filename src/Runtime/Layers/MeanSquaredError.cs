using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>The mean of (y − t)² over all elements. dy = 2·(y − t) / N, with N the number of elements.</summary>
[Layer]
public sealed partial class MeanSquaredError
{
    /// <summary>The loss of predictions against targets.</summary>
    public Var Forward([Shape("...")] Var predictions, [Shape("..."), NoGrad] Var targets) => Mean(Square(predictions - targets));
}
