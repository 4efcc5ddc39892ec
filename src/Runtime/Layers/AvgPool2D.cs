using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>The mean of each window of Size × Size places of each channel. Padding counts as zeros. dx = Σ dy/Size² over the windows that an element is in.</summary>
[Layer]
[Where("Size >= 1"), Where("Padding < Size"), Where("Size <= Height + 2*Padding"), Where("Size <= Width + 2*Padding")]
public sealed partial class AvgPool2D
{
    /// <summary>The places of a window along each side.</summary>
    [Setting(2)] public partial int Size { get; }

    /// <summary>The places from one window to the next; 0 stands for the size: windows side by side.</summary>
    [Setting(0)] public partial int Stride { get; }

    /// <summary>The places that are put on every side of an image.</summary>
    [Setting(0)] public partial int Padding { get; }

    /// <summary>Images become smaller ones of as many channels.</summary>
    public Var Forward([Shape("N", "C", "Height", "Width")] Var x) => Ops.AvgPool2D(x, Size, Stride, Padding);
}
