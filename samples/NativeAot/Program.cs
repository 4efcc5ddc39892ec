using System.Globalization;
using System.Numerics.Tensors;
using NNGen.Samples.NativeAot;
using NNGen.Samples.Spiral;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Points.Usage);
    return 0;
}

if (args is ["--train"])
{
    Console.Write(WeightsFile.Of(TrainedNet.Train()));
    return 0;
}

if (!Points.TryParse(args, out float[]? points, out string? problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}

TwoLayerNet net = TrainedNet.Load();
int[] arms = Training.Classify(net, Tensor.Create(points, [points.Length / 2, 2]));
for (int i = 0; i < arms.Length; i++)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({points[2 * i]:F2}, {points[(2 * i) + 1]:F2}) lies in arm {(char)('A' + arms[i])}"));
return 0;
