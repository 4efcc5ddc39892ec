namespace NNGen;

/// <content>
/// Arithmetic and comparisons, element by element with broadcasting. Either side may be a float or an int, which
/// convert to a scalar. The gradient of an operand that was stretched is the sum over what was stretched.
/// </content>
public partial class Var
{
    /// <summary>a + b. Gradients: da = dy, db = dy.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Var operator +(Var a, Var b) => Elementwise("+", a, b, (x, y) => x + y);

    /// <summary>a − b. Gradients: da = dy, db = −dy.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Var operator -(Var a, Var b) => Elementwise("-", a, b, (x, y) => x - y);

    /// <summary>a · b, element by element. Gradients: da = dy·b, db = dy·a.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Var operator *(Var a, Var b) => Elementwise("*", a, b, (x, y) => x * y);

    /// <summary>a / b. Gradients: da = dy/b, db = −dy·a/b².</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Var operator /(Var a, Var b) => Elementwise("/", a, b, (x, y) => x / y);

    /// <summary>−x. Gradient: dx = −dy.</summary>
    public static Var operator -(Var x) => x.Map(v => -v);

    /// <summary>Where a is less than b. No gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Mask operator <(Var a, Var b) => Compare("<", a, b, (x, y) => x < y);

    /// <summary>Where a is at most b. No gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Mask operator <=(Var a, Var b) => Compare("<=", a, b, (x, y) => x <= y);

    /// <summary>Where a is greater than b. No gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Mask operator >(Var a, Var b) => Compare(">", a, b, (x, y) => x > y);

    /// <summary>Where a is at least b. No gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Mask operator >=(Var a, Var b) => Compare(">=", a, b, (x, y) => x >= y);

    /// <summary>A function of each element.</summary>
    internal Var Map(Func<double, double> f)
    {
        var x = Data;
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++) y[i] = f(x[i]);
        return new(Shape, y);
    }

    /// <summary>A function of each pair of elements, with broadcasting.</summary>
    internal static Var Elementwise(string where, Var a, Var b, Func<double, double, double> f)
    {
        Shape shape = Broadcasting.Of(where, a.Shape, b.Shape);
        return new(shape, Broadcasting.Zip(shape, a, b, f));
    }

    private static Mask Compare(string where, Var a, Var b, Func<double, double, bool> f)
    {
        Shape shape = Broadcasting.Of(where, a.Shape, b.Shape);
        return new(shape, Broadcasting.Zip(shape, a, b, f));
    }
}
