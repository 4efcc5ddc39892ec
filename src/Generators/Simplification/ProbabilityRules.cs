using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>
/// Softmax, its logarithm and cross entropy, as people write them: each becomes the one operator that computes it without overflow,
/// in one pass, and with the gradient (y − t) / N.
/// </summary>
internal static class ProbabilityRules
{
    private const string Stable = "one pass, in which nothing overflows";
    private const string OneGradient = "one pass, and the gradient of the scores is (y − t) / N";

    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        new("exp(x)/Σexp(x) = softmax(x)", Stable, WrittenSoftmax),
        new("log Σ exp(x) = logsumexp(x)", Stable, WrittenLogSumExp),
        new("x−logsumexp(x) = log softmax(x)", Stable, m => m.Is("Subtract") && IsKeptAlong(m, m[1], "LogSumExp", out Value x, out int axis) && x.Id == m[0].Id ? x.Along("LogSoftmax", axis) : null),
        new("log softmax", "the logarithm of a probability that is zero for a float is still a number",
            m => m.Is("Log") && m.Is(m[0], "Softmax", out var x) ? m.Algebra.Apply("LogSoftmax", [x[0]], [.. m[0].Node.Attributes]) : null),
        new("log of a picked probability", "the logarithm of a probability that is zero for a float is still a number",
            m => m.Is("Log") && m.Is(m[0], "Pick", out var pick) && m.Is(pick[0], "Softmax", out var x) && IsOverLastAxis(pick[0])
                ? m.Algebra.Apply("LogSoftmax", [x[0]], [.. pick[0].Node.Attributes]).Apply("Pick", pick[1])
                : null),
        new("−mean of picked log softmax = cross entropy", OneGradient,
            m => m.Is("Negate") && IsMean(m, m[0], out Value picked) && m.Is(picked, "Pick", out var pick) && m.Is(pick[0], "LogSoftmax", out var x) && IsOverLastAxis(pick[0])
                ? x[0].Apply("CrossEntropy", pick[1])
                : null),
        new("mean of logsumexp − picked = cross entropy", OneGradient,
            m => IsMean(m, m.Node, m.Operands, out Value row) && m.Is(row, "Subtract", out var parts) && IsLoss(m, parts[0], parts[1], out Value scores, out Value labels) ? scores.Apply("CrossEntropy", labels) : null),
        new("−mean of picked − logsumexp = cross entropy", OneGradient,
            m => m.Is("Negate") && IsMean(m, m[0], out Value row) && m.Is(row, "Subtract", out var parts) && IsLoss(m, parts[1], parts[0], out Value scores, out Value labels) ? scores.Apply("CrossEntropy", labels) : null),
        new("−Σ t·log softmax / rows = cross entropy", OneGradient, CrossEntropyOfTargets),
        new("cross entropy of a one-hot row = cross entropy of its label", "the row of zeros and a one is never made",
            m => m.Is("CrossEntropyOfTargets") && m.Is(m[1], "OneHot", out var labels) ? m[0].Apply("CrossEntropy", labels[0]) : null),
    ];

    private static Value? WrittenSoftmax(Match m)
        => m.Is("Divide") && m.Is(m[0], "Exp", out var x) && IsKeptAlong(m, m[1], "Sum", out Value summed, out int axis) && summed.Id == m[0].Id ? x[0].Along("Softmax", axis) : null;

    private static Value? WrittenLogSumExp(Match m)
    {
        if (!m.Is("Log") || !m.Is(m[0], "Sum", out var summed) || !m.Is(summed[0], "Exp", out var x)) return null;
        Node sum = m[0].Node;
        if (sum.Int("count") == 1) return x[0].Along("LogSumExp", sum.Int("axis")).Reshape(sum.Shape);
        return sum.Shape.Rank == 0 && x[0].Shape.Rank > 0 ? x[0].Reshape(new([x[0].Shape.Size])).Along("LogSumExp", 0) : null;
    }

    /// <summary>True for a reduction along one axis which stays as a dim of one.</summary>
    private static bool IsKeptAlong(Match m, Value value, string reduction, out Value x, out int axis)
    {
        (x, axis) = (value, 0);
        Value reduced = m.Is(value, "Reshape", out var shaped) ? shaped[0] : value;
        if (!m.Is(reduced, reduction, out var operands)) return false;
        x = operands[0];
        axis = reduced.Node.Int("axis");
        int along = axis;
        return (reduced.Node.Text("count") is null || reduced.Node.Int("count") == 1)
            && value.Shape.Equals(new(x.Shape.Dims.Select((dim, i) => i == along ? Dim.One : dim)));
    }

    /// <summary>True for logsumexp(x) and the score that is picked from the same x.</summary>
    private static bool IsLoss(Match m, Value logarithm, Value picked, out Value scores, out Value labels)
    {
        (scores, labels) = (logarithm, picked);
        if (!m.Is(logarithm, "LogSumExp", out var summed) || !m.Is(picked, "Pick", out var pick) || summed[0].Id != pick[0].Id) return false;
        (scores, labels) = (pick[0], pick[1]);
        return logarithm.Node.Int("axis") == scores.Shape.Rank - 1;
    }

    private static bool IsMean(Match m, Value value, out Value of) => IsMean(m, value.Node, [.. value.Node.Operands.Select(id => m.Algebra[id])], out of);

    /// <summary>True for the mean of all elements, also written as their sum divided by their number.</summary>
    private static bool IsMean(Match m, Node node, IReadOnlyList<Value> operands, out Value of)
    {
        of = operands.Count > 0 ? operands[0] : default;
        if (node.Shape.Rank != 0) return false;
        if (node.Operator == "Mean") return node.Int("count") == of.Shape.Rank;
        return node.Operator == "Divide" && m.IsOfAll(operands[0], "Sum", out of) && Same(operands[1], of.Shape.Size);
    }

    private static Value? CrossEntropyOfTargets(Match m)
    {
        if (!m.Is("Negate")) return null;
        Value product;
        if (m.Is(m[0], "Divide", out var quotient) && m.IsOfAll(quotient[0], "Sum", out Value sum) && sum.Shape.Rank > 0
            && Same(quotient[1], AxisSizes.RowCount(sum.Shape))) product = sum;
        else if (IsMean(m, m[0], out Value rows) && m.Is(rows, "Sum", out var terms) && terms[0].Shape.Rank == rows.Shape.Rank + 1
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

    private static bool IsOverLastAxis(Value value) => value.Node.Int("axis") == value.Shape.Rank - 1;

    private static bool Same(Value number, Dim size) => number.Node.Operator switch
    {
        "Size" => number.Node.Dim("dim").Equals(size),
        "Constant" => size.TryConstant(out long constant) && number.Node.Number("value").Equals((double)constant),
        _ => false,
    };
}
