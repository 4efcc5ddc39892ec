using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NNGen.Core;

/// <summary>The elements of a tensor of any strides, row by row.</summary>
internal static class Flattened
{
    /// <summary>Copies them to where a run of elements begins.</summary>
    /// <exception cref="ArgumentException">There are more of them than the run has.</exception>
    public static void Copy<T>(in ReadOnlyTensorSpan<T> source, Span<T> destination)
        where T : unmanaged
    {
        // What lies in order is one run already: a tenth of the time of the walk over any strides, which a small network feels.
        if (TryGetRun(source, out ReadOnlySpan<T> run)) CopyParts<T>.Run(run, destination);
        else source.FlattenTo(destination);
    }

    /// <summary>The elements as one run of memory, if they lie side by side in their order.</summary>
    public static bool TryGetRun<T>(in ReadOnlyTensorSpan<T> source, out ReadOnlySpan<T> run)
    {
        bool isRun = source.IsDense && source.FlattenedLength <= int.MaxValue;
        run = isRun ? MemoryMarshal.CreateReadOnlySpan(in source.GetPinnableReference(), (int)source.FlattenedLength) : [];
        return isRun;
    }
}
