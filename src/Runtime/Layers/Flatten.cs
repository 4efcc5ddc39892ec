using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>Each image as one row of all its values: what stands between convolutions and an <see cref="Affine"/>. dx = dy in the shape of x.</summary>
[Layer]
public sealed partial class Flatten
{
    /// <summary>Images (N, C, Height, Width) as rows of C·Height·Width values.</summary>
    [return: Shape("N", "C*Height*Width")]
    public Var Forward([Shape("N", "C", "Height", "Width")] Var x) => Ops.Flatten(x);
}
