using System.Numerics.Tensors;
using NNGen.Runtime.Tests.Layers;

namespace NNGen.Runtime.Tests.Core;

/// <summary>A whole training step of a generated layer, large enough to be cut: the same bits whatever the number of threads, and no garbage.</summary>
[Collection(nameof(VectorWidths))]
public sealed class TrainingStepTests : IDisposable
{
    private const int Batch = 100, Inputs = 784, Hidden = 100, Outputs = 10;

    private readonly int _count = Workers.Count;

    public void Dispose() => Workers.Count = _count;

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Its_results_are_the_same_to_the_bit(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        Workers.Count = 1;
        (float[] losses, float[] parameters) = Train(5);
        Assert.True(losses[^1] < losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
        foreach (int workers in new[] { 2, 3, 4 })
        {
            Workers.Count = workers;
            (float[] sameLosses, float[] sameParameters) = Train(5);
            Assert.Equal(losses, sameLosses);
            Assert.True(parameters.AsSpan().SequenceEqual(sameParameters), $"the parameters differ with {workers} workers");
        }
    }

    [Fact]
    public void Models_on_threads_of_their_own_learn_what_one_alone_does()
    {
        Workers.Count = 1;
        (float[] losses, float[] parameters) = Train(5);
        Workers.Count = 2;
        Exception? failure = null;
        Thread[] hosts = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            try
            {
                for (int run = 0; run < 5; run++) AssertSame(Train(5));
            }
            catch (Exception e)
            {
                failure = e;
            }
        }))];
        foreach (Thread host in hosts) host.Start();
        foreach (Thread host in hosts) host.Join();
        Assert.Null(failure);
        Parallel.For(0, 4, _ => AssertSame(Train(5)));

        void AssertSame((float[] Losses, float[] Parameters) found)
        {
            Assert.Equal(losses, found.Losses);
            Assert.True(parameters.AsSpan().SequenceEqual(found.Parameters), "the parameters differ");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_allocates_nothing(int workers)
    {
        Workers.Count = workers;
        (TwoLayerNet net, Tensor<float> x, Tensor<int> t) = Start();
        var sgd = new Sgd(0.1f);
        for (int step = 0; step < 5; step++) Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 5; step++) Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            net.Forward(x, t);
            net.Backward();
            sgd.Update(net);
        }
    }

    private static (float[] Losses, float[] Parameters) Train(int steps)
    {
        (TwoLayerNet net, Tensor<float> x, Tensor<int> t) = Start();
        var sgd = new Sgd(0.1f);
        float[] losses = new float[steps];
        for (int step = 0; step < steps; step++)
        {
            losses[step] = net.Forward(x, t);
            net.Backward();
            sgd.Update(net);
        }

        return (losses, [.. net.Params.SelectMany(parameter => parameter.ValueBlock.Span.ToArray())]);
    }

    private static (TwoLayerNet Net, Tensor<float> X, Tensor<int> T) Start()
    {
        var random = new Random(5);
        var net = new TwoLayerNet(I: Inputs, H: Hidden, O: Outputs, seed: 3);
        float[] x = [.. Enumerable.Range(0, Batch * Inputs).Select(_ => random.NextSingle())];
        int[] t = [.. Enumerable.Range(0, Batch).Select(_ => random.Next(Outputs))];
        return (net, Tensor.Create(x, [Batch, Inputs]), Tensor.Create(t, [Batch]));
    }
}
