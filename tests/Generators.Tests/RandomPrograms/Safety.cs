namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Where values may lie, so that floats and difference quotients of them can be trusted.</summary>
internal static class Safety
{
    /// <summary>
    /// The distance from a kink, relative to the value. A difference quotient moves an input by 6e-6 and a float is off by some 1e-6 after
    /// a few steps; a few hundred times as much leaves room for what the steps between make of it.
    /// </summary>
    private const double Margin = 2e-3;

    public static bool Within(Var x, double low, double high) => x.ToArray().All(value => value >= low && value <= high);

    public static bool Clear(Var x, params double[] kinks)
        => kinks.Length == 0 || x.ToArray().All(value => kinks.All(kink => Apart(value, kink)));

    /// <summary>Whether no element is close to that of another value, broadcast.</summary>
    public static bool Differ(Var a, Var b)
    {
        double[] difference = (a - b).ToArray(), scale = Ops.Maximum(Ops.Abs(a), Ops.Abs(b)).ToArray();
        return difference.Zip(scale).All(pair => Math.Abs(pair.First) > Margin * Math.Max(1, pair.Second));
    }

    /// <summary>Whether the largest of each lane (or the least) is clearly so.</summary>
    public static bool HasClearExtremum(Var x, int? axis, bool largest)
    {
        foreach (double[] lane in Lanes(x, axis))
        {
            double[] sorted = [.. largest ? lane.OrderDescending() : lane.Order()];
            if (sorted.Length > 1 && !Apart(sorted[0], sorted[1])) return false;
        }

        return true;
    }

    /// <summary>Whether no two elements are close to each other.</summary>
    public static bool AllDiffer(Var x)
    {
        double[] sorted = [.. x.ToArray().Order()];
        return sorted.Zip(sorted.Skip(1)).All(pair => Apart(pair.First, pair.Second));
    }

    private static bool Apart(double a, double b) => Math.Abs(a - b) > Margin * Math.Max(1, Math.Abs(a));

    private static IEnumerable<double[]> Lanes(Var x, int? axis)
    {
        double[] data = x.ToArray();
        if (axis is not { } given) return [data];
        int[] shape = x.Shape.Dims.ToArray();
        int at = given < 0 ? given + shape.Length : given, length = shape[at];
        int inner = shape.Skip(at + 1).Aggregate(1, (product, extent) => product * extent), outer = shape.Take(at).Aggregate(1, (product, extent) => product * extent);
        return Enumerable.Range(0, outer * inner).Select(lane => Enumerable.Range(0, length).Select(k => data[(lane / inner * length + k) * inner + lane % inner]).ToArray());
    }
}
