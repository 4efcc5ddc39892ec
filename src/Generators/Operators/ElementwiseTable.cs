using NNGen.Generators.Graphs;

namespace NNGen.Generators.Operators;

/// <summary>
/// Every elementwise function, a row each: name, vector expression, scalar expression, the formula as comments show it,
/// how tightly it binds, floating-point operations for each element, and the gradient of each operand.
/// </summary>
internal static class ElementwiseTable
{
    public static IReadOnlyList<Operator> All { get; } =
    [
        new Elementwise("Add", "{0} + {1}", "{0} + {1}", "{0} + {1}", Precedence.Sum, 1, d => [d.Gradient, d.Gradient], "op_Addition"),
        new Elementwise("Subtract", "{0} - {1}", "{0} - {1}", "{0} − {1}", Precedence.Sum, 1, d => [d.Gradient, -d.Gradient], "op_Subtraction"),
        new Elementwise("Multiply", "{0} * {1}", "{0} * {1}", "{0} · {1}", Precedence.Product, 1, d => [d.Gradient * d[1], d.Gradient * d[0]], "op_Multiply"),
        new Elementwise("Divide", "{0} / {1}", "{0} / {1}", "{0} / {1}", Precedence.Product, 1, d => [d.Gradient / d[1], -(d.Gradient * d.Result / d[1])], "op_Division"),
        new Elementwise("Negate", "-{0}", "-{0}", "−{0}", Precedence.Unary, 1, d => [-d.Gradient], "op_UnaryNegation"),

        // The gradients below use the result where they can: it is kept anyway, or is cheaper than the operand's function again.
        Function("Exp", 10, d => [d.Gradient * d.Result]),
        Function("Log", 10, d => [d.Gradient / d[0]]),
        Compound("Log1p", 12, d => [d.Gradient / (1 + d[0])]),
        Compound("Expm1", 12, d => [d.Gradient * (1 + d.Result)]),
        Function("Sqrt", 5, d => [0.5 * d.Gradient / d.Result]),
        new Elementwise("Rsqrt", "V.Rsqrt({0})", "(1f / MathF.Sqrt({0}))", "Rsqrt({0})", Precedence.Atom, 5, d => [-0.5 * d.Gradient * d.Result * d.Result * d.Result], "Rsqrt"),
        new Elementwise("Square", "V.Square({0})", "({0} * {0})", "{0}²", Precedence.Atom, 1, d => [2 * d.Gradient * d[0]], "Square"),
        Function("Abs", 1, d => [d.Gradient * d[0].Apply("Sign")]),
        new Elementwise("Sign", "V.Sign({0})", "({0} > 0f ? 1f : {0} < 0f ? -1f : {0})", "Sign({0})", Precedence.Atom, 1, _ => [null], "Sign") { IsFlat = true },
        Function("Sin", 20, d => [d.Gradient * d[0].Apply("Cos")]),
        Function("Cos", 20, d => [-(d.Gradient * d[0].Apply("Sin"))]),
        Function("Tanh", 10, d => [d.Gradient * (1 - d.Result.Apply("Square"))]),
        new Elementwise("Sigmoid", "V.Sigmoid({0})", "(1f / (1f + MathF.Exp(-{0})))", "Sigmoid({0})", Precedence.Atom, 10, d => [d.Gradient * d.Result * (1 - d.Result)], "Sigmoid"),

        // Relu's output tells where its input was positive, so the input need not be kept.
        new Elementwise("Relu", "V.Relu({0})", "MathF.Max(0f, {0})", "Relu({0})", Precedence.Atom, 1, d => [d.Result.Apply("Greater", d.Algebra.Constant(0)).Apply("Where", d.Gradient, d.Algebra.Constant(0))], "Relu"),

        Compound("Softplus", 23, d => [d.Gradient * d[0].Apply("Sigmoid")]),
        Compound("Silu", 11, d =>
        {
            Value s = d[0].Apply("Sigmoid");
            return [d.Gradient * (s * (1 + d[0] * (1 - s)))];
        }),
        Compound("Erf", 20, d => [2 / Math.Sqrt(Math.PI) * d.Gradient * (-d[0].Apply("Square")).Apply("Exp")]),
        Compound("Gelu", 30, d => [d.Gradient * (d[0].Apply("NormalCdf") + d[0] * NormalDensity(d[0]))]),
        new Elementwise("NormalCdf", "V.NormalCdf({0})", "", "Φ({0})", Precedence.Atom, 29, d => [d.Gradient * NormalDensity(d[0])]),
        Compound("GeluTanh", 15, d =>
        {
            // y = x·sigmoid(w) with w = 2√(2/π)·(x + 0.044715x³)
            Value x = d[0], square = x.Apply("Square");
            double c = 2 * Math.Sqrt(2 / Math.PI);
            Value s = (x * (c + c * 0.044715 * square)).Apply("Sigmoid");
            return [d.Gradient * (s * (1 + x * (1 - s) * (c + c * 3 * 0.044715 * square)))];
        }),
        Parametric("LeakyRelu", 2, d => [d[0].Apply("Greater", d.Algebra.Constant(0)).Apply("Where", d.Gradient, d[1] * d.Gradient), null], "x", "slope"),
        Parametric("Elu", 13, d => [d[0].Apply("Greater", d.Algebra.Constant(0)).Apply("Where", d.Gradient, d.Gradient * (d[1] * d[0].Apply("Exp"))), null], "x", "alpha"),
        new Elementwise("Pow", "V.Pow({0}, {1})", "MathF.Pow({0}, {1})", "Pow({0}, {1})", Precedence.Atom, 25, PowerRule, "Pow") { Parameters = ["x", "p"] },

        // At its limits a clamp still passes the gradient: a value that was set to a limit can move back.
        new Elementwise("Clamp", "V.Min(V.Max({0}, {1}), {2})", "MathF.Min(MathF.Max({0}, {1}), {2})", "Clamp({0}, {1}, {2})", Precedence.Atom, 2, d =>
        {
            Value zero = d.Algebra.Constant(0);
            return [d[0].Apply("GreaterOrEqual", d[1]).Apply("Where", d[0].Apply("LessOrEqual", d[2]).Apply("Where", d.Gradient, zero), zero), null, null];
        }, "Clamp") { Parameters = ["x", "min", "max"] },

        // Equals share the gradient.
        new Elementwise("Maximum", "V.Max({0}, {1})", "MathF.Max({0}, {1})", "Max({0}, {1})", Precedence.Atom, 1, d => ShareBetween(d, "Greater"), "Maximum"),
        new Elementwise("Minimum", "V.Min({0}, {1})", "MathF.Min({0}, {1})", "Min({0}, {1})", Precedence.Atom, 1, d => ShareBetween(d, "Less"), "Minimum"),

        Comparison("Less", "<", "op_LessThan"),
        Comparison("LessOrEqual", "≤", "op_LessThanOrEqual"),
        Comparison("Greater", ">", "op_GreaterThan"),
        Comparison("GreaterOrEqual", "≥", "op_GreaterThanOrEqual"),
        Comparison("Equal", "=", null),
        new Elementwise("And", "V.And({0}, {1})", "", "({0} ∧ {1})", Precedence.Atom, 1, _ => [null, null], "op_BitwiseAnd") { Type = ElementType.Mask },
        new Elementwise("Or", "V.Or({0}, {1})", "", "({0} ∨ {1})", Precedence.Atom, 1, _ => [null, null], "op_BitwiseOr") { Type = ElementType.Mask },
        new Elementwise("Not", "V.Not({0})", "", "¬{0}", Precedence.Atom, 1, _ => [null], "op_LogicalNot") { Type = ElementType.Mask },
        new Elementwise("Where", "V.Select({0}, {1}, {2})", "", "({0} ? {1} : {2})", Precedence.Atom, 1, d => [null, d[0].Apply("Where", d.Gradient, d.Algebra.Constant(0)), d[0].Apply("Where", d.Algebra.Constant(0), d.Gradient)], "Where"),
    ];

    private static Elementwise Function(string name, int flops, Func<Differential, IReadOnlyList<Value?>> gradient)
        => new(name, $"V.{name}({{0}})", $"MathF.{name}({{0}})", $"{name}({{0}})", Precedence.Atom, flops, gradient, name);

    /// <summary>A function of one element that neither C# nor the hardware has, so that one number of it is computed as a vector is.</summary>
    private static Elementwise Compound(string name, int flops, Func<Differential, IReadOnlyList<Value?>> gradient)
        => new(name, $"V.{name}({{0}})", "", $"{name}({{0}})", Precedence.Atom, flops, gradient, name);

    /// <summary>The same with a number that shapes it.</summary>
    private static Elementwise Parametric(string name, int flops, Func<Differential, IReadOnlyList<Value?>> gradient, params string[] parameters)
        => new(name, $"V.{name}({{0}}, {{1}})", "", $"{name}({{0}}, {{1}})", Precedence.Atom, flops, gradient, name) { Parameters = parameters };

    private static Elementwise Comparison(string name, string sign, string? function)
        => new(name, $"V.{name}({{0}}, {{1}})", "", $"({{0}} {sign} {{1}})", Precedence.Atom, 1, _ => [null, null], function) { Type = ElementType.Mask };

    /// <summary>The whole gradient to the operand that won, half to each where they are equal.</summary>
    private static IReadOnlyList<Value?> ShareBetween(Differential d, string wins)
    {
        Value zero = d.Algebra.Constant(0), half = 0.5 * d.Gradient;
        Value equal = d[0].Apply("Equal", d[1]);
        Value Share(Value mine, Value other) => equal.Apply("Where", half, mine.Apply(wins, other).Apply("Where", d.Gradient, zero));
        return [Share(d[0], d[1]), Share(d[1], d[0])];
    }

    /// <summary>e^(−x²/2) / √(2π)</summary>
    private static Value NormalDensity(Value x) => 1 / Math.Sqrt(2 * Math.PI) * (-0.5 * x.Apply("Square")).Apply("Exp");

    /// <summary>
    /// dx = dy·p·xᵖ⁻¹ and dp = dy·y·ln x. Where p is 0 the result does not depend on x, and where x is 0 not on a p that is not negative,
    /// but the products there would be 0 · ∞.
    /// </summary>
    private static IReadOnlyList<Value?> PowerRule(Differential d)
    {
        Value x = d[0], p = d[1], zero = d.Algebra.Constant(0);
        Value slope = p * x.Apply("Pow", p - d.Algebra.Constant(1));
        bool isNeverZero = p.Node.Operator == "Constant" && p.Node.Number("value") != 0;
        Value logarithm = x.Apply("Equal", zero).Apply("Where", p.Apply("Less", zero).Apply("Where", x.Apply("Log"), zero), x.Apply("Log"));
        return [d.Gradient * (isNeverZero ? slope : p.Apply("Equal", zero).Apply("Where", zero, slope)), d.Gradient * d.Result * logarithm];
    }
}
