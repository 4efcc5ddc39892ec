using System.Numerics.Tensors;

namespace NNGen.Samples.Spiral;

/// <summary>Plain stochastic gradient descent over the spiral, thirty points at a time.</summary>
internal static class Training
{
    public const int BatchSize = 30;
    public const float LearningRate = 1.0f;

    private const int BatchesPerEpoch = SpiralData.Count / BatchSize;

    /// <summary>Trains epoch by epoch, as the result is read; gives the mean loss of each.</summary>
    /// <param name="net">What is trained.</param>
    /// <param name="data">What it learns from; every epoch goes through it in a new random order.</param>
    /// <param name="epochs">How often it goes through the data.</param>
    /// <param name="seed">The same seed gives the same orders.</param>
    public static IEnumerable<float> Run(TwoLayerNet net, SpiralData data, int epochs, int seed)
    {
        var sgd = new Sgd(LearningRate);
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, SpiralData.Count)];
        float[] points = new float[BatchSize * 2];
        int[] labels = new int[BatchSize];
        Tensor<float> x = Tensor.Create(points, [BatchSize, 2]); // the tensors are views of the arrays
        Tensor<int> t = Tensor.Create(labels, [BatchSize]);

        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            float sum = 0;
            foreach (int[] batch in order.Chunk(BatchSize))
            {
                data.CopyTo(batch, points, labels);
                sum += net.Forward(x, t);
                net.Backward();
                sgd.Update(net);
            }

            yield return sum / BatchesPerEpoch;
        }
    }

    /// <summary>How many points the network puts into the right arm.</summary>
    public static int CountRight(TwoLayerNet net, SpiralData data)
        => Classify(net, data.Points).Zip(data.Labels).Count(pair => pair.First == pair.Second);

    /// <summary>The arm with the largest score, for each row of points.</summary>
    public static int[] Classify(TwoLayerNet net, Tensor<float> points)
    {
        float[] scores = [.. net.Predict(points)];
        return [.. scores.Chunk(SpiralData.Arms).Select(row => row.IndexOf(row.Max()))];
    }
}
