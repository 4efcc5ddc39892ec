namespace NNGen.Core;

/// <summary>Working memory of the current thread, 64-byte aligned: grows to what was ever asked for and is kept.</summary>
internal static unsafe class ThreadScratch
{
    /// <summary>Floats that are allocated beside those that are wanted: one cache line.</summary>
    public const int Alignment = 16;

    /// <summary>Where the memory comes from. Settable, so that tests can watch what lies around it.</summary>
    public static Func<int, float[]> Source = floats => GC.AllocateUninitializedArray<float>(floats, pinned: true);

    [ThreadStatic]
    private static int t_most;

    [ThreadStatic]
    private static Memory? t_memory;

    [ThreadStatic]
    private static Memory? t_columns;

    [ThreadStatic]
    private static Memory? t_rows;

    [ThreadStatic]
    private static Memory? t_image;

    /// <summary>At least <paramref name="floats"/> floats of any content, until the next call on this thread.</summary>
    public static float* Take(nint floats)
    {
        Memory? memory = t_memory;
        if (floats > t_most) t_most = checked((int)floats);
        if (memory is null || memory.Floats < floats) t_memory = memory = new(checked((int)floats));
        return memory.Start;
    }

    /// <summary>The most that this thread took by <see cref="Take"/> since this was set to 0.</summary>
    public static int Most
    {
        get => t_most;
        set => t_most = value;
    }

    /// <summary>
    /// A block of so many floats of any content, until the next call on this thread: for what a product reads or writes, while the
    /// product itself takes memory by <see cref="Take"/> and <see cref="TakeRows"/>.
    /// </summary>
    public static Block TakeColumns(int floats) => Of(ref t_columns, floats);

    /// <summary>The same, for a product's own copy of what it reads.</summary>
    public static Block TakeRows(int floats) => Of(ref t_rows, floats);

    /// <summary>The same, for the results of a convolution, while that takes memory for its products.</summary>
    public static Block TakeImage(int floats) => Of(ref t_image, floats);

    private static Block Of(ref Memory? kept, int floats)
    {
        Memory? memory = kept;
        if (memory is null || memory.Floats < floats) kept = memory = new(floats);
        return memory.First(floats);
    }

    /// <summary>Gives the memory of this thread back.</summary>
    public static void Release() => (t_memory, t_columns, t_rows, t_image, t_most) = (null, null, null, null, 0);

    /// <summary>An array that keeps its place, since it is on the pinned heap, and its life, since the thread holds it.</summary>
    private sealed class Memory
    {
        private readonly float[] _array;
        private readonly int _first;

        public Memory(int floats)
        {
            Floats = floats;
            _array = Source(checked(floats + Alignment));
            fixed (float* address = _array)
            {
                _first = (int)((-(nint)address & 63) / sizeof(float));
                Start = address + _first;
            }
        }

        public int Floats { get; }

        public float* Start { get; }

        public Block First(int floats) => new(_array, _first, floats);
    }
}
