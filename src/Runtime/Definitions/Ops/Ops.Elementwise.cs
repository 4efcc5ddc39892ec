namespace NNGen;

/// <content>Functions of one element; the result has the shape of x.</content>
public static partial class Ops
{
    /// <summary>eˣ. Gradient: dx = dy·y.</summary>
    public static Var Exp(Var x) => x.Map(Math.Exp);

    /// <summary>The natural logarithm: −∞ at 0, NaN below. Gradient: dx = dy/x.</summary>
    public static Var Log(Var x) => x.Map(Math.Log);

    /// <summary>√x: NaN below 0. Gradient: dx = dy/(2y).</summary>
    public static Var Sqrt(Var x) => x.Map(Math.Sqrt);

    /// <summary>1/√x: ∞ at 0, NaN below. Gradient: dx = −dy·y³/2.</summary>
    public static Var Rsqrt(Var x) => x.Map(v => 1 / Math.Sqrt(v));

    /// <summary>x². Gradient: dx = 2·dy·x.</summary>
    public static Var Square(Var x) => x.Map(v => v * v);

    /// <summary>|x|. Gradient: dx = dy·sign(x), 0 at 0.</summary>
    public static Var Abs(Var x) => x.Map(Math.Abs);

    /// <summary>The hyperbolic tangent. Gradient: dx = dy·(1 − y²).</summary>
    public static Var Tanh(Var x) => x.Map(Math.Tanh);

    /// <summary>1/(1 + e⁻ˣ). Gradient: dx = dy·y·(1 − y).</summary>
    public static Var Sigmoid(Var x) => x.Map(v => 1 / (1 + Math.Exp(-v)));

    /// <summary>x where it is positive, else 0; NaN stays NaN. Gradient: dx = dy where x is positive, else 0.</summary>
    public static Var Relu(Var x) => x.Map(v => v <= 0 ? 0 : v);
}
