namespace NNGen;

/// <content>One of two elements, with broadcasting.</content>
public static partial class Ops
{
    /// <summary>The larger of a and b; NaN if either is. Gradient: dy to the larger, half to each of equals.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Var Maximum(Var a, Var b) => Var.Elementwise("Maximum", a, b, Math.Max);

    /// <summary>The smaller of a and b; NaN if either is. Gradient: dy to the smaller, half to each of equals.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Var Minimum(Var a, Var b) => Var.Elementwise("Minimum", a, b, Math.Min);

    /// <summary>a where m is true, else b. Gradients: da = dy where m, else 0; db = 0 where m, else dy.</summary>
    /// <exception cref="ShapeException">The three shapes do not broadcast.</exception>
    public static Var Where(Mask m, Var a, Var b)
    {
        Shape shape = Broadcasting.Of("Where", m.Shape, a.Shape, b.Shape);
        var condition = m.Data;
        var x = a.Data;
        var y = b.Data;
        double[] result = new double[shape.Size];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = condition[Broadcasting.Source(m.Shape, shape, i)]
                ? x[Broadcasting.Source(a.Shape, shape, i)]
                : y[Broadcasting.Source(b.Shape, shape, i)];
        }

        return new(shape, result);
    }
}
