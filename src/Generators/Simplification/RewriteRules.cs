using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>The table of rewrites. None changes a value beyond rounding.</summary>
internal static class RewriteRules
{
    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        new("x·1 = x", "a factor of one changes nothing", m => !m.Is("Multiply") ? null : Match.IsConstant(m[1], 1) ? m[0] : Match.IsConstant(m[0], 1) ? m[1] : null),
        new("x/1 = x", "a divisor of one changes nothing", m => m.Is("Divide") && Match.IsConstant(m[1], 1) ? m[0] : null),
        new("x+0 = x", "to add zero changes nothing", m => !m.Is("Add") ? null : Match.IsConstant(m[1], 0) ? m[0] : Match.IsConstant(m[0], 0) ? m[1] : null),
        new("x−0 = x", "to take zero away changes nothing", m => m.Is("Subtract") && Match.IsConstant(m[1], 0) ? m[0] : null),
        new("0−x = −x", m => m.Is("Subtract") && Match.IsConstant(m[0], 0) ? -m[1] : null),
        new("−(−x) = x", "two signs are none", m => m.Is("Negate") && m.Is(m[0], "Negate", out var x) ? x[0] : null),
        new("a+(−b) = a−b", m => m.Is("Add") && m.Is(m[1], "Negate", out var b) ? m[0] - b[0] : null),
        new("a−(−b) = a+b", m => m.Is("Subtract") && m.Is(m[1], "Negate", out var b) ? m[0] + b[0] : null),
        new("constants", FoldConstants),
        new("a·(b·x) = (a·b)·x", m => Scale(m) is var (a, x) && Scale(m, x) is var (b, inner) ? a * b * inner : null),
        new("a·(−x) = (−a)·x", m => Scale(m) is var (a, x) && m.Is(x, "Negate", out var minus) ? -a * minus[0] : null),
        new("−(a·x) = (−a)·x", m => m.Is("Negate") && Scale(m, m[0]) is var (a, x) ? -a * x : null),

        .. FunctionRules.All,

        // Minus moves outwards, so that the losses below have one form.
        new("(−a)/b = −(a/b)", m => m.Is("Divide") && m.Is(m[0], "Negate", out var a) ? -(a[0] / m[1]) : null),
        new("Σ(−x) = −Σx", m => (m.Is("Sum") || m.Is("Mean")) && m.Is(m[0], "Negate", out var x) ? -m.Algebra.Apply(m.Node.Operator, [x[0]], [.. m.Node.Attributes]) : null),

        .. ProbabilityRules.All,

        new("(xᵀ)ᵀ = x", "to swap twice moves nothing", m => m.Is("Transpose") && m.Is(m[0], "Transpose", out var x) ? x[0] : null),
        new("a transpose beside a product is its flag", "the product reads the matrix along its columns, and nothing is moved", TransposeIntoProduct),
        new("(a·b)ᵀ = bᵀ·aᵀ", "the product is stored as it is wanted, and nothing is moved", TransposedProduct),
        new("an elementwise function of reshaped values is the reshaped function", ReshapeAfterElementwise),
        new("reshape of a reshape", m => m.Is("Reshape") && m.Is(m[0], "Reshape", out var x) ? x[0].Reshape(m.Node.Shape) : null),
        new("dropout of nothing", m => m.Is("Dropout") && Match.IsConstant(m[1], 0) ? m[0] : null),
        .. PoolingRules.All,
        .. RecurrentRules.All,
        new("products of the slices of a value by one matrix are a slice of one product", "one product of many rows is faster than many of few", SharedProducts.OfSlices),
        .. MovementRules.All,
        new("same shape", m => (m.Is("Reshape") || m.Is("BroadcastTo")) && m[0].Shape.Equals(m.Node.Shape) ? m[0] : null),
    ];

    /// <summary>Operators that are made of others become those others, once the gradients are taken.</summary>
    public static IReadOnlyList<RewriteRule> Lowering { get; } =
    [
        .. All,
        new("lowering", m => OperatorTable.Get(m.Node.Operator).Lower(m.Node, m.Operands)),
    ];

    /// <summary>What is done last of all, since the rules above would undo it.</summary>
    public static IReadOnlyList<RewriteRule> Sharing { get; } =
    [
        new("many products by one transposed matrix share its transpose", "the product would turn it each time to read it", SharedProducts.Transposed),
    ];

    private static Value? FoldConstants(Match m)
    {
        if (m.Operands.Count == 0 || m.Operands.Any(operand => operand.Node.Operator != "Constant")) return null;
        double a = m[0].Node.Number("value"), b = m.Operands.Count > 1 ? m[1].Node.Number("value") : 0;
        return m.Node.Operator switch
        {
            "Add" => m.Algebra.Constant(a + b),
            "Subtract" => m.Algebra.Constant(a - b),
            "Multiply" => m.Algebra.Constant(a * b),
            "Divide" => m.Algebra.Constant(a / b),
            "Negate" => m.Algebra.Constant(-a),
            _ => null,
        };
    }

    /// <summary>The constant and the rest, if the node (or the value) is a constant times something that is none.</summary>
    private static (double Factor, Value Other)? Scale(Match m, Value? value = null)
    {
        IReadOnlyList<Value> factors = m.Operands;
        if (value is { } product ? !m.Is(product, "Multiply", out factors) : !m.Is("Multiply")) return null;
        for (int i = 0; i < 2; i++)
            if (factors[i].Node.Operator == "Constant" && factors[1 - i].Node.Operator != "Constant") return (factors[i].Node.Number("value"), factors[1 - i]);
        return null;
    }

    /// <summary>Elements do not care for the shape, so the reshape can wait; what stands on both sides of it then becomes one loop.</summary>
    private static Value? ReshapeAfterElementwise(Match m)
    {
        if (OperatorTable.Get(m.Node.Operator).Form is not OperatorForm.Elementwise) return null;
        Shape? shape = m.Operands.Where(operand => operand.Node.Operator == "Reshape" && operand.Shape.Equals(m.Node.Shape))
            .Select(operand => m.Algebra[operand.Node.Operands[0]].Shape).FirstOrDefault();
        if (shape is null) return null;

        // A row that is added to every row does not care either: the last axes are the same on both sides.
        int common = 0;
        while (common < Math.Min(shape.Rank, m.Node.Shape.Rank) && shape[-common - 1].Equals(m.Node.Shape[-common - 1])) common++;
        var sources = new List<Value>();
        foreach (Value operand in m.Operands)
        {
            if (operand.Shape.Rank <= common && operand.Shape.Rank < m.Node.Shape.Rank) sources.Add(operand);
            else if (m.Is(operand, "Reshape", out var source) && operand.Shape.Equals(m.Node.Shape) && source[0].Shape.Equals(shape)) sources.Add(source[0]);
            else return null;
        }

        return m.Algebra.Apply(m.Node.Operator, sources, [.. m.Node.Attributes]).Reshape(m.Node.Shape);
    }

    private static Value? TransposeIntoProduct(Match m)
    {
        if (!m.Is("MatMul")) return null;
        bool a = m.Is(m[0], "Transpose", out var left), b = m.Is(m[1], "Transpose", out var right);
        return a || b
            ? MatMul.Product(m.Algebra, a ? left[0] : m[0], b ? right[0] : m[1], m.Node.Flag("transposeA") ^ a, m.Node.Flag("transposeB") ^ b)
            : null;
    }

    /// <summary>Not where the product is also wanted as it is: it would be computed twice.</summary>
    private static Value? TransposedProduct(Match m)
        => m.Is("Transpose") && m.Is(m[0], "MatMul", out var factors) && m.IsOnlyUse(0)
            ? MatMul.Product(m.Algebra, factors[1], factors[0], !m[0].Node.Flag("transposeB"), !m[0].Node.Flag("transposeA"))
            : null;
}
