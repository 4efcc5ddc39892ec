namespace NNGen.Runtime.Tests.Definitions;

public class GradientTargetTests
{
    [Fact]
    public void Assigning_writes_over_the_gradients()
    {
        var net = new TinyNet();
        for (int call = 0; call < 2; call++) Backward(net.Scope, accumulate: false, 3);
        foreach (Parameter p in net.Params) Assert.Equal(-1, p.GradBlock.Span.IndexOfAnyExcept(3));
    }

    [Fact]
    public void Accumulating_adds_to_the_gradients()
    {
        var net = new TinyNet();
        Backward(net.Scope, accumulate: false, 1);
        Backward(net.Scope, accumulate: true, 2);
        Backward(net.Scope, accumulate: true, 4);
        foreach (Parameter p in net.Params) Assert.Equal(-1, p.GradBlock.Span.IndexOfAnyExcept(7));
    }

    [Fact]
    public void Accumulating_changes_nothing_before_it_is_complete()
    {
        var net = new TinyNet();
        Backward(net.Scope, accumulate: false, 1);
        GradientTarget target = net.Scope.BeginGradients(accumulate: true);
        target[net.W].Span.Fill(5);
        Assert.Equal(-1, net.W.GradBlock.Span.IndexOfAnyExcept(1));
        target.Complete();
        Assert.Equal(-1, net.W.GradBlock.Span.IndexOfAnyExcept(6));
    }

    [Fact]
    public void Accumulating_in_a_sub_layer_leaves_the_rest_alone()
    {
        var net = new TinyNet();
        Backward(net.Scope, accumulate: false, 1);
        Backward(net.Hidden, accumulate: true, 2);
        Assert.Equal([1, 3, 3, 1], net.Params.Select(p => p.GradBlock.Span[^1]));
    }

    [Fact]
    public void A_parameter_that_is_not_written_gets_nothing_from_an_earlier_call()
    {
        var net = new TinyNet();
        Backward(net.Hidden, accumulate: true, 2);
        GradientTarget target = net.Scope.BeginGradients(accumulate: true);
        target[net.W].Span.Fill(1);
        target.Complete();
        Assert.Equal([1, 2, 2, 0], net.Params.Select(p => p.GradBlock.Span[^1]));
    }

    [Fact]
    public void Nothing_is_allocated_once_it_ran()
    {
        var net = new TinyNet();
        var sgd = new Sgd(0.1f);
        void Step()
        {
            Backward(net.Scope, accumulate: false, 1);
            Backward(net.Scope, accumulate: true, 1);
            sgd.Update(net);
        }

        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Backward(LayerScope scope, bool accumulate, float value)
    {
        GradientTarget target = scope.BeginGradients(accumulate);
        for (int i = 0; i < scope.Params.Count; i++) target[scope.Params[i]].Span.Fill(value);
        target.Complete();
    }
}
