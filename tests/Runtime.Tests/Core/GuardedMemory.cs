using System.Runtime.InteropServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>
/// Blocks that end where a page begins that nobody may touch, or begin where one ends: on Linux a read or a write outside of them stops the
/// process on the spot, with the kernel on the stack. What is left of a block's own pages is filled with canaries, and on other systems so
/// are the pages beside it, which finds writes alone.
/// </summary>
/// <remarks>The pages lie inside of long arrays on the pinned heap, which are kept for good: the collector never looks into an array of floats.</remarks>
internal sealed class GuardedMemory
{
    private const int Canary = 0x7FC0BEEF; // a NaN
    private const int None = 0; // PROT_NONE

    private static readonly int s_page = Environment.SystemPageSize / sizeof(float);
    private static readonly float[] s_random = Random(1 << 16);

    private static readonly List<float[]> s_keptForGood = [];

    private readonly Dictionary<int, Stack<Region>> _free = [];
    private readonly List<(Region Region, int Start, int Length)> _blocks = [];
    private readonly List<(int[] Items, int Length)> _ints = [];
    private readonly List<(float[] Memory, int Start, int Length)> _scratch = [];
    private float[] _chunk = [];
    private int _next;
    private int _seed;

    /// <summary>Whether reads outside are found too.</summary>
    public static bool HasPages => OperatingSystem.IsLinux();

    /// <summary>Whether blocks begin at the page that nobody may touch; else they end at it.</summary>
    public bool Begins { get; set; }

    /// <summary>A block of canaries, to be written.</summary>
    public Block Output(int length)
    {
        Region region = RegionOf(Math.Max(1, (length + s_page - 1) / s_page));
        MemoryMarshal.Cast<float, int>(region.Span).Fill(Canary);
        int margin = HasPages ? 0 : s_page;
        int start = Begins ? margin : region.Length - margin - length;
        _blocks.Add((region, start, length));
        return new(region.Memory, region.Start + start, length);
    }

    /// <summary>A block of reproducible numbers in [−2, 2).</summary>
    public Block Input(int length)
    {
        Block block = Output(length);
        Span<float> span = block.Span;
        for (int i = 0; i < span.Length; i++) span[i] = 4 * s_random[(i + _seed) & 0xFFFF] - 2;
        _seed += 1009;
        return block;
    }

    /// <summary>Indices below a number of classes, the last of them first.</summary>
    public IntBlock Indices(int length, int classes)
    {
        IntBlock block = Ints(length);
        for (int i = 0; i < length; i++) block.Span[i] = classes - 1 - i * 7 % classes;
        return block;
    }

    /// <summary>Ints to be written, canaries behind.</summary>
    public IntBlock Ints(int length)
    {
        int[] items = GC.AllocateUninitializedArray<int>(length + 64, pinned: true);
        items.AsSpan(length).Fill(Canary);
        _ints.Add((items, length));
        return new(items, length);
    }

    /// <summary>Working memory for a thread, with canaries around what was asked for.</summary>
    public float[] Scratch(int floats)
    {
        const int Margin = 256;
        float[] memory = GC.AllocateUninitializedArray<float>(floats + Margin, pinned: true);
        MemoryMarshal.Cast<float, int>(memory.AsSpan()).Fill(Canary);
        int start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) & 63) / sizeof(float);
        lock (_scratch) _scratch.Add((memory, start, floats - ThreadScratch.Alignment));
        return memory;
    }

    /// <summary>Fails if anything outside of a block was written; then takes all blocks back.</summary>
    public void CheckAndReset(Func<string> where)
    {
        foreach ((Region region, int start, int length) in _blocks)
        {
            Check(region.Span[..start], where, $"before a block of {length}");
            Check(region.Span[(start + length)..], where, $"behind a block of {length}");
            _free[region.Pages].Push(region);
        }

        lock (_scratch)
        {
            foreach ((float[] memory, int start, int length) in _scratch)
            {
                Check(memory.AsSpan(0, start), where, $"before working memory of {length}");
                Check(memory.AsSpan(start + length), where, $"behind working memory of {length}");
            }

            _scratch.Clear();
        }

        foreach ((int[] items, int length) in _ints)
            if (items.AsSpan(length).ContainsAnyExcept(Canary)) Assert.Fail($"{where()} writes behind a block of {length} ints");

        _blocks.Clear();
        _ints.Clear();
    }

    private static void Check(Span<float> unused, Func<string> where, string place)
    {
        int at = MemoryMarshal.Cast<float, int>(unused).IndexOfAnyExcept(Canary);
        if (at >= 0) Assert.Fail($"{where()} writes {place}, to float {at} of the {unused.Length} there");
    }

    private static float[] Random(int length)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
    }

    private Region RegionOf(int pages)
    {
        if (!_free.TryGetValue(pages, out Stack<Region>? free)) _free[pages] = free = new();
        return free.Count > 0 ? free.Pop() : NewRegion(pages);
    }

    /// <summary>So many pages, one before and one behind that nobody may touch.</summary>
    private Region NewRegion(int pages)
    {
        int floats = (pages + 2) * s_page;
        if (_chunk.Length < _next + floats)
        {
            _chunk = GC.AllocateUninitializedArray<float>(Math.Max(1 << 22, floats + s_page), pinned: true);
            lock (s_keptForGood) s_keptForGood.Add(_chunk);
            _next = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_chunk, 0) & (Environment.SystemPageSize - 1)) / sizeof(float);
        }

        int start = _next;
        _next += floats;
        if (!HasPages) return new(_chunk, start, floats, pages);
        Protect(start);
        Protect(start + (pages + 1) * s_page);
        return new(_chunk, start + s_page, pages * s_page, pages);
    }

    private void Protect(int start)
    {
        if (mprotect(Marshal.UnsafeAddrOfPinnedArrayElement(_chunk, start), (nuint)Environment.SystemPageSize, None) != 0)
            throw new InvalidOperationException($"mprotect: {Marshal.GetLastPInvokeErrorMessage()}");
    }

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // A generated import would need unsafe code for one call of the C library, which has this name.
    [DllImport("libc", SetLastError = true)]
    private static extern int mprotect(nint address, nuint length, int protection);
#pragma warning restore SYSLIB1054, CA5392, IDE1006

    private sealed record Region(float[] Memory, int Start, int Length, int Pages)
    {
        public Span<float> Span => Memory.AsSpan(Start, Length);
    }
}
