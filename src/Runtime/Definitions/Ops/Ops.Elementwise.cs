namespace NNGen;

/// <content>Functions of one element; the result has the shape of x.</content>
public static partial class Ops
{
    /// <summary>eˣ. Gradient: dx = dy·y.</summary>
    public static Var Exp(Var x) => x.Map(Math.Exp);

    /// <summary>The natural logarithm: −∞ at 0, NaN below. Gradient: dx = dy/x.</summary>
    public static Var Log(Var x) => x.Map(Math.Log);

    /// <summary>The natural logarithm of 1 + x, without cancellation near 0: −∞ at −1, NaN below. Gradient: dx = dy/(1 + x).</summary>
    public static Var Log1p(Var x) => x.Map(ElementaryFunctions.Log1p);

    /// <summary>eˣ − 1, without cancellation near 0. Gradient: dx = dy·(y + 1).</summary>
    public static Var Expm1(Var x) => x.Map(ElementaryFunctions.Expm1);

    /// <summary>√x: NaN below 0. Gradient: dx = dy/(2y).</summary>
    public static Var Sqrt(Var x) => x.Map(Math.Sqrt);

    /// <summary>1/√x: ∞ at 0, NaN below. Gradient: dx = −dy·y³/2.</summary>
    public static Var Rsqrt(Var x) => x.Map(v => 1 / Math.Sqrt(v));

    /// <summary>x². Gradient: dx = 2·dy·x.</summary>
    public static Var Square(Var x) => x.Map(v => v * v);

    /// <summary>|x|. Gradient: dx = dy·sign(x), 0 at 0.</summary>
    public static Var Abs(Var x) => x.Map(Math.Abs);

    /// <summary>−1 below 0, 1 above, 0 at 0; NaN of NaN. No gradient.</summary>
    public static Var Sign(Var x) => x.Map(v => v > 0 ? 1 : v < 0 ? -1 : v);

    /// <summary>The sine of x in radians; NaN of ±∞. Gradient: dx = dy·cos(x).</summary>
    public static Var Sin(Var x) => x.Map(Math.Sin);

    /// <summary>The cosine of x in radians; NaN of ±∞. Gradient: dx = −dy·sin(x).</summary>
    public static Var Cos(Var x) => x.Map(Math.Cos);

    /// <summary>The hyperbolic tangent. Gradient: dx = dy·(1 − y²).</summary>
    public static Var Tanh(Var x) => x.Map(Math.Tanh);

    /// <summary>1/(1 + e⁻ˣ). Gradient: dx = dy·y·(1 − y).</summary>
    public static Var Sigmoid(Var x) => x.Map(v => 1 / (1 + Math.Exp(-v)));

    /// <summary>x where it is positive, else 0; NaN stays NaN. Gradient: dx = dy where x is positive, else 0.</summary>
    public static Var Relu(Var x) => x.Map(v => v <= 0 ? 0 : v);

    /// <summary>x where it is positive, else slope·x. Gradients: dx = dy where x is positive, else slope·dy, at 0 too; none to the slope.</summary>
    public static Var LeakyRelu(Var x, float slope = 0.01f) => x.Map(v => v > 0 ? v : slope * v);

    /// <summary>x where it is positive, else alpha·(eˣ − 1). Gradient: dx = dy where x is positive, else dy·alpha·eˣ; none to alpha.</summary>
    public static Var Elu(Var x, float alpha = 1) => x.Map(v => v > 0 ? v : alpha * ElementaryFunctions.Expm1(v));

    /// <summary>ln(1 + eˣ), as max(x, 0) + ln(1 + e^−|x|). Gradient: dx = dy·sigmoid(x).</summary>
    public static Var Softplus(Var x) => x.Map(v => Math.Max(v, 0) + ElementaryFunctions.Log1p(Math.Exp(-Math.Abs(v))));

    /// <summary>x·sigmoid(x), also called swish; 0 at −∞. Gradient: dx = dy·s·(1 + x·(1 − s)) with s = sigmoid(x).</summary>
    public static Var Silu(Var x) => x.Map(v => double.IsNegativeInfinity(v) ? 0 : v / (1 + Math.Exp(-v)));

    /// <summary>
    /// x·Φ(x) with Φ(x) = ½·(1 + erf(x/√2)), the normal distribution (Hendrycks and Gimpel, arXiv:1606.08415); 0 at −∞.
    /// Gradient: dx = dy·(Φ(x) + x·e^(−x²/2)/√(2π)).
    /// </summary>
    public static Var Gelu(Var x) => x.Map(v => double.IsNegativeInfinity(v) ? 0 : v * ElementaryFunctions.NormalCdf(v));

    /// <summary>
    /// ½x·(1 + tanh(√(2/π)·(x + 0.044715x³))), the approximation of <see cref="Gelu"/> in the same paper; 0 at −∞.
    /// It equals x·s with s = sigmoid(2√(2/π)·(x + 0.044715x³)). Gradient: dx = dy·s·(1 + x·(1 − s)·2√(2/π)·(1 + 3·0.044715x²)).
    /// </summary>
    public static Var GeluTanh(Var x)
        => x.Map(v => double.IsNegativeInfinity(v) ? 0 : v / (1 + Math.Exp(-2 * Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))));

    /// <summary>The error function 2/√π·∫₀ˣ e^(−t²) dt. Gradient: dx = dy·2/√π·e^(−x²).</summary>
    public static Var Erf(Var x) => x.Map(ElementaryFunctions.Erf);

    /// <summary>
    /// xᵖ, element by element, as <see cref="Math.Pow"/>: x⁰ = 1 whatever x is, a negative x has a power where p is whole, else NaN.
    /// Gradient: dx = dy·p·xᵖ⁻¹, 0 where p is 0; none to p.
    /// </summary>
    public static Var Pow(Var x, float p) => x.Map(v => Math.Pow(v, p));

    /// <summary>
    /// xᵖ, element by element with broadcasting, as <see cref="Math.Pow"/>. Gradients: dx = dy·p·xᵖ⁻¹, 0 where p is 0; dp = dy·y·ln x,
    /// 0 where x is 0 and p is not negative.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Var Pow(Var x, Var p) => Var.Elementwise("Pow", x, p, Math.Pow);

    /// <summary>
    /// x, but at least min and at most max; max where min is larger than max; NaN stays NaN. Gradient: dx = dy where min ≤ x ≤ max,
    /// else 0; none to the limits.
    /// </summary>
    public static Var Clamp(Var x, float min, float max) => x.Map(v => Math.Min(Math.Max(v, min), max));
}
