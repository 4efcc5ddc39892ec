using NNGen.Layers;
using static NNGen.Ops;

namespace NNGen.Runtime.Tests.Layers;

/// <summary>The network of the first chapter: two layers, a sigmoid between them, softmax and cross entropy.</summary>
[Layer]
public sealed partial class TwoLayerNet
{
    [Sub("I", "H")] public partial Affine Hidden { get; }

    [Sub] public partial Sigmoid Activation { get; }

    [Sub("H", "O")] public partial Affine Output { get; }

    [Sub] public partial SoftmaxWithLoss Loss { get; }

    [return: Shape("N", "O")]
    public Var Predict([Shape("N", "I")] Var x) => Output.Forward(Activation.Forward(Hidden.Forward(x)));

    public Var Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N")] IntVar t) => Loss.Forward(Predict(x), t);
}

/// <summary>A layer with two inputs, a parameter and two results, one of them a mean.</summary>
[Layer]
public sealed partial class Blend
{
    [Param("H")] public partial Parameter W { get; }

    public (Var Mixed, Var Level) Forward([Shape("N", "H")] Var x, [Shape("N", "H")] Var y) => (x * W + y, Mean(Square(x - y)));
}

/// <summary>Halves of a vector, whose length has to be even.</summary>
[Layer]
[Where("L % 2 == 0")]
public sealed partial class Halves
{
    public Var Forward([Shape("N", "L")] Var x) => Sum(Reshape(x, x.Size(0), 2, x.Size(1) / 2), 1);
}
