namespace NNGen;

/// <content>
/// Reductions over everything, to a scalar, or along one axis, which the result drops or, with <c>keepDims</c>, keeps as 1.
/// </content>
public static partial class Ops
{
    /// <summary>Σ x over all elements; 0 over none. Gradient: dx = dy everywhere.</summary>
    public static Var Sum(Var x) => Reduce(x, Total);

    /// <summary>Σ x along an axis; 0 over none. Gradient: dx = dy, repeated along the axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Var Sum(Var x, int axis, bool keepDims = false) => Reduce("Sum", x, axis, keepDims, Total);

    /// <summary>The mean of all n elements. Gradient: dx = dy/n everywhere.</summary>
    /// <exception cref="ShapeException">There are no elements.</exception>
    public static Var Mean(Var x) => Reduce(x.NotEmpty("Mean", "mean"), Average);

    /// <summary>The mean along an axis of n elements. Gradient: dx = dy/n, repeated along the axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has no elements.</exception>
    public static Var Mean(Var x, int axis, bool keepDims = false)
        => Reduce("Mean", x.NotEmpty("Mean", "mean", axis), axis, keepDims, Average);

    /// <summary>The largest element; NaN if any is. Gradient: dy, shared equally by the elements that equal y.</summary>
    /// <exception cref="ShapeException">There are no elements.</exception>
    public static Var Max(Var x) => Reduce(x.NotEmpty("Max", "maximum"), Largest);

    /// <summary>The largest element along an axis; NaN if any is. Gradient: dy, shared equally by the elements that equal y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has no elements.</exception>
    public static Var Max(Var x, int axis, bool keepDims = false)
        => Reduce("Max", x.NotEmpty("Max", "maximum", axis), axis, keepDims, Largest);

    /// <summary>The smallest element; NaN if any is. Gradient: dy, shared equally by the elements that equal y.</summary>
    /// <exception cref="ShapeException">There are no elements.</exception>
    public static Var Min(Var x) => Reduce(x.NotEmpty("Min", "minimum"), Smallest);

    /// <summary>The smallest element along an axis; NaN if any is. Gradient: dy, shared equally by the elements that equal y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has no elements.</exception>
    public static Var Min(Var x, int axis, bool keepDims = false)
        => Reduce("Min", x.NotEmpty("Min", "minimum", axis), axis, keepDims, Smallest);

    /// <summary>log Σ eˣ over all elements, as m + log Σ eˣ⁻ᵐ with m the largest; −∞ over none. Gradient: dx = dy·eˣ⁻ʸ.</summary>
    public static Var LogSumExp(Var x) => Reduce(x, LogOfSumOfExp);

    /// <summary>log Σ eˣ along an axis, as m + log Σ eˣ⁻ᵐ with m the largest; −∞ over none. Gradient: dx = dy·eˣ⁻ʸ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Var LogSumExp(Var x, int axis, bool keepDims = false) => Reduce("LogSumExp", x, axis, keepDims, LogOfSumOfExp);

    /// <summary>
    /// The variance of all n elements as a population, the mean of (x − m)² with m their mean: divided by n, not by n − 1.
    /// Gradient: dx = dy·2·(x − m)/n.
    /// </summary>
    /// <exception cref="ShapeException">There are no elements.</exception>
    public static Var Variance(Var x) => Reduce(x.NotEmpty("Variance", "variance"), MeanSquareOfDifferences);

    /// <summary>
    /// The variance along an axis of n elements as a population, the mean of (x − m)² with m the mean along the axis.
    /// Gradient: dx = dy·2·(x − m)/n.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has no elements.</exception>
    public static Var Variance(Var x, int axis, bool keepDims = false)
        => Reduce("Variance", x.NotEmpty("Variance", "variance", axis), axis, keepDims, MeanSquareOfDifferences);

    /// <summary>
    /// The sum along an axis up to and with each element, yₐ = x₀ + … + xₐ: same shape. Gradient: the sum of dy along the axis from each
    /// element on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Var CumSum(Var x, int axis)
    {
        int at = x.Shape.Axis("CumSum", axis);
        return AlongAxis(x, at, x.Shape[at], lane =>
        {
            double sum = 0;
            return [.. lane.Select(v => sum += v)];
        });
    }

    /// <summary>
    /// Where along an axis the largest element is, counted from 0; the first of equals. NaN counts as larger than any number, so that the
    /// first NaN is found, at which <see cref="Max(Var, int, bool)"/> gives NaN. The axis is dropped. No gradient.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has no elements.</exception>
    public static IntVar ArgMax(Var x, int axis)
    {
        Var places = Reduce("ArgMax", x.NotEmpty("ArgMax", "largest element", axis), axis, keepDims: false, lane =>
        {
            int nan = Array.FindIndex(lane, double.IsNaN);
            return nan >= 0 ? nan : Array.IndexOf(lane, lane.Max());
        });
        return IntVar.From([.. places.ToArray().Select(place => (int)place)], places.Shape.Dims.ToArray());
    }

    private static Var Reduce(Var x, Func<double[], double> f) => new(default, [f(x.ToArray())]);

    private static Var Reduce(string where, Var x, int axis, bool keepDims, Func<double[], double> f)
    {
        axis = x.Shape.Axis(where, axis);
        Var kept = AlongAxis(x, axis, 1, lane => [f(lane)]);
        return keepDims ? kept : new(x.Shape.Replace(axis, axis + 1), kept.ToArray());
    }

    /// <summary>A function of each lane along an axis, whose results have the given length.</summary>
    private static Var AlongAxis(Var x, int axis, int resultLength, Func<double[], double[]> f)
    {
        int length = x.Shape[axis];
        int outer = x.Shape.SizeOf(0, axis), inner = x.Shape.SizeOf(axis + 1, x.Shape.Rank);
        Shape shape = x.Shape.Replace(axis, axis + 1, resultLength);
        var data = x.Data;
        double[] result = new double[shape.Size];
        double[] lane = new double[length];
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                for (int k = 0; k < length; k++) lane[k] = data[(o * length + k) * inner + i];
                double[] y = f(lane);
                for (int k = 0; k < resultLength; k++) result[(o * resultLength + k) * inner + i] = y[k];
            }
        }

        return new(shape, result);
    }

    private static double Total(double[] x)
    {
        double sum = 0;
        foreach (double v in x) sum += v;
        return sum;
    }

    private static double Average(double[] x) => Total(x) / x.Length;

    private static double MeanSquareOfDifferences(double[] x)
    {
        double mean = Average(x);
        return Average([.. x.Select(v => (v - mean) * (v - mean))]);
    }

    // Math.Max and Math.Min hand NaN on, which Enumerable.Max and Min do not.
    private static double Largest(double[] x) => x.Aggregate(double.NegativeInfinity, Math.Max);

    private static double Smallest(double[] x) => x.Aggregate(double.PositiveInfinity, Math.Min);

    private static double LogOfSumOfExp(double[] x)
    {
        // An infinite shift would make ∞ − ∞ = NaN of an answer that is plainly ±∞.
        double shift = Largest(x);
        if (double.IsInfinity(shift)) shift = 0;
        return shift + Math.Log(Total([.. x.Select(v => Math.Exp(v - shift))]));
    }

    private static Var NotEmpty(this Var x, string where, string what)
        => x.Shape.Size > 0 ? x : throw new ShapeException($"{where}: there is no {what} of no elements; x is {x.Shape}.");

    private static Var NotEmpty(this Var x, string where, string what, int axis)
        => x.Shape.Dims[x.Shape.Axis(where, axis)] > 0
            ? x
            : throw new ShapeException($"{where}: there is no {what} of no elements; x is {x.Shape}, and axis {axis} is empty.");
}
