using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>The largest of each window of Size × Size places of each channel. Padding is −∞. dy goes to the first of the largest of each window.</summary>
[Layer]
[Where("Size >= 1"), Where("Padding < Size"), Where("Size <= Height + 2*Padding"), Where("Size <= Width + 2*Padding")]
public sealed partial class MaxPool2D
{
    /// <summary>The places of a window along each side.</summary>
    [Setting(2)] public partial int Size { get; }

    /// <summary>The places from one window to the next; 0 stands for the size: windows side by side.</summary>
    [Setting(0)] public partial int Stride { get; }

    /// <summary>The places that are put on every side of an image.</summary>
    [Setting(0)] public partial int Padding { get; }

    /// <summary>Images become smaller ones of as many channels.</summary>
    public Var Forward([Shape("N", "C", "Height", "Width")] Var x) => Ops.MaxPool2D(x, Size, Stride, Padding);
}
