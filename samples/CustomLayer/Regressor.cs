using NNGen.Layers;
using static NNGen.Ops;

namespace NNGen.Samples.CustomLayer;

/// <summary>The user's own layer in a network: a number for each row, learnt from examples by the mean squared error.</summary>
[Layer]
public sealed partial class Regressor
{
    [Sub("I", "D")]    public partial Affine Widen { get; }
    [Sub("D", "H")]    public partial GatedBlock Block { get; }
    [Sub("D", "1")]      public partial Affine Readout { get; }

    [return: Shape("N", "1")]
    public Var Predict([Shape("N", "I")] Var x) => Readout.Forward(Block.Forward(Widen.Forward(x)));

    public Var Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N", "1"), NoGrad] Var target) => Mean(Square(Predict(x) - target));
}
