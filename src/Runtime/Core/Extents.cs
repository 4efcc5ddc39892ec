using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Checks that a block is as long as the extents it is used with, before anyone holds a pointer to it.</summary>
internal static class Extents
{
    /// <summary>More elements than a block can have; times an extent it is still a <see cref="long"/>.</summary>
    public const long Beyond = 1L << 32;

    /// <exception cref="ArgumentException">An extent is negative, or the block is too short.</exception>
    public static void Check(Block block, string name, params ReadOnlySpan<int> extents) => Check(block.Length, name, extents);

    /// <summary>Of one extent, without a span: where code is not optimized, a span of a constant is allocated at every call.</summary>
    /// <exception cref="ArgumentException">The extent is negative, or the block is too short.</exception>
    public static void Check(Block block, string name, int extent) => Check(block.Length, name, new ReadOnlySpan<int>(in extent));

    /// <exception cref="ArgumentException">An extent is negative, or the block is too short.</exception>
    public static void Check(IntBlock block, string name, params ReadOnlySpan<int> extents) => Check(block.Length, name, extents);

    private static void Check(int length, string name, ReadOnlySpan<int> extents)
    {
        // Beyond what any block holds the product need not be known, and cannot overflow.
        long needed = 1;
        foreach (int extent in extents)
        {
            if (extent < 0) throw new ArgumentException($"A negative extent: {extent}.", name);
            needed = Math.Min(needed * extent, Beyond);
        }

        if (needed > length) ThrowTooShort(length, name, Count.Of(extents));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowTooShort(int length, string name, Count needed)
        => throw new ArgumentException($"{name} needs {needed} elements; its block has {length}.", name);
}
