namespace NNGen.Verification;

/// <summary>
/// Gradients of a definition by central differences in double precision, element by element:
/// (f(x + h) − f(x − h)) / 2h. With h = ∛ε·max(1, |x|), ε = 2⁻⁵², rounding and truncation are of a size, and the result is
/// good to about 1e-10 of the function's own scale: Press et al., "Numerical Recipes", section 5.7. Meaningless at a kink, and
/// of a formula with <see cref="Ops.StopGradient"/>, which a difference does not notice. Within <see cref="Definition.Training"/> every
/// evaluation starts the definition again, so each has the same dropout.
/// </summary>
public static class NumericalGradient
{
    private static readonly double RelativeStep = Math.Cbrt(Math.ScaleB(1, -52));

    /// <summary>The gradient of a scalar with respect to a parameter that it reads, in the parameter's shape.</summary>
    /// <param name="loss">Computes the scalar from the definition; called twice for each element.</param>
    /// <param name="parameter">What is perturbed, in double precision; its floats are left as they are.</param>
    /// <exception cref="ShapeException">The result is no scalar.</exception>
    public static Var Of(Func<Var> loss, Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(parameter);
        double[] values = parameter.ToArray();
        try
        {
            parameter.Override = values;
            return Differences(loss, values, parameter.Shape);
        }
        finally
        {
            parameter.Override = null;
        }
    }

    /// <summary>The gradient of a scalar function of an input at the given point, in the input's shape.</summary>
    /// <param name="f">The function; called twice for each element.</param>
    /// <param name="x">The point.</param>
    /// <exception cref="ShapeException">The result is no scalar.</exception>
    public static Var Of(Func<Var, Var> f, Var x)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(x);
        double[] values = x.ToArray();
        var point = new Var(x.Shape, values);
        return Differences(() => f(point), values, x.Shape);
    }

    private static Var Differences(Func<Var> f, double[] values, Shape shape)
    {
        double[] gradient = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double x = values[i], step = RelativeStep * Math.Max(1, Math.Abs(x));
            double above = x + step, below = x - step;
            values[i] = above;
            double high = Scalar(Evaluate(f));
            values[i] = below;
            double low = Scalar(Evaluate(f));
            values[i] = x;
            gradient[i] = (high - low) / (above - below); // the step as it was rounded
        }

        return new(shape, gradient);
    }

    private static Var Evaluate(Func<Var> f)
    {
        TrainingDefinition.Current?.Restart();
        return f();
    }

    private static double Scalar(Var y)
        => y.Shape.Rank == 0 ? y.Data[0] : throw new ShapeException($"NumericalGradient: the function should give a scalar, but gave {y.Shape}.");
}
