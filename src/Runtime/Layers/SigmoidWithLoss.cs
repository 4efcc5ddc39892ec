using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// The mean over all elements of −t·log σ(scores) − (1 − t)·log(1 − σ(scores)): sigmoid and binary cross entropy in one.
/// dscores = (σ(scores) − t) / N, with N the number of elements.
/// </summary>
[Layer]
public sealed partial class SigmoidWithLoss
{
    /// <summary>The loss of scores against targets, each 0 or 1 or a probability between.</summary>
    public Var Forward([Shape("...")] Var scores, [Shape("..."), NoGrad] Var targets) => BinaryCrossEntropy(scores, targets);
}
