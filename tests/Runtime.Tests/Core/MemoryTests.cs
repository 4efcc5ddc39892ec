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
        // Variables, since a span of constants is allocated where this assembly is not optimized.
        (int ten, int three) = (10, 3);
        var arena = new Arena();
        arena.Reserve(100, 200);
        arena.ReserveInts(10);
        long bytes = arena.Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        arena.Reserve(ten, 2 * ten);
        arena.ReserveInts(three);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(bytes, arena.Bytes);
        Assert.Equal(20, arena[1].Length);
        Assert.Equal(3, arena.Ints(0).Length);
    }

    [Fact]
    public void A_reservation_that_no_array_can_hold_is_refused()
        => Assert.Throws<InsufficientMemoryException>(() => new Arena().Reserve(2_000_000_000, 2_000_000_000));

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
