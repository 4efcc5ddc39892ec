namespace NNGen.Core;

/// <summary>Working memory of the current thread, 64-byte aligned: grows to what was ever asked for and is kept.</summary>
internal static unsafe class ThreadScratch
{
    /// <summary>Floats that are allocated beside those that are wanted: one cache line.</summary>
    public const int Alignment = 16;

    /// <summary>Where the memory comes from. Settable, so that tests can watch what lies around it.</summary>
    public static Func<int, float[]> Source = floats => GC.AllocateUninitializedArray<float>(floats, pinned: true);

    // The most that any thread asked for. Which parts of a job a thread gets is chance; a thread that was given the small ones once
    // grows with the others, and not in some later step that should allocate nothing.
    private static int s_memory, s_columns, s_rows, s_image;

    [ThreadStatic]
    private static Memory? t_memory;

    [ThreadStatic]
    private static Memory? t_columns;

    [ThreadStatic]
    private static Memory? t_rows;

    [ThreadStatic]
    private static Memory? t_image;

    /// <summary>At least <paramref name="floats"/> floats of any content, until the next call on this thread.</summary>
    public static float* Take(nint floats) => Memory.Of(ref t_memory, ref s_memory, checked((int)floats)).Start;

    /// <summary>
    /// A block of so many floats of any content, until the next call on this thread: for what a product reads or writes, while the
    /// product itself takes memory by <see cref="Take"/> and <see cref="TakeRows"/>.
    /// </summary>
    public static Block TakeColumns(int floats) => Memory.Of(ref t_columns, ref s_columns, floats).First(floats);

    /// <summary>The same, for a product's own copy of what it reads.</summary>
    public static Block TakeRows(int floats) => Memory.Of(ref t_rows, ref s_rows, floats).First(floats);

    /// <summary>The same, for the results of a convolution, while that takes memory for its products.</summary>
    public static Block TakeImage(int floats) => Memory.Of(ref t_image, ref s_image, floats).First(floats);

    /// <summary>Gives the memory of this thread back, and forgets what was asked for.</summary>
    public static void Release()
    {
        (t_memory, t_columns, t_rows, t_image) = (null, null, null, null);
        (s_memory, s_columns, s_rows, s_image) = (0, 0, 0, 0);
    }

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

        /// <summary>The memory of this thread: as much as is asked for, and as any thread ever asked for.</summary>
        public static Memory Of(ref Memory? kept, ref int most, int floats)
        {
            int known = Volatile.Read(ref most), wanted = Math.Max(known, floats);
            Memory? memory = kept;
            if (memory is null || memory.Floats < wanted) kept = memory = new(wanted);

            // Only what could be had counts: a thread that asked for too much is no reason for the others to.
            for (; floats > known; known = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, floats, known);
            return memory;
        }

        public int Floats { get; }

        public float* Start { get; }

        public Block First(int floats) => new(_array, _first, floats);
    }
}
