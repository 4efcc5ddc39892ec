using System.Globalization;
using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>No kernel of the core reads or writes outside of the blocks that it is given.</summary>
[Collection(nameof(VectorWidths))]
public sealed class BoundsTests : IDisposable
{
    private readonly int _count = Workers.Count;
    private readonly Func<int, float[]> _source = ThreadScratch.Source;

    public static TheoryData<string> Kernels => [.. KernelCases.All.Select(kernel => kernel.Kernel)];

    public void Dispose()
    {
        Workers.Count = _count;
        ThreadScratch.Source = _source;
        ThreadScratch.Release();
    }

    /// <summary>A read outside stops the process where there are guard pages: the kernel is the topmost frame of the core in the stack that .NET prints.</summary>
    [Theory, MemberData(nameof(Kernels))]
    public void A_kernel_stays_inside_of_its_blocks(string name)
    {
        KernelCase kernel = KernelCases.All.First(one => one.Kernel == name);
        var memory = new GuardedMemory();
        ThreadScratch.Source = memory.Scratch;
        foreach (int workers in new[] { 1, 2 })
        {
            Workers.Count = workers;
            foreach (int lanes in VectorWidths.Hardware)
            {
                using var width = VectorWidths.Use(lanes);
                foreach (bool begins in new[] { false, true })
                {
                    memory.Begins = begins;
                    foreach (int[] sizes in kernel.Sizes)
                    {
                        ThreadScratch.Release();
                        kernel.Call(memory, sizes);
                        memory.CheckAndReset(() => $"{name} at ({string.Join(", ", sizes)}), {lanes} lanes, {workers} workers, its blocks {(begins ? "beginning" : "ending")} at a border,");
                    }
                }
            }
        }
    }

    [Fact]
    public void Every_kernel_has_a_case()
    {
        string[] cases = [.. KernelCases.All.Select(kernel => kernel.Kernel)];
        foreach (string missing in KernelCase.Kernels.Except(cases))
            Assert.Fail($"No case of KernelCases.All calls {missing}. Add one in tests/Runtime.Tests/Core/KernelCases.cs, with blocks just as long as its sizes need.");
        foreach (string unknown in cases.Except(KernelCase.Kernels))
            Assert.Fail($"KernelCases.All names {unknown}, which the core does not have. Name the method as it is now, or take the case away.");
    }

    [Fact]
    public void The_pages_beside_a_block_may_not_be_touched()
    {
        if (!GuardedMemory.HasPages) return;
        foreach (int length in new[] { 1, 1000, 1024, 5000 })
        {
            Block ends = new GuardedMemory().Output(length), begins = new GuardedMemory { Begins = true }.Output(length);
            Assert.StartsWith("---", RightsAt(AddressOf(ref ends.Span[^1]) + sizeof(float)), StringComparison.Ordinal);
            Assert.StartsWith("---", RightsAt(AddressOf(ref begins.Span[0]) - sizeof(float)), StringComparison.Ordinal);
            Assert.StartsWith("rw", RightsAt(AddressOf(ref ends.Span[^1])), StringComparison.Ordinal);
            Assert.StartsWith("rw", RightsAt(AddressOf(ref begins.Span[0])), StringComparison.Ordinal);
        }

        static ulong AddressOf(ref float first) => (ulong)Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref first);

        // A line of the system's list: 7f0000000000-7f0000001000 rw-p …
        static string RightsAt(ulong address)
        {
            string line = File.ReadLines("/proc/self/maps").First(line => Number(line.Split('-')[0]) <= address && address < Number(line.Split('-', ' ')[1]));
            return line.Split(' ')[1];
        }

        static ulong Number(string digits) => ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void What_is_written_beside_a_block_is_found()
    {
        foreach (bool begins in new[] { false, true })
        {
            var memory = new GuardedMemory { Begins = begins };
            Block block = memory.Output(100);
            int outside = begins ? 100 : -1;
            Unsafe.Add(ref block.Span[0], outside) = 1;
            Assert.Contains(begins ? "behind" : "before", Assert.ThrowsAny<Exception>(() => memory.CheckAndReset(() => "this")).Message, StringComparison.Ordinal);
        }

        var scratch = new GuardedMemory();
        float[] memoryOfThread = scratch.Scratch(50 + ThreadScratch.Alignment);
        memoryOfThread[^256] = 1;
        Assert.Contains("behind working memory of 50", Assert.ThrowsAny<Exception>(() => scratch.CheckAndReset(() => "this")).Message, StringComparison.Ordinal);
    }
}
