namespace NNGen.Verification;

/// <summary>
/// Compares the gradients that generated code computed, in floats, with the numerical gradients of the definition.
/// The relative error of an element is |a − n| / max(|a|, |n|, floor), where the floor is the larger of
/// <see cref="AbsoluteFloor"/> and 1 % of the largest |n| of the tensor: a float gradient is a sum that may cancel, and is as
/// exact as its terms, not as what is left of them. Where either is NaN or infinite the error is infinite.
/// </summary>
public static class GradientCheck
{
    /// <summary>Gradients below this are compared by their absolute error.</summary>
    public const double AbsoluteFloor = 1e-4;

    /// <summary>Compares one gradient with its numerical one, element by element.</summary>
    /// <param name="name">The parameter or input.</param>
    /// <param name="analytic">The gradient, row-major.</param>
    /// <param name="numerical">The numerical gradient, as <see cref="NumericalGradient"/> gives it.</param>
    /// <exception cref="ShapeException">There are more of the one than of the other.</exception>
    public static GradientComparison Compare(string name, ReadOnlySpan<float> analytic, Var numerical)
    {
        ArgumentNullException.ThrowIfNull(numerical);
        return Compare(name, numerical.Shape, analytic, numerical.Data);
    }

    /// <summary>Compares one gradient with its numerical one, both flat.</summary>
    /// <param name="name">The parameter or input.</param>
    /// <param name="analytic">The gradient.</param>
    /// <param name="numerical">The numerical gradient.</param>
    /// <exception cref="ShapeException">There are more of the one than of the other.</exception>
    public static GradientComparison Compare(string name, ReadOnlySpan<float> analytic, ReadOnlySpan<double> numerical)
        => Compare(name, new Shape(numerical.Length), analytic, numerical);

    /// <summary>
    /// Compares the gradient of every parameter of a layer, as its last <c>Backward</c> left it, with the numerical one of a
    /// loss that is computed from the definition at the same inputs.
    /// </summary>
    /// <param name="layer">The layer, after <c>Forward</c> and <c>Backward</c>.</param>
    /// <param name="loss">The definition's loss: <c>() => net.Forward(x, t)</c> with <see cref="Var"/>s. It runs in training mode, as the last
    /// <c>Forward</c> did: with the same dropout, and with the states that it found.</param>
    /// <exception cref="InvalidOperationException">The thread has the definition of another layer in training mode.</exception>
    public static GradientReport Of(ILayer layer, Func<Var> loss)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using (TrainingDefinition.Current?.IsOf(layer) == true ? null : Definition.Training(layer))
            return new([.. layer.Params.Select(p => Compare(p.Name, p.GradBlock.Span, NumericalGradient.Of(loss, p)))]);
    }

    private static GradientComparison Compare(string name, Shape shape, ReadOnlySpan<float> analytic, ReadOnlySpan<double> numerical)
    {
        if (analytic.Length != numerical.Length)
            throw new ShapeException($"GradientCheck: {name} has {analytic.Length} gradients and {numerical.Length} numerical ones.");

        double floor = AbsoluteFloor;
        foreach (double n in numerical)
            if (double.IsFinite(n)) floor = Math.Max(floor, 0.01 * Math.Abs(n));

        var worst = new GradientComparison(name, shape, -1, 0, 0, 0);
        for (int i = 0; i < analytic.Length; i++)
        {
            double a = analytic[i], n = numerical[i];
            double error = double.IsFinite(a) && double.IsFinite(n)
                ? Math.Abs(a - n) / Math.Max(Math.Max(Math.Abs(a), Math.Abs(n)), floor)
                : double.PositiveInfinity;
            if (worst.Worst < 0 || error > worst.RelativeError) worst = new(name, shape, i, a, n, error);
        }

        return worst;
    }
}
