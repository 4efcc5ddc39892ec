using System.ComponentModel;

namespace NNGen.Core;

/// <summary>The numbers from zero on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Arange
{
    /// <summary>y[i] = i for i below <paramref name="count"/>.</summary>
    /// <exception cref="ArgumentException">The count is negative, or the block is shorter.</exception>
    public static void Run(int count, Block y)
    {
        Extents.Check(y, nameof(y), count);
        Span<float> to = y.Span[..count];
        for (int i = 0; i < to.Length; i++) to[i] = i;
    }
}
