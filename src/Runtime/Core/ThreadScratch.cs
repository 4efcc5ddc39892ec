namespace NNGen.Core;

/// <summary>Working memory of the current thread, 64-byte aligned: grows to what was ever asked for and is kept.</summary>
internal static unsafe class ThreadScratch
{
    private const int Alignment = 16; // floats: one cache line

    [ThreadStatic]
    private static float[]? t_memory;

    [ThreadStatic]
    private static float[]? t_columns;

    [ThreadStatic]
    private static float[]? t_rows;

    /// <summary>
    /// At least <paramref name="floats"/> floats of any content, until the next call on this thread. The array keeps its place, since it
    /// is on the pinned heap, and its life, since the thread holds it.
    /// </summary>
    public static float* Take(nint floats)
    {
        float[]? memory = t_memory;
        if (memory is null || memory.Length < floats + Alignment)
            t_memory = memory = GC.AllocateUninitializedArray<float>((int)checked(floats + Alignment), pinned: true);

        fixed (float* address = memory)
            return (float*)(((nint)address + 63) & ~63);
    }

    /// <summary>
    /// A block of so many floats of any content, until the next call on this thread: for what a product reads or writes, while the
    /// product itself takes memory by <see cref="Take"/> and <see cref="TakeRows"/>.
    /// </summary>
    public static Block TakeColumns(int floats) => Of(ref t_columns, floats);

    /// <summary>The same, for a product's own copy of what it reads.</summary>
    public static Block TakeRows(int floats) => Of(ref t_rows, floats);

    private static Block Of(ref float[]? kept, int floats)
    {
        float[]? memory = kept;
        if (memory is null || memory.Length < floats + Alignment)
            kept = memory = GC.AllocateUninitializedArray<float>(checked(floats + Alignment), pinned: true);

        fixed (float* address = memory)
            return new(memory, (int)((-(nint)address & 63) / sizeof(float)), floats);
    }
}
