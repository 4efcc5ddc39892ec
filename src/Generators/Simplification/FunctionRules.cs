using NNGen.Generators.Operators;

namespace NNGen.Generators.Simplification;

/// <summary>Functions that are written out of others: as one they take a pass less, and are right where a step on the way overflows.</summary>
internal static class FunctionRules
{
    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        new("1/(1+exp(−x)) = sigmoid(x)", "one function, right where exp overflows, and its gradient needs only its output", Sigmoid),
        new("exp(x)/(1+exp(x)) = sigmoid(x)", "one function, right where exp overflows, and its gradient needs only its output",
            m => m.Is("Divide") && m.Is(m[0], "Exp", out var x) && IsOnePlus(m, m[1], out Value power) && power.Id == m[0].Id ? x[0].Apply("Sigmoid") : null),
        new("x·sigmoid(x) = silu(x)", "one function, of which nothing is kept besides x", Silu),
        new("log(sigmoid(x)) = −softplus(−x)", "right where the sigmoid is too small for a float",
            m => m.Is("Log") && m.Is(m[0], "Sigmoid", out var x) ? -(-x[0]).Apply("Softplus") : null),
        new("log(1−sigmoid(x)) = −softplus(x)", "right where the sigmoid is one for a float",
            m => m.Is("Log") && m.Is(m[0], "Subtract", out var parts) && Match.IsConstant(parts[0], 1) && m.Is(parts[1], "Sigmoid", out var x) ? -x[0].Apply("Softplus") : null),
        new("(exp(x)−exp(−x))/(exp(x)+exp(−x)) = tanh(x)", "one function, right where exp overflows, and its gradient needs only its output", Tanh),
        new("a/√b = a·rsqrt(b)", "a product is cheaper than a division, and the gradient needs no root again",
            m => m.Is("Divide") && m.Is(m[1], "Sqrt", out var b) && !IsNumber(m[1]) ? m[0] * b[0].Apply("Rsqrt") : null),
        new("x^1 = x", "a power of one changes nothing", m => m.Is("Pow") && Match.IsConstant(m[1], 1) ? m[0] : null),
        new("x^2 = x²", "one product instead of a logarithm and an exponential", m => m.Is("Pow") && Match.IsConstant(m[1], 2) ? m[0].Apply("Square") : null),
    ];

    // exp(z) is as good as exp(−x) with x = −z.
    private static Value? Sigmoid(Match m)
    {
        if (!m.Is("Divide") || !Match.IsConstant(m[0], 1) || !IsOnePlus(m, m[1], out Value power) || !m.Is(power, "Exp", out var z)) return null;
        return (m.Is(z[0], "Negate", out var x) ? x[0] : -z[0]).Apply("Sigmoid");
    }

    private static Value? Silu(Match m)
    {
        if (!m.Is("Multiply")) return null;
        for (int i = 0; i < 2; i++)
            if (m.Is(m[i], "Sigmoid", out var x) && x[0].Id == m[1 - i].Id) return x[0].Apply("Silu");
        return null;
    }

    private static Value? Tanh(Match m)
    {
        if (!m.Is("Divide") || !m.Is(m[0], "Subtract", out var over) || !m.Is(m[1], "Add", out var under)) return null;
        bool same = over[0].Id == under[0].Id && over[1].Id == under[1].Id || over[0].Id == under[1].Id && over[1].Id == under[0].Id;
        return same && m.Is(over[0], "Exp", out var x) && m.Is(over[1], "Exp", out var minus) && m.Is(minus[0], "Negate", out var negated) && negated[0].Id == x[0].Id
            ? x[0].Apply("Tanh")
            : null;
    }

    private static bool IsOnePlus(Match m, Value sum, out Value other)
    {
        other = sum;
        if (!m.Is(sum, "Add", out var terms)) return false;
        other = Match.IsConstant(terms[0], 1) ? terms[1] : terms[0];
        return Match.IsConstant(terms[0], 1) || Match.IsConstant(terms[1], 1);
    }

    // The square root of a number is computed once and printed as it is written: 1 / √D.
    private static bool IsNumber(Value value) => value.Shape.Rank == 0;
}
