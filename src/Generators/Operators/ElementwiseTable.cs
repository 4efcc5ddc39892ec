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
        Function("Sqrt", 5, d => [0.5 * d.Gradient / d.Result]),
        new Elementwise("Rsqrt", "V.Rsqrt({0})", "(1f / MathF.Sqrt({0}))", "Rsqrt({0})", Precedence.Atom, 5, d => [-0.5 * d.Gradient * d.Result * d.Result * d.Result], "Rsqrt"),
        new Elementwise("Square", "V.Square({0})", "({0} * {0})", "{0}²", Precedence.Atom, 1, d => [2 * d.Gradient * d[0]], "Square"),
        Function("Abs", 1, d => [d.Gradient * d[0].Apply("Sign")]),
        new Elementwise("Sign", "V.Sign({0})", "({0} > 0f ? 1f : {0} < 0f ? -1f : {0})", "Sign({0})", Precedence.Atom, 1, _ => [null]),
        Function("Tanh", 10, d => [d.Gradient * (1 - d.Result.Apply("Square"))]),
        new Elementwise("Sigmoid", "V.Sigmoid({0})", "(1f / (1f + MathF.Exp(-{0})))", "Sigmoid({0})", Precedence.Atom, 10, d => [d.Gradient * d.Result * (1 - d.Result)], "Sigmoid"),

        // Relu's output tells where its input was positive, so the input need not be kept.
        new Elementwise("Relu", "V.Relu({0})", "MathF.Max(0f, {0})", "Relu({0})", Precedence.Atom, 1, d => [d.Result.Apply("Greater", d.Algebra.Constant(0)).Apply("Where", d.Gradient, d.Algebra.Constant(0))], "Relu"),

        // Equals share the gradient.
        new Elementwise("Maximum", "V.Max({0}, {1})", "MathF.Max({0}, {1})", "Max({0}, {1})", Precedence.Atom, 1, d => ShareBetween(d, "Greater"), "Maximum"),
        new Elementwise("Minimum", "V.Min({0}, {1})", "MathF.Min({0}, {1})", "Min({0}, {1})", Precedence.Atom, 1, d => ShareBetween(d, "Less"), "Minimum"),

        Comparison("Less", "<", "op_LessThan"),
        Comparison("LessOrEqual", "≤", "op_LessThanOrEqual"),
        Comparison("Greater", ">", "op_GreaterThan"),
        Comparison("GreaterOrEqual", "≥", "op_GreaterThanOrEqual"),
        Comparison("Equal", "=", null),
        new Elementwise("Where", "V.Select({0}, {1}, {2})", "", "({0} ? {1} : {2})", Precedence.Atom, 1, d => [null, d[0].Apply("Where", d.Gradient, d.Algebra.Constant(0)), d[0].Apply("Where", d.Algebra.Constant(0), d.Gradient)], "Where"),
    ];

    private static Elementwise Function(string name, int flops, Func<Differential, IReadOnlyList<Value?>> gradient)
        => new(name, $"V.{name}({{0}})", $"MathF.{name}({{0}})", $"{name}({{0}})", Precedence.Atom, flops, gradient, name);

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
}
