using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>The table of rewrites. None changes a value beyond rounding.</summary>
internal static class RewriteRules
{
    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        new("x·1 = x", m => !m.Is("Multiply") ? null : Match.IsConstant(m[1], 1) ? m[0] : Match.IsConstant(m[0], 1) ? m[1] : null),
        new("x/1 = x", m => m.Is("Divide") && Match.IsConstant(m[1], 1) ? m[0] : null),
        new("x+0 = x", m => !m.Is("Add") ? null : Match.IsConstant(m[1], 0) ? m[0] : Match.IsConstant(m[0], 0) ? m[1] : null),
        new("x−0 = x", m => m.Is("Subtract") && Match.IsConstant(m[1], 0) ? m[0] : null),
        new("0−x = −x", m => m.Is("Subtract") && Match.IsConstant(m[0], 0) ? -m[1] : null),
        new("−(−x) = x", m => m.Is("Negate") && m.Is(m[0], "Negate", out var x) ? x[0] : null),
        new("a+(−b) = a−b", m => m.Is("Add") && m.Is(m[1], "Negate", out var b) ? m[0] - b[0] : null),
        new("a−(−b) = a+b", m => m.Is("Subtract") && m.Is(m[1], "Negate", out var b) ? m[0] + b[0] : null),
        new("constants", FoldConstants),
        new("a·(b·x) = (a·b)·x", m => Scale(m) is var (a, x) && Scale(m, x) is var (b, inner) ? a * b * inner : null),
        new("a·(−x) = (−a)·x", m => Scale(m) is var (a, x) && m.Is(x, "Negate", out var minus) ? -a * minus[0] : null),
        new("−(a·x) = (−a)·x", m => m.Is("Negate") && Scale(m, m[0]) is var (a, x) ? -a * x : null),

        new("1/(1+exp(−x)) = sigmoid(x)", Sigmoid),
        new("a/√b = a·rsqrt(b)", m => m.Is("Divide") && m.Is(m[1], "Sqrt", out var b) && !IsNumber(m[1]) ? m[0] * b[0].Apply("Rsqrt") : null),

        // Minus moves outwards, so that the losses below have one form.
        new("(−a)/b = −(a/b)", m => m.Is("Divide") && m.Is(m[0], "Negate", out var a) ? -(a[0] / m[1]) : null),
        new("Σ(−x) = −Σx", m => (m.Is("Sum") || m.Is("Mean")) && m.Is(m[0], "Negate", out var x) ? -m.Algebra.Apply(m.Node.Operator, [x[0]], [.. m.Node.Attributes]) : null),

        new("log softmax", m => m.Is("Log") && m.Is(m[0], "Softmax", out var x) ? m.Algebra.Apply("LogSoftmax", [x[0]], [.. m[0].Node.Attributes]) : null),
        new("log of a picked probability", m => m.Is("Log") && m.Is(m[0], "Pick", out var pick) && m.Is(pick[0], "Softmax", out var x) && IsOverLastAxis(pick[0])
            ? m.Algebra.Apply("LogSoftmax", [x[0]], [.. pick[0].Node.Attributes]).Apply("Pick", pick[1])
            : null),
        new("−mean of picked log softmax = cross entropy", m => m.Is("Negate") && m.IsOfAll(m[0], "Mean", out Value picked)
            && m.Is(picked, "Pick", out var pick) && m.Is(pick[0], "LogSoftmax", out var x) && IsOverLastAxis(pick[0])
            ? x[0].Apply("CrossEntropy", pick[1])
            : null),
        new("−Σ t·log softmax / rows = cross entropy", CrossEntropyOfTargets),

        new("(xᵀ)ᵀ = x", m => m.Is("Transpose") && m.Is(m[0], "Transpose", out var x) ? x[0] : null),
        new("a transpose beside a product is its flag", TransposeIntoProduct),
        new("an elementwise function of reshaped values is the reshaped function", ReshapeAfterElementwise),
        new("reshape of a reshape", m => m.Is("Reshape") && m.Is(m[0], "Reshape", out var x) ? x[0].Reshape(m.Node.Shape) : null),
        new("dropout of nothing", m => m.Is("Dropout") && Match.IsConstant(m[1], 0) ? m[0] : null),
        new("same shape", m => (m.Is("Reshape") || m.Is("BroadcastTo")) && m[0].Shape.Equals(m.Node.Shape) ? m[0] : null),
    ];

    /// <summary>Operators that are made of others become those others, once the gradients are taken.</summary>
    public static IReadOnlyList<RewriteRule> Lowering { get; } =
    [
        .. All,
        new("lowering", m => OperatorTable.Get(m.Node.Operator).Lower(m.Node, m.Operands)),
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

    private static Value? Sigmoid(Match m)
    {
        if (!m.Is("Divide") || !Match.IsConstant(m[0], 1) || !m.Is(m[1], "Add", out var sum)) return null;
        Value? power = Match.IsConstant(sum[0], 1) ? sum[1] : Match.IsConstant(sum[1], 1) ? sum[0] : null;
        return power is { } exp && m.Is(exp, "Exp", out var minus) && m.Is(minus[0], "Negate", out var x) ? x[0].Apply("Sigmoid") : null;
    }

    private static Value? CrossEntropyOfTargets(Match m)
    {
        if (!m.Is("Negate")) return null;
        Value product;
        if (m.Is(m[0], "Divide", out var quotient) && m.IsOfAll(quotient[0], "Sum", out Value sum) && sum.Shape.Rank > 0
            && Same(quotient[1], AxisSizes.RowCount(sum.Shape))) product = sum;
        else if (m.IsOfAll(m[0], "Mean", out Value rows) && m.Is(rows, "Sum", out var terms) && terms[0].Shape.Rank == rows.Shape.Rank + 1
            && rows.Node.Int("axis") == terms[0].Shape.Rank - 1) product = terms[0];
        else return null;
        if (!m.Is(product, "Multiply", out var factors)) return null;
        for (int i = 0; i < 2; i++)
        {
            if (m.Is(factors[i], "LogSoftmax", out var x) && IsOverLastAxis(factors[i]) && factors[1 - i].Shape.Equals(x[0].Shape))
                return x[0].Apply("CrossEntropyOfTargets", factors[1 - i]);
        }

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

    private static bool IsOverLastAxis(Value value) => value.Node.Int("axis") == value.Shape.Rank - 1;

    private static bool Same(Value number, Dim size) => number.Node.Operator switch
    {
        "Size" => number.Node.Dim("dim").Equals(size),
        "Constant" => size.TryConstant(out long constant) && number.Node.Number("value").Equals((double)constant),
        _ => false,
    };

    // The square root of a number is computed once and printed as it is written: 1 / √D.
    private static bool IsNumber(Value value) => value.Shape.Rank == 0;
}
