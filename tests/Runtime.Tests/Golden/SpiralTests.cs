using System.Numerics.Tensors;
using System.Text.Json;
using NNGen.Core;
using NNGen.Runtime.Tests.Core;
using NNGen.Runtime.Tests.Layers;

namespace NNGen.Runtime.Tests.Golden;

/// <summary>
/// The training run of the first chapter, step by step against the same run in double precision: the spiral of 300 points, a net of
/// 2-10-3, plain gradient descent, batches of thirty in the order of the recorded permutations.
/// </summary>
[Collection(nameof(VectorWidths))]
public sealed class SpiralTests
{
    private const int Batch = 30;

    private static readonly Lazy<Run> Recorded = new(() =>
    {
        using Stream file = typeof(SpiralTests).Assembly.GetManifestResourceStream("spiral-1984.json")!;
        return JsonSerializer.Deserialize<Run>(file, JsonSerializerOptions.Web)!;
    });

    [Fact]
    public void The_first_gradients_are_those_of_the_recorded_run()
    {
        Run run = Recorded.Value;
        TwoLayerNet net = Start(run);
        (Tensor<float> x, Tensor<int> t) = Slice(run, Order(run, epoch: 0, [.. Enumerable.Range(0, 300)]), 0);
        Assert.Equal(run.IterationLosses[0], net.Forward(x, t), 1e-4 * run.IterationLosses[0]);
        net.Backward();
        double[][] expected = [[.. run.FirstGradients.W1.SelectMany(row => row)], run.FirstGradients.B1, [.. run.FirstGradients.W2.SelectMany(row => row)], run.FirstGradients.B2];
        for (int p = 0; p < expected.Length; p++)
        {
            double largest = expected[p].Max(Math.Abs);
            foreach ((double wanted, float found) in expected[p].Zip(net.Params[p].GradBlock.Span.ToArray())) Assert.Equal(wanted, found, 1e-4 * Math.Max(Math.Abs(wanted), 0.01 * largest));
        }
    }

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void The_first_losses_are_those_of_the_recorded_run(int width)
    {
        using (VectorWidths.Use(width))
        {
            (List<double> losses, _) = Train(epochs: 3);
            for (int i = 0; i < 30; i++) Assert.Equal(Recorded.Value.IterationLosses[i], losses[i], 1e-4 * Recorded.Value.IterationLosses[i]);
        }
    }

    [Fact]
    public void The_whole_run_ends_where_the_recorded_one_does()
    {
        Run run = Recorded.Value;
        (List<double> losses, TwoLayerNet net) = Train(epochs: 300);
        double[] epochs = [.. losses.Chunk(10).Select(chunk => chunk.Average())];
        Assert.Equal(run.EpochLosses[99], epochs[99], 0.02 * run.EpochLosses[99]);
        Assert.Equal(run.EpochLosses[299], epochs[299], 0.02 * run.EpochLosses[299]);

        Tensor<float> scores = net.Predict(Tensor.Create([.. run.X.SelectMany(point => point)], [300, 2]));
        int correct = 0;
        for (int row = 0; row < 300; row++)
        {
            int best = 0;
            for (int column = 1; column < 3; column++) if (scores[row, column] > scores[row, best]) best = column;
            if (best == run.T[row]) correct++;
        }

        Assert.InRange(correct, run.TrainCorrect - 2, run.TrainCorrect + 2);
    }

    private static TwoLayerNet Start(Run run)
    {
        var net = new TwoLayerNet(I: 2, H: 10, O: 3, seed: 0);
        net.Hidden.W.Load([.. run.Init.W1.SelectMany(row => row)]);
        net.Hidden.B.ValueBlock.Span.Clear();
        net.Output.W.Load([.. run.Init.W2.SelectMany(row => row)]);
        net.Output.B.ValueBlock.Span.Clear();
        return net;
    }

    private static (List<double> Losses, TwoLayerNet Net) Train(int epochs)
    {
        Run run = Recorded.Value;
        TwoLayerNet net = Start(run);
        var sgd = new Sgd(learningRate: 1);
        int[] order = [.. Enumerable.Range(0, 300)];
        var losses = new List<double>();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            order = Order(run, epoch, order);
            for (int start = 0; start < 300; start += Batch)
            {
                (Tensor<float> x, Tensor<int> t) = Slice(run, order, start);
                losses.Add(net.Forward(x, t));
                net.Backward();
                sgd.Update(net);
            }
        }

        return (losses, net);
    }

    /// <summary>A permutation applies to the order that the epoch before left.</summary>
    private static int[] Order(Run run, int epoch, int[] before) => [.. run.Perms[epoch].Select(place => before[place])];

    private static (Tensor<float> X, Tensor<int> T) Slice(Run run, int[] order, int start)
    {
        int[] rows = order[start..(start + Batch)];
        return (Tensor.Create([.. rows.SelectMany(row => run.X[row])], [Batch, 2]), Tensor.Create([.. rows.Select(row => run.T[row])], [Batch]));
    }

    /// <summary>The file, as its README describes it.</summary>
    private sealed record Run(float[][] X, int[] T, Weights Init, int[][] Perms, Gradients FirstGradients, double[] IterationLosses, double[] EpochLosses, int TrainCorrect);

    private sealed record Weights(float[][] W1, float[][] W2);

    private sealed record Gradients(double[][] W1, double[] B1, double[][] W2, double[] B2);
}
