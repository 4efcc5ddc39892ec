using System.Globalization;

namespace NNGen.Bench.StartUp;

/// <summary>The work of a program that starts, does one training step of 784-100-10 with ReLU on a batch of 100, and ends: what goes in, and what it tells.</summary>
internal static class Step
{
    public const int Batch = 100, I = 784, H = 100, O = 10;
    public const float LearningRate = 0.1f;

    public static readonly float[] Images = Numbers(Batch * I, 1), HiddenW = Numbers(I * H, 2), HiddenB = Numbers(H, 3), OutputW = Numbers(H * O, 4), OutputB = Numbers(O, 5);

    /// <summary>The class of image i.</summary>
    public static int Label(int i) => i * 7 % O;

    /// <summary>Prints the loss before the step and the last bias after it, by which the programs are held against each other.</summary>
    public static void Report(float loss, ReadOnlySpan<float> outputB)
    {
        Console.WriteLine(loss.ToString(CultureInfo.InvariantCulture));
        foreach (float value in outputB) Console.WriteLine(value.ToString(CultureInfo.InvariantCulture));
    }

    // Between −0.1 and 0.1, by the simplest generator there is: a better one would take longer than the step.
    private static float[] Numbers(int count, uint state)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            values[i] = ((state >> 8) * (0.2f / (1 << 24))) - 0.1f;
        }

        return values;
    }
}
