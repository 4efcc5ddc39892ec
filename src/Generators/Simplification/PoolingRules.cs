using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>
/// What does not change which element is the largest can wait until the largest are found: there are fewer of them, and what is pooled may
/// be done where it is computed. A padding is the least there is, before and after.
/// </summary>
internal static class PoolingRules
{
    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        new("max(x + b) = max(x) + b", "what is the same for all of a window is added to the largest alone", BiasAfterPooling),
        new("max(Relu(x)) = Relu(max(x))", "the function is applied to the largest alone", m => IsPooling(m) && m.IsOnlyUse(0) && m.Is(m[0], "Relu", out var x) ? Pooled(m, x[0]).Apply("Relu") : null),
    ];

    private static Value? BiasAfterPooling(Match m)
    {
        if (!IsPooling(m) || !m.IsOnlyUse(0) || !m.Is(m[0], "Add", out var terms)) return null;
        for (int i = 0; i < 2; i++)
        {
            Value x = terms[i], b = terms[1 - i];
            if (x.Shape.Equals(m[0].Shape) && IsSameOverPlane(b.Shape)) return Pooled(m, x) + b;
        }

        return null;
    }

    private static bool IsPooling(Match m) => m.Is("MaxPool2D");

    private static Value Pooled(Match m, Value x) => m.Algebra.Apply("MaxPool2D", [x], [.. m.Node.Attributes]);

    /// <summary>True if the last two axes, those of a plane, are of size 1, or not there.</summary>
    private static bool IsSameOverPlane(Shape shape)
        => (shape.Rank < 1 || shape[-1].Equals(Dim.One)) && (shape.Rank < 2 || shape[-2].Equals(Dim.One));
}
