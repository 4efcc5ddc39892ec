using NNGen.Layers;

namespace NNGen.Bench;

/// <summary>Two affine layers with ReLU between them, and cross entropy.</summary>
[Layer]
public sealed partial class ShallowNet
{
    [Sub("I", "H")] public partial Affine Hidden { get; }

    [Sub("H", "O")] public partial Affine Output { get; }

    [Sub] public partial SoftmaxWithLoss Loss { get; }

    /// <summary>The scores.</summary>
    [return: Shape("N", "O")]
    public Var Predict([Shape("N", "I")] Var x) => Output.Forward(Ops.Relu(Hidden.Forward(x)));

    /// <summary>The mean cross entropy.</summary>
    public Var Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N")] IntVar t) => Loss.Forward(Predict(x), t);
}
