using System.ComponentModel;

namespace NNGen.Core;

/// <summary>The sizes of a pooling over planes (planes, height, width) with square windows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PoolingSize
{
    /// <summary>Sizes, checked for being ones that go together.</summary>
    /// <exception cref="ArgumentException">A size is too small, or the window does not fit in the padded plane, or could see padding alone.</exception>
    public PoolingSize(int planes, int height, int width, int size, int stride, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(planes);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (padding >= size) throw new ArgumentException($"A window of {size} with a padding of {padding} could see padding alone.", nameof(padding));
        Planes = planes;
        Vertical = new(height, size, stride, padding, dilation: 1);
        Horizontal = new(width, size, stride, padding, dilation: 1);
    }

    internal int Planes { get; }

    internal WindowAxis Vertical { get; }

    internal WindowAxis Horizontal { get; }

    /// <summary>The elements of a plane.</summary>
    internal int Plane => Vertical.Length * Horizontal.Length;

    /// <summary>The windows of a plane.</summary>
    internal int Results => Vertical.Steps * Horizontal.Steps;

    /// <summary>How many parts the planes are cut into, by the sizes alone.</summary>
    private int Parts => Cut.Parts((double)Planes * Plane, Cut.LeastElements, Planes);

    /// <summary>The planes of a part: the first and their number.</summary>
    internal (int First, int Count) Part(int part)
    {
        int first = (int)Cut.At(Planes, part, Parts);
        return (first, (int)Cut.At(Planes, part + 1, Parts) - first);
    }

    /// <summary>Does every part.</summary>
    internal void Run<TBody>(TBody body) where TBody : struct, IChunks => Workers.Run(body, Parts);

    /// <exception cref="ArgumentException">A block is shorter than it has to be.</exception>
    internal void CheckPlanes(Block block, string name) => Extents.Check(block, name, Planes, Vertical.Length, Horizontal.Length);

    /// <exception cref="ArgumentException">A block is shorter than it has to be.</exception>
    internal void CheckResults(Block block, string name) => Extents.Check(block, name, Planes, Vertical.Steps, Horizontal.Steps);
}
