using System.ComponentModel;

namespace NNGen.Core;

/// <summary>
/// The sizes of a convolution of images (batch, channels, height, width) with weights (outputs, channels / groups, kernelHeight,
/// kernelWidth). A series is an image of one row, convolved with a kernel of one row and no padding above and below it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConvolutionSize
{
    // Of multiplications.
    private const double WorthForking = 200_000;

    /// <summary>Sizes, checked for being ones that go together.</summary>
    /// <exception cref="ArgumentException">A size is too small, the channels or outputs do not go into groups, or the kernel does not fit in the padded image.</exception>
    public ConvolutionSize(
        int batch, int channels, int height, int width, int outputs, int kernelHeight, int kernelWidth,
        int stride, int paddingHeight, int paddingWidth, int dilation, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (channels % groups != 0 || outputs % groups != 0) throw new ArgumentException($"{channels} channels and {outputs} outputs do not go into {groups} groups.", nameof(groups));
        (Batch, Channels, Outputs, Groups) = (batch, channels, outputs, groups);
        Vertical = new(height, kernelHeight, stride, paddingHeight, dilation);
        Horizontal = new(width, kernelWidth, stride, paddingWidth, dilation);
    }

    internal int Batch { get; private init; }

    internal int Channels { get; }

    internal int Outputs { get; }

    internal int Groups { get; }

    internal WindowAxis Vertical { get; }

    internal WindowAxis Horizontal { get; }

    /// <summary>The channels of a group.</summary>
    internal int GroupChannels => Channels / Groups;

    /// <summary>The outputs of a group.</summary>
    internal int GroupOutputs => Outputs / Groups;

    /// <summary>The terms of a result: what a kernel of one output holds.</summary>
    internal int Depth => checked(GroupChannels * Vertical.Kernel * Horizontal.Kernel);

    /// <summary>The results of an image for one output.</summary>
    internal int Places => checked(Vertical.Steps * Horizontal.Steps);

    /// <summary>Whether every window is one place, and every place a window: the image itself is the matrix of its windows.</summary>
    internal bool IsPointwise => Vertical.IsPointwise && Horizontal.IsPointwise;

    /// <summary>Whether there is so much to multiply that a fork costs less than it gains.</summary>
    internal bool IsWorthForking => (double)Batch * Outputs * Places * Depth >= WorthForking;

    /// <summary>Does all chunks, on several threads where that is worth it.</summary>
    internal void Run<TBody>(TBody body, int chunks) where TBody : struct, IChunks
    {
        if (IsWorthForking) Workers.Run(body, chunks);
        else for (int chunk = 0; chunk < chunks; chunk++) body.Run(chunk);
    }

    /// <summary>The same of another number of images.</summary>
    internal ConvolutionSize WithBatch(int batch) => this with { Batch = batch };

    /// <exception cref="ArgumentException">A block is shorter than it has to be.</exception>
    internal void Check(Block x, Block w, Block y, string xName, string wName, string yName)
    {
        Extents.Check(x, xName, Batch, Channels, Vertical.Length, Horizontal.Length);
        Extents.Check(w, wName, Outputs, GroupChannels, Vertical.Kernel, Horizontal.Kernel);
        Extents.Check(y, yName, Batch, Outputs, Vertical.Steps, Horizontal.Steps);
    }

    /// <exception cref="ArgumentException">A block is shorter than it has to be, or there is no window.</exception>
    internal void CheckPooled(int window, Block x, Block w, Block y, string xName, string wName, string yName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (window > Vertical.Steps || window > Horizontal.Steps)
            throw new ArgumentException($"A window of {window} rows and columns does not fit in results of {Vertical.Steps} by {Horizontal.Steps}.", nameof(window));
        Extents.Check(x, xName, Batch, Channels, Vertical.Length, Horizontal.Length);
        Extents.Check(w, wName, Outputs, GroupChannels, Vertical.Kernel, Horizontal.Kernel);
        Extents.Check(y, yName, Batch, Outputs, Vertical.Steps / window, Horizontal.Steps / window);
    }
}
