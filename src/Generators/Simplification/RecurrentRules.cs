using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>
/// The gradient of a weight that many steps share is a sum with a term for each step, each of few rows. Written below each other the rows
/// of all steps make one product, or one sum, that reads and writes the gradient once.
/// </summary>
internal static class RecurrentRules
{
    // For fewer, to copy the rows costs as much as it saves; more would make each step's rule look at ever longer lists.
    private const int LeastTerms = 4;
    private const int MostTerms = 64;

    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        new("a sum of products aᵗᵀ·bᵗ is one product", "the steps' rows lie below each other, and the gradient is written once", SumOfProducts),
        new("a sum of sums is one sum", "the steps' rows lie below each other, and the gradient is written once", SumOfSums),
    ];

    private static Value? SumOfProducts(Match m)
    {
        if (!IsSumOfMatrices(m, rank: 2)) return null;
        var terms = new List<(Value A, Value B)>(); // the last step's gradient comes first
        return Collect(m, m[1], terms) && Collect(m, m[0], terms) && terms.Count is >= LeastTerms and <= MostTerms
            ? MatMul.Product(m.Algebra, Concat.Along(0, [.. terms.Select(term => term.A)]), Concat.Along(0, [.. terms.Select(term => term.B)]), transposeA: true, transposeB: false)
            : null;
    }

    private static bool Collect(Match m, Value value, List<(Value A, Value B)> terms)
    {
        if (terms.Count > MostTerms) return false;
        if (m.Is(value, "Add", out var sum)) return IsSameShape(value, sum) && Collect(m, sum[1], terms) && Collect(m, sum[0], terms);
        if (!m.Is(value, "MatMul", out var factors) || value.Node.Flag("transposeB")) return false;
        Value left = factors[0], right = factors[1];
        if (m.Is(left, "Transpose", out var turned) && !value.Node.Flag("transposeA")) left = turned[0];
        else if (!value.Node.Flag("transposeA")) return false;
        if (left.Shape.Rank != 2 || right.Shape.Rank != 2) return false;
        IReadOnlyList<Value> a = Parts(m, left), b = Parts(m, right);
        bool matches = a.Count == b.Count && a.Zip(b, (x, y) => x.Shape[0].Equals(y.Shape[0])).All(same => same);
        if (matches) terms.AddRange(a.Zip(b, (x, y) => (x, y)));
        else terms.Add((left, right));
        return true;
    }

    private static Value? SumOfSums(Match m)
    {
        if (!IsSumOfMatrices(m, rank: 1)) return null;
        var terms = new List<Value>();
        if (!CollectSums(m, m[1], terms) || !CollectSums(m, m[0], terms) || terms.Count is < LeastTerms or > MostTerms) return null;
        return Concat.Along(0, [.. terms]).Reduce("Sum", 0, 1, keepDims: false);
    }

    private static bool CollectSums(Match m, Value value, List<Value> terms)
    {
        if (terms.Count > MostTerms) return false;
        if (m.Is(value, "Add", out var sum)) return IsSameShape(value, sum) && CollectSums(m, sum[1], terms) && CollectSums(m, sum[0], terms);
        if (!m.Is(value, "Sum", out var x) || x[0].Shape.Rank != 2 || value.Node.Int("axis") != 0 || value.Node.Int("count") != 1) return false;
        terms.AddRange(Parts(m, x[0]));
        return true;
    }

    private static bool IsSumOfMatrices(Match m, int rank) => m.Is("Add") && m.Node.Shape.Rank == rank && IsSameShape(m[0], m.Operands) && m[0].Shape.Equals(m.Node.Shape);

    private static bool IsSameShape(Value value, IReadOnlyList<Value> terms) => terms.All(term => term.Shape.Equals(value.Shape));

    private static IReadOnlyList<Value> Parts(Match m, Value rows) => m.Is(rows, "Concat", out var parts) && rows.Node.Int("axis") == 0 ? parts : [rows];
}
