using NNGen;
using static NNGen.Ops;

[Layer]
public sealed partial class Gated
{
    [Param("D", "H")] public partial Parameter Gate { get; }
    [Param("D", "H")] public partial Parameter Up { get; }
    [Param("D", "H")] public partial Parameter Down { get; }

    [return: Shape("N", "D")]
    public Var Forward([Shape("N", "D")] Var x)
    {
        var hidden = Sigmoid(MatMul(x, Gate)) * MatMul(x, Up);
        return x + MatMul(hidden, Down);
    }
}
