using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Definitions;

public class LayerScopeTests
{
    [Fact]
    public void Names_parameters_by_where_they_stand_and_lists_them_in_order()
    {
        var net = new TinyNet();
        Assert.Equal(["W", "Hidden.W", "Hidden.Inner.S", "B"], net.Params.Select(p => p.Name));
        Assert.Equal(["Hidden.W", "Hidden.Inner.S"], net.Hidden.Params.Select(p => p.Name));
    }

    [Fact]
    public void Lays_all_parameters_out_in_one_run_each_aligned_to_a_cache_line()
    {
        var net = new TinyNet();
        Assert.Equal(16 + 32 + 16 + 5, net.Scope.Values.Length);
        Assert.Equal(net.Scope.Values.Length, net.Scope.Gradients.Length);
        nint start = Address(net.Scope.Values), gradients = Address(net.Scope.Gradients);
        int[] offsets = [0, 16, 48, 64];
        for (int i = 0; i < offsets.Length; i++)
        {
            Assert.Equal(0, Address(net.Params[i].ValueBlock) % 64);
            Assert.Equal(0, Address(net.Params[i].GradBlock) % 64);
            Assert.Equal(start + 4 * offsets[i], Address(net.Params[i].ValueBlock));
            Assert.Equal(gradients + 4 * offsets[i], Address(net.Params[i].GradBlock));
        }
    }

    [Fact]
    public void A_sub_layer_shares_the_memory_of_its_root()
    {
        var net = new TinyNet();
        Assert.Equal(32 + 1, net.Hidden.Values.Length);
        net.Hidden.Values.Span[0] = 42;
        Assert.Equal(42, net.Params[1].Value[0, 0]);
        Assert.Equal(42, net.Scope.Values.Span[16]);
        Assert.Equal(net.Scope.Seed, net.Hidden.Seed);
    }

    [Fact]
    public void The_same_seed_gives_the_same_start_and_another_another()
    {
        float[] first = new TinyNet(1984).Scope.Values.Span.ToArray();
        Assert.Equal(first, new TinyNet(1984).Scope.Values.Span.ToArray());
        Assert.NotEqual(first, new TinyNet(1985).Scope.Values.Span.ToArray());
        Assert.NotEqual(first, new TinyNet(-1984).Scope.Values.Span.ToArray());
    }

    [Fact]
    public void A_seed_that_is_drawn_is_told_and_gives_the_same_start_again()
    {
        var net = new TinyNet(null);
        Assert.Equal(net.Scope.Values.Span.ToArray(), new TinyNet(net.Scope.Seed).Scope.Values.Span.ToArray());
    }

    [Fact]
    public void Two_parameters_of_the_same_shape_start_differently()
    {
        var scope = LayerScope.Root("Net", 1);
        Parameter a = scope.Parameter("A", Init.Default, 1, 3, 3), b = scope.Parameter("B", Init.Default, 1, 3, 3);
        scope.Allocate();
        Assert.NotEqual(a.ToArray(), b.ToArray());
    }

    [Fact]
    public void Gradients_start_as_zeros()
        => Assert.Equal(-1, new TinyNet().Scope.Gradients.Span.IndexOfAnyExcept(0));

    [Fact]
    public void A_layer_without_parameters_has_none()
    {
        var scope = LayerScope.Root("Sigmoid", null);
        scope.Allocate();
        Assert.Empty(scope.Params);
        Assert.Equal(0, scope.Grads.Count);
        Assert.Equal(0, scope.Values.Length);
        scope.BeginGradients(accumulate: true).Complete();
    }

    [Fact]
    public void A_dim_is_at_least_one()
    {
        var scope = LayerScope.Root("TwoLayerNet", 1);
        Assert.Equal(1, scope.Dim("TwoLayerNet", "I", 1));
        Expect.Message<ArgumentOutOfRangeException>(
            "TwoLayerNet: the dim I should be at least 1, but is 0. (Parameter 'I')", () => scope.Dim("TwoLayerNet", "I", 0));
        Expect.Message<ArgumentOutOfRangeException>(
            "Affine (TwoLayerNet.Hidden): the dim O should be at least 1, but is -2. (Parameter 'O')",
            () => scope.Sub("Hidden").Dim("Affine", "O", -2));
    }

    [Fact]
    public void Memory_is_allocated_once_by_the_root_after_all_is_declared()
    {
        var scope = LayerScope.Root("Net", 1);
        var sub = scope.Sub("A").Sub("B");
        Parameter w = sub.Parameter("W", Init.Ones, 1, 2);
        Expect.Message<InvalidOperationException>("Net: the memory of the parameters is not allocated yet.", () => w.ToArray());
        Assert.Equal("A.B.W (2): not yet allocated", w.ToString());
        Assert.Equal(
            "Net: A.B shares the memory of its root; only the root allocates.", Assert.Throws<InvalidOperationException>(sub.Allocate).Message);

        scope.Allocate();
        Assert.Equal("Net: the memory is allocated already.", Assert.Throws<InvalidOperationException>(scope.Allocate).Message);
        Expect.Message<InvalidOperationException>(
            "Net: A.B.V is declared after the memory was allocated.", () => sub.Parameter("V", Init.Ones, 1, 2));
    }

    [Fact]
    public void Parameters_beyond_one_array_are_refused()
    {
        var scope = LayerScope.Root("Net", 1);
        scope.Parameter("A", Init.Zeros, 1, 2_000_000_000);
        scope.Parameter("B", Init.Zeros, 1, 2_000_000_000);
        Assert.StartsWith(
            "Net: the parameters up to B (2000000000) need 16,000,000,000 bytes, and their gradients as many; one model can hold ", Assert.Throws<InsufficientMemoryException>(scope.Allocate).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_are_gone_through_in_order_over_the_parameters_own_memory()
    {
        var net = new TinyNet();
        Gradients gradients = net.Grads;
        Assert.Equal(4, gradients.Count);
        gradients[3][1] = 5;
        Assert.Equal(5, net.Params[3].Grad[1]);

        List<nint> lengths = [];
        foreach (TensorSpan<float> gradient in gradients) lengths.Add(gradient.FlattenedLength);
        Assert.Equal([6, 20, 1, 5], lengths);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = net.Grads[4]; });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = net.Grads[-1]; });
        Assert.Equal(0, default(Gradients).Count);
    }

    private static nint Address(Block block)
        => Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetReference(block.Span));
}
