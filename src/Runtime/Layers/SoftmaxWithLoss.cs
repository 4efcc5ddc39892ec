using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>The mean over the rows of −log softmax(scores) at the label: softmax and cross entropy in one. dscores = (y − t) / N.</summary>
[Layer]
public sealed partial class SoftmaxWithLoss
{
    /// <summary>The loss of scores against labels.</summary>
    public Var Forward([Shape("...", "C")] Var scores, [Shape("...")] IntVar labels) => CrossEntropy(scores, labels);

    /// <summary>The loss of scores against one-hot (or soft) targets: what a network calls that has those instead of labels.</summary>
    public Var ForTargets([Shape("...", "C")] Var scores, [Shape("...", "C"), NoGrad] Var targets) => CrossEntropy(scores, targets);
}
