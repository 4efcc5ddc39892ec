using System.Numerics.Tensors;
using NNGen.Core;
using NNGen.Layers;
using static NNGen.Ops;

namespace NNGen.Runtime.Tests.Layers;

/// <summary>A result much larger than what it is made of.</summary>
[Layer]
public sealed partial class Enlarged
{
    [Dim] public partial int A { get; }
    [Dim] public partial int B { get; }
    [Dim] public partial int C { get; }

    [return: Shape("A", "B", "C", "N")]
    public Var Forward([Shape("N")] Var x) => BroadcastTo(Exp(x), A, B, C, x.Size(0));
}

/// <summary>A length that is computed.</summary>
[Layer]
public sealed partial class Widened
{
    [Param("A*B")] public partial Parameter W { get; }

    [return: Shape("N", "A*B")]
    public Var Forward([Shape("N", "A*B")] Var x) => x * W;
}

/// <summary>Sizes that no memory holds are refused by name, and before anything has changed.</summary>
public sealed class SizeTests
{
    [Fact]
    public void Parameters_that_no_memory_holds_are_refused_with_their_bytes()
    {
        string message = Assert.Throws<InsufficientMemoryException>(() => new NNGen.Layers.Affine(I: 100_000, O: 100_000)).Message;
        Assert.StartsWith("Affine: the parameters up to W (100000, 100000) need 40,000,000,000 bytes, and their gradients as many; ", message, StringComparison.Ordinal);
        message = Assert.Throws<InsufficientMemoryException>(() => new TwoLayerNet(I: int.MaxValue, H: int.MaxValue, O: 3)).Message;
        Assert.StartsWith("TwoLayerNet: the parameters up to Hidden.W (2147483647, 2147483647) need ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_no_int_holds_is_refused_with_the_dims()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => new Widened(A: 100_000, B: 100_000)).Message;
        Assert.Contains("Widened: the dim B*A should be between 0 and 2,147,483,647, but is 10,000,000,000 with A = 100000, B = 100000.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000, 100_000, 100_000)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(1 << 30, 1 << 30, 16)]
    public void A_batch_that_no_memory_holds_is_refused_and_the_last_one_stays(int a, int b, int c)
    {
        string message = Assert.Throws<InsufficientMemoryException>(() => new Enlarged(a, b, c).Forward(Tensor.Create([1f, 2f], [2]))).Message;
        Assert.StartsWith("Enlarged.Forward ", message, StringComparison.Ordinal);
        Assert.Contains($"A = {a}, B = {b}, C = {c}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_is_refused_for_its_size_leaves_what_Forward_kept()
    {
        Enlarged layer = new(A: 2, B: 1, C: 1), undisturbed = new(A: 2, B: 1, C: 1);
        Tensor<float> x = Tensor.Create([1f, 2f], [2]), dy = Tensor.Create([1f, 2f, 3f, 4f], [2, 1, 1, 2]);
        layer.Forward(x);
        undisturbed.Forward(x);

        // One float, seen as two billion.
        var one = new[] { 1f };
        var wide = new float[1];
        Assert.Throws<InsufficientMemoryException>(() =>
        {
            var many = new ReadOnlyTensorSpan<float>(one, [2_000_000_000], [0]);
            layer.Forward(many, new TensorSpan<float>(wide, [2, 1, 1, 2_000_000_000], [0, 0, 0, 0]));
        });
        Assert.Equal(undisturbed.Backward(dy).ToArray(), layer.Backward(dy).ToArray());
    }

    [Fact]
    public void Memory_is_printed_as_formulas()
    {
        var net = new TwoLayerNet(I: 2, H: 10, O: 3);
        Assert.Equal(
            """
            TwoLayerNet: 384 bytes of parameters, 384 of gradients
            Predict(N): 4·N·I + 4·N·H + 4·N·O bytes
            Forward(N): 4·N·I + 8·N·H + 8·N·O + 4·N + 4 bytes
            Infer(N): 4·N·I + 4·N·H + 4·N·O + 4·N + 4 bytes
            """,
            net.Memory.ToString());
        Assert.Equal(net.Memory.Parameters, 4L * ((ILayer)net).Scope.Values.Length + 4 * 13); // B's line is not full
        Assert.Equal(0, net.Memory.Working);
        net.Forward(Tensor.Create(new float[14], [7, 2]), Tensor.Create(new int[7], [7]));
        Assert.Equal(net.Memory.Training.Bytes(7), net.Memory.Working);
        Assert.Contains("has no method Train; it has Predict, Forward, Infer", Assert.Throws<ArgumentException>(() => net.Memory["Train"]).Message, StringComparison.Ordinal);
        Assert.Contains("binds the dims N, but 2 numbers", Assert.Throws<ArgumentException>(() => net.Memory.Training.Bytes(1, 2)).Message, StringComparison.Ordinal);
        Assert.Equal("Enlarged.Forward would need more than 9,223,372,036,854,775,806 bytes.", Assert.Throws<OverflowException>(() => new Enlarged(int.MaxValue, int.MaxValue, int.MaxValue).Memory.Training.Bytes(7)).Message);
    }

    [Fact]
    public void Extents_whose_product_overflows_are_not_taken_for_small_ones()
    {
        Block block = Block.Aligned(16);
        Assert.Throws<ArgumentException>(() => NNGen.Core.Softmax.Run(1 << 22, 1 << 21, 1 << 21, block, block));
        Assert.Throws<ArgumentException>(() => Map.Run(new Negated(), [1 << 16, 1 << 16, 1 << 16, 1 << 16], block, block));
        Assert.Throws<ArgumentException>(() => Map.Run(new Negated(), [1 << 16, 1 << 16, 1 << 16, 1 << 16], block.Strides(0, 0, 0, 0), block.Strides(1 << 30, 1 << 30, 1 << 30, 1 << 30)));
        Assert.Equal("more than 9,223,372,036,854,775,806", ((Count)int.MaxValue * int.MaxValue * int.MaxValue - int.MaxValue).ToString());
        Assert.Equal(-3, ((Count)(-5) / 2).Value);
        Assert.Equal(1, ((Count)(-5) % 2).Value);
        Assert.Equal(0, ((Count)int.MaxValue * int.MaxValue * int.MaxValue * 0).Value);
    }

    private readonly struct Negated : IMap
    {
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(1, -at.Load(0));
    }
}
