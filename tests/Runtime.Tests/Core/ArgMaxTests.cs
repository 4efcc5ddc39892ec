using System.Numerics.Tensors;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

public sealed class ArgMaxTests
{
    [Fact]
    public void Finds_the_largest_along_an_axis()
    {
        foreach ((int outer, int axis, int inner) in new[] { (1, 1, 1), (3, 7, 1), (2, 5, 3), (4, 1, 9), (1, 100, 2), (0, 3, 2), (3, 2, 0) })
        {
            Guarded x = Guarded.Random(outer * axis * inner, 3);
            int[] places = new int[outer * inner + 1];
            places[^1] = -7;
            ArgMax.Run(outer, axis, inner, x.Block, new IntBlock(places, outer * inner));
            for (int o = 0; o < outer; o++)
            {
                for (int i = 0; i < inner; i++)
                {
                    int found = places[o * inner + i];
                    Assert.InRange(found, 0, axis - 1);
                    for (int a = 0; a < axis; a++) Assert.True(x.Span[(o * axis + a) * inner + i] <= x.Span[(o * axis + found) * inner + i]);
                }
            }

            Assert.Equal(-7, places[^1]);
        }
    }

    [Theory]
    [InlineData(new[] { 1f, 5, 5, 2 }, 1)]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity }, 0)]
    [InlineData(new[] { 1, float.PositiveInfinity, float.NaN, float.NaN, 9 }, 2)]
    [InlineData(new[] { float.NaN, 3f }, 0)]
    [InlineData(new[] { -0f, 0f }, 0)]
    public void Takes_the_first_of_equals_and_NaN_before_all(float[] values, int expected)
    {
        int[] place = new int[1];
        ArgMax.Run(1, values.Length, 1, new Guarded(values).Block, new IntBlock(place, 1));
        Assert.Equal(expected, place[0]);
    }

    [Fact]
    public void Refuses_an_empty_axis_and_blocks_that_are_too_short()
    {
        Guarded x = new(6);
        Assert.Throws<ArgumentException>("axis", () => ArgMax.Run(2, 0, 1, x.Block, new IntBlock(new int[2], 2)));
        Assert.Throws<ArgumentException>("x", () => ArgMax.Run(2, 4, 1, x.Block, new IntBlock(new int[2], 2)));
        Assert.Throws<ArgumentException>("y", () => ArgMax.Run(3, 2, 1, x.Block, new IntBlock(new int[2], 2)));
    }

    [Fact]
    public void Integers_come_and_go_as_tensors_of_any_strides()
    {
        int[] memory = new int[7];
        var block = new IntBlock(memory, 6);
        Tensor<int> source = Tensor.Create([1, 2, 3, 4, 5, 6], [2, 3]);
        block.CopyFrom(Tensor.PermuteDimensions(source, [1, 0]).AsReadOnlyTensorSpan());
        Assert.Equal([1, 4, 2, 5, 3, 6, 0], memory);
        Tensor<int> copy = block.ToTensor(3, 2);
        Assert.Equal([3, 2], copy.Lengths.ToArray());
        Assert.Equal([1, 4, 2, 5, 3, 6], copy.ToArray());
        Tensor<int> destination = Tensor.CreateFromShape<int>([3, 2]);
        block.CopyTo(destination.AsTensorSpan());
        Assert.Equal(copy.ToArray(), destination.ToArray());
    }

    [Fact]
    public void Truth_values_come_and_go_as_masks_of_all_bits()
    {
        Guarded masks = new(4);
        Tensor<bool> source = Tensor.Create([true, false, false, true], [2, 2]);
        masks.Block.CopyFrom(source.AsReadOnlyTensorSpan());
        Assert.Equal([-1, 0, 0, -1], masks.Span.ToArray().Select(BitConverter.SingleToInt32Bits));
        masks.AssertCanariesAlive();
        Assert.Equal(source.ToArray(), masks.Block.ToMask(2, 2).ToArray());
        Tensor<bool> destination = Tensor.CreateFromShape<bool>([2, 2]);
        masks.Block.CopyTo(destination.AsTensorSpan());
        Assert.Equal(source.ToArray(), destination.ToArray());

        masks.Block.SetTo(false);
        Assert.False(masks.Block.IsTrue);
        masks.Block.SetTo(true);
        Assert.True(masks.Block.IsTrue);
        Assert.Throws<ArgumentOutOfRangeException>(() => masks.Block.CopyFrom(Tensor.CreateFromShape<bool>([5]).AsReadOnlyTensorSpan()));
    }
}
