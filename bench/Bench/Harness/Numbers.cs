using System.Numerics.Tensors;

namespace NNGen.Bench;

/// <summary>The data of the workloads: the same for every contender, from a fixed seed.</summary>
internal static class Numbers
{
    /// <summary>Evenly distributed between −1 and 1.</summary>
    public static float[] Of(int count, int seed = 1)
    {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = random.NextSingle() * 2 - 1;
        return values;
    }

    public static int[] Labels(int count, int classes)
    {
        var random = new Random(7);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) labels[i] = random.Next(classes);
        return labels;
    }

    public static Tensor<float> Shaped(this float[] values, params nint[] shape) => Tensor.Create(values, shape);
}
