using NNGen.Verification;

namespace NNGen.Generators.Tests.Layers;

/// <summary>
/// The numerical gradient of a definition for some elements of a tensor: each costs two runs of the definition, so that of hundreds only
/// some are taken, the first and the last among them, where loops begin and end.
/// </summary>
internal sealed record SampledGradient(Shape Shape, int[] Elements, double[] Values)
{
    private static readonly double RelativeStep = Math.Cbrt(Math.ScaleB(1, -52));

    /// <summary>A tensor of the gradient's shape.</summary>
    public Var Empty => new(Shape, new double[Shape.Size]);

    public static SampledGradient Of(Func<Var> loss, Parameter parameter, int most)
    {
        double[] values = parameter.ToArray();
        int[] elements = Choose(values.Length, most);
        try
        {
            parameter.Override = values;
            return new(parameter.Shape, elements, Of(loss, values, elements));
        }
        finally
        {
            parameter.Override = null;
        }
    }

    public static SampledGradient Of(Func<Var, Var> f, Var x, int most)
    {
        double[] values = x.ToArray();
        var point = new Var(x.Shape, values);
        int[] elements = Choose(values.Length, most);
        return new(x.Shape, elements, Of(() => f(point), values, elements));
    }

    /// <summary>Central differences of a loss that reads the values; steps as in <see cref="NumericalGradient"/>.</summary>
    public static double[] Of(Func<Var> loss, double[] values, IReadOnlyList<int> elements)
    {
        double[] gradient = new double[elements.Count];
        for (int i = 0; i < gradient.Length; i++)
        {
            double x = values[elements[i]], step = RelativeStep * Math.Max(1, Math.Abs(x));
            double above = x + step, below = x - step;
            values[elements[i]] = above;
            double high = Evaluate(loss);
            values[elements[i]] = below;
            double low = Evaluate(loss);
            values[elements[i]] = x;
            gradient[i] = (high - low) / (above - below);
        }

        return gradient;
    }

    /// <summary>Every evaluation starts the definition again, so that each has the same dropout and the same states.</summary>
    private static double Evaluate(Func<Var> loss)
    {
        TrainingDefinition.Current?.Restart();
        return loss().ToArray()[0];
    }

    /// <summary>Those of a gradient's elements that are compared.</summary>
    public float[] Of(ReadOnlySpan<float> gradient)
    {
        float[] chosen = new float[Elements.Length];
        for (int i = 0; i < chosen.Length; i++) chosen[i] = gradient[Elements[i]];
        return chosen;
    }

    private static int[] Choose(int length, int most)
    {
        int count = Math.Min(length, most);
        return [.. Enumerable.Range(0, count).Select(i => count == length ? i : (int)((long)i * (length - 1) / (count - 1)))];
    }
}
