using NNGen.Layers;

namespace NNGen.Samples.Spiral;

/// <summary>Two fully connected layers with a sigmoid between them, and softmax with cross entropy as the loss.</summary>
[Layer]
public sealed partial class TwoLayerNet
{
    [Sub("I", "H")] public partial Affine Hidden { get; }
    [Sub]           public partial Sigmoid Activation { get; }
    [Sub("H", "O")] public partial Affine Output { get; }
    [Sub]           public partial SoftmaxWithLoss Loss { get; }

    [return: Shape("N", "O")]
    public Var Predict([Shape("N", "I")] Var x)
        => Output.Forward(Activation.Forward(Hidden.Forward(x)));

    public Var Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N")] IntVar t)
        => Loss.Forward(Predict(x), t);
}
