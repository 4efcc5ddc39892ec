using NNGen.Samples.Spiral;

namespace NNGen.Samples.NativeAot;

/// <summary>The network of samples/Spiral, with what it has learnt.</summary>
internal static class TrainedNet
{
    private const int Seed = 1984, Epochs = 300;

    /// <summary>From the weights that are part of the program: there is no file to read and nothing to parse.</summary>
    public static TwoLayerNet Load()
    {
        var net = New();
        net.Hidden.W.Load(Weights.HiddenW);
        net.Hidden.B.Load(Weights.HiddenB);
        net.Output.W.Load(Weights.OutputW);
        net.Output.B.Load(Weights.OutputB);
        return net;
    }

    /// <summary>From the points, in some milliseconds.</summary>
    public static TwoLayerNet Train()
    {
        var net = New();
        foreach (float loss in Training.Run(net, new SpiralData(Seed), Epochs, Seed))
            if (!float.IsFinite(loss)) throw new InvalidOperationException($"The loss became {loss}.");
        return net;
    }

    private static TwoLayerNet New() => new(I: 2, H: 10, O: SpiralData.Arms, seed: Seed);
}
