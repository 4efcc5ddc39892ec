using System.Numerics.Tensors;

namespace NNGen.Samples.Spiral;

/// <summary>Three arms of a spiral with a hundred points each: two numbers and a label for every point.</summary>
/// <remarks>
/// Point i of arm j has the radius r = i / 100 and the angle θ = 4j + 4r + 0.2ε with ε normal; it lies at (r·sin θ, r·cos θ).
/// From "Deep Learning from Scratch 2", chapter 1.
/// </remarks>
internal sealed class SpiralData
{
    public const int Arms = 3;
    public const int PointsPerArm = 100;
    public const int Count = Arms * PointsPerArm;

    private readonly float[] _points = new float[Count * 2];
    private readonly int[] _labels = new int[Count];

    public SpiralData(int seed)
    {
        var random = new Random(seed); // a seeded Random gives the same numbers on every version of .NET
        for (int i = 0; i < Count; i++)
        {
            int arm = i / PointsPerArm;
            double radius = (double)(i % PointsPerArm) / PointsPerArm;
            double angle = (4.0 * arm) + (4.0 * radius) + (0.2 * Normal(random));
            _points[2 * i] = (float)(radius * Math.Sin(angle));
            _points[(2 * i) + 1] = (float)(radius * Math.Cos(angle));
            _labels[i] = arm;
        }

        Points = Tensor.Create(_points, [Count, 2]);
        Labels = Tensor.Create(_labels, [Count]);
    }

    /// <summary>All points, (300, 2).</summary>
    public Tensor<float> Points { get; }

    /// <summary>The arm that each point belongs to, (300).</summary>
    public Tensor<int> Labels { get; }

    /// <summary>Every point with its arm.</summary>
    public IEnumerable<(float X, float Y, int Label)> All
        => Enumerable.Range(0, Count).Select(i => (_points[2 * i], _points[(2 * i) + 1], _labels[i]));

    /// <summary>Copies the chosen points and their labels into a batch.</summary>
    public void CopyTo(ReadOnlySpan<int> chosen, Span<float> points, Span<int> labels)
    {
        for (int row = 0; row < chosen.Length; row++)
        {
            _points.AsSpan(2 * chosen[row], 2).CopyTo(points[(2 * row)..]);
            labels[row] = _labels[chosen[row]];
        }
    }

    /// <summary>A number from the normal distribution, by the method of Box and Muller.</summary>
    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
