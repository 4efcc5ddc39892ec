using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// y = x ⋆ W + b: each of O kernels of K × K places slides over images of C channels. dx and dW are sums of the same products with dy in
/// the place of y, db = Σ dy over all but the outputs.
/// </summary>
[Layer]
[Where("Stride >= 1"), Where("Dilation >= 1"), Where("Groups >= 1"), Where("C % Groups == 0"), Where("O % Groups == 0")]
[Where("Dilation*(K - 1) + 1 <= Height + 2*Padding"), Where("Dilation*(K - 1) + 1 <= Width + 2*Padding")]
public sealed partial class Conv2D
{
    /// <summary>The channels that come in.</summary>
    [Dim] public partial int C { get; }

    /// <summary>The channels that go out.</summary>
    [Dim] public partial int O { get; }

    /// <summary>The places of a kernel along each side.</summary>
    [Dim] public partial int K { get; }

    /// <summary>The kernels, started with He's spread.</summary>
    [Param("O", "C/Groups", "K", "K", Init = Init.HeKernel)] public partial Parameter W { get; }

    /// <summary>The bias, started at zero.</summary>
    [Param("O")] public partial Parameter B { get; }

    /// <summary>The places from one step of a kernel to the next.</summary>
    [Setting(1)] public partial int Stride { get; }

    /// <summary>The zeros that are put on every side of an image.</summary>
    [Setting(0)] public partial int Padding { get; }

    /// <summary>How far apart the places are that a kernel looks at.</summary>
    [Setting(1)] public partial int Dilation { get; }

    /// <summary>Into how many groups the channels are split, and the outputs with them; each group sees its own channels alone.</summary>
    [Setting(1)] public partial int Groups { get; }

    /// <summary>Images of C channels become images of O.</summary>
    [return: Shape("N", "O", "(Height + 2*Padding - Dilation*(K - 1) - 1)/Stride + 1", "(Width + 2*Padding - Dilation*(K - 1) - 1)/Stride + 1")]
    public Var Forward([Shape("N", "C", "Height", "Width")] Var x) => Ops.Conv2D(x, W, Stride, Padding, Dilation, Groups) + Reshape(B, -1, 1, 1);
}
