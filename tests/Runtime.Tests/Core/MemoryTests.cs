using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

public sealed class MemoryTests
{
    [Fact]
    public void Slots_are_as_long_as_reserved_apart_and_on_cache_lines()
    {
        var arena = new Arena();
        arena.Reserve(5, 0, 17, 16);
        Assert.Equal([5, 0, 17, 16], Enumerable.Range(0, 4).Select(slot => arena[slot].Length));
        for (int slot = 0; slot < 4; slot++)
        {
            if (slot > 0) Assert.Equal(0, Unsafe.ByteOffset(ref Start(arena[0]), ref Start(arena[slot])) % 64);
            arena[slot].Span.Fill(slot);
        }

        for (int slot = 0; slot < 4; slot++) Assert.All(arena[slot].Span.ToArray(), value => Assert.Equal(slot, value));

        static ref float Start(Block block) => ref MemoryMarshal.GetReference(block.Span);
    }

    [Fact]
    public void A_smaller_reservation_keeps_the_memory_and_allocates_nothing()
    {
        (int ten, int three) = (10, 3);
        var arena = new Arena();
        arena.Reserve("Net.Forward", [("N", ten)], [ten], [10 * ten, 20 * ten]);
        long bytes = arena.Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        arena.Reserve("Net.Forward", [("N", three)], [three], [ten, 2 * ten]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(bytes, arena.Bytes);
        Assert.Equal(20, arena[1].Length);
        Assert.Equal(3, arena.Ints(0).Length);
    }

    [Fact]
    public void A_growing_reservation_allocates_once_and_a_shrinking_one_never()
    {
        new Arena().Reserve(1);
        var arena = new Arena();
        int[] batches = [10, 100, 50, 10, 100, 1, 99, 101, 101, 3];
        int largest = 0;
        foreach (int batch in batches)
        {
            long held = arena.Bytes, before = GC.GetAllocatedBytesForCurrentThread();
            arena.Reserve("Net.Forward", [("N", batch)], [batch], [(Count)batch * 16, (Count)batch * 32, 1]);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (batch <= largest)
            {
                Assert.Equal(0, allocated);
                Assert.Equal(held, arena.Bytes);
            }
            else
            {
                // One array of floats, one of ints, with their heads, and at first the lists of slots: nothing twice.
                Assert.Equal(4 * (48 * batch + 16 + 16 + batch), arena.Bytes);
                Assert.InRange(allocated, arena.Bytes, arena.Bytes + 256);
                largest = batch;
            }
        }
    }

    [Fact]
    public void Methods_that_share_an_arena_find_their_slots_whatever_was_called_before()
    {
        var arena = new Arena();
        void Infer(int n)
        {
            arena.Reserve("Net.Infer", [("N", n)], [n], [n, 2 * n]);
            Assert.Equal((n, 2 * n, n), (arena[0].Length, arena[1].Length, arena.Ints(0).Length));
        }

        void Predict(int n, int t)
        {
            arena.Reserve("Net.Predict", [("N", n), ("T", t)], [], [n * t, n, t]);
            Assert.Equal((n * t, n, t), (arena[0].Length, arena[1].Length, arena[2].Length));
        }

        // The same name and the same dims, but other slots.
        void Overload(int n, int t)
        {
            arena.Reserve("Net.Predict", [("N", n), ("T", t)], [], [n, n * t]);
            Assert.Equal((n, n * t), (arena[0].Length, arena[1].Length));
        }

        void All()
        {
            foreach (int n in (ReadOnlySpan<int>)[8, 8, 3])
            {
                Infer(n);
                Predict(n, 5);
                Predict(n, 5);
                Overload(n, 5);
                Predict(n, 4);
                Infer(n);
                Infer(n);
            }
        }

        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        arena.Reserve("Net.Infer", [("N", 8)], [8], [8, 16]);
        arena.Reserve("Net.Predict", [("N", 8), ("T", 5)], [], [40, 8, 5]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_reservation_that_no_array_can_hold_is_refused_and_changes_nothing()
    {
        var arena = new Arena();
        arena.Reserve(5, 7);
        arena[1].Span.Fill(3);
        Assert.Equal(
            "Net.Forward needs 16,000,000,064 bytes of memory at once with N = 2000000000; one model can hold 8,589,934,300 of them. Use a smaller batch.",
            Assert.Throws<InsufficientMemoryException>(() => arena.Reserve("Net.Forward", [("N", 2_000_000_000)], [], [2_000_000_000, 2_000_000_000])).Message);
        Assert.Throws<InsufficientMemoryException>(() => arena.Reserve("Net.Forward", [], [], [(Count)int.MaxValue * int.MaxValue * 4]));
        Assert.Throws<InsufficientMemoryException>(() => arena.Reserve("Net.Forward", [], [(Count)int.MaxValue * int.MaxValue], [1]));
        Assert.Equal(7, arena[1].Length);
        Assert.All(arena[1].Span.ToArray(), value => Assert.Equal(3, value));
    }

    [Fact]
    public void Blocks_copy_from_and_to_tensors_of_any_strides()
    {
        var block = new Guarded(4);
        Tensor<float> whole = Tensor.Create<float>([1, 2, 3, 4, 5, 6], [2, 3]);
        block.Block.CopyFrom(whole.AsReadOnlyTensorSpan()[.., 1..]);
        block.AssertEquals([2, 3, 5, 6], 0, "copied");

        Tensor<float> back = block.Block.ToTensor(2, 2);
        Assert.Equal(5, back[1, 0]);
        block.Block.CopyTo(whole.AsTensorSpan()[.., ..2]);
        Assert.Equal([2, 3, 3, 5, 6, 6], whole.ToArray());

        int[] ints = new int[4];
        new IntBlock(ints, 4).CopyFrom(Tensor.Create([1, 2, 3, 4, 5, 6], [2, 3]).AsReadOnlyTensorSpan()[.., 1..]);
        Assert.Equal([2, 3, 5, 6], ints);

        // Dense, but not in the order of its rows.
        Tensor<float> turned = Tensor.PermuteDimensions<float>(Tensor.Create<float>([1, 2, 3, 4], [2, 2]), [1, 0]);
        block.Block.CopyFrom(turned);
        block.AssertEquals([1, 3, 2, 4], 0, "copied in the order of the rows");
        Assert.Throws<ArgumentException>(() => block.Block.CopyFrom(whole));
        block.AssertCanariesAlive();
    }

    [Fact]
    public void A_slice_outside_its_block_is_refused()
    {
        Block block = new Guarded(4).Block;
        Assert.Equal(0, block.Slice(4, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Slice(2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Slice(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Slice(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Strides(-1));
    }
}
