namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;

/// <content>Products of matrices: either side as it is or transposed, flat or in batches.</content>
internal static partial class Grammar
{
    private static IReadOnlyList<Operation> Products =>
    [
        Product(false, false, weight: 4),
        Product(false, true, weight: 2),
        Product(true, false, weight: 2),
        Product(true, true),
        new("MatMul of itself")
        {
            Choose = m => m.Any(x => x.Rank >= 2) is { } x ? new([x]) : null,
            Text = _ => "MatMul({0}, Transpose({0})) * 0.3f",
            Infer = (x, _, _) => x[0].Rank < 2 ? null : x[0].First(x[0].Rank - 1).Then(x[0][-2]),
            Compute = g => MatMul(g[0], Transpose(g[0])) * 0.3f,
        },

        new("Einsum")
        {
            Choose = m => m.Any(x => x.Rank == 2) is { } x && m.Exactly(new(m.ShapeOf(x)[1], m.AnyDim())) is { } y ? new([x, y]) : null,
            Text = _ => "Einsum(\"ij,jk->ki\", {0}, {1})",
            Infer = (x, _, fit) => x[0].Rank != 2 || x[1].Rank != 2 ? null : fit.Same(x[0].Last(1), x[1].First(1), new(x[1][1], x[0][0])),
            Compute = g => Transpose(MatMul(g[0], g[1])),
        },
    ];

    private static Operation Product(bool transposeA, bool transposeB, int weight = 1)
    {
        string a = transposeA ? "Transpose({0})" : "{0}", b = transposeB ? "Transpose({1})" : "{1}";
        return new($"MatMul({a}, {b})")
        {
            Choose = m =>
            {
                if (m.Any(x => x.Rank >= 2) is not { } left) return null;
                Extents x = m.ShapeOf(left);
                Extent inner = x[transposeA ? -2 : -1];
                string? right = m.Draw.Chance(50) ? m.Any(y => y.Rank >= 2 && y[transposeB ? -1 : -2].Equals(inner) && Broadcasts(x.First(x.Rank - 2), y.First(y.Rank - 2))) : null;
                right ??= m.Exactly(transposeB ? new(m.AnyDim(), inner) : new(inner, m.AnyDim()));
                return right is null ? null : new([left, right]);
            },
            Text = _ => $"MatMul({a}, {b})",
            Infer = (x, _, fit) =>
            {
                if (x[0].Rank < (transposeA ? 2 : 1) || x[1].Rank < (transposeB ? 2 : 1)) return null;
                Extents left = transposeA ? x[0].Transposed() : x[0], right = transposeB ? x[1].Transposed() : x[1];

                // A vector is one row on the left, one column on the right, and leaves no axis.
                if (left.Rank == 1 && right.Rank == 1) return fit.Same(left, right, Extents.Scalar);
                if (left.Rank == 1) return fit.Same(left, new(right[-2]), right.First(right.Rank - 2).Then(right[-1]));
                if (right.Rank == 1) return fit.Same(left.Last(1), right, left.First(left.Rank - 1));
                fit.Same(left[-1], right[-2]);
                return fit.Broadcast(left.First(left.Rank - 2), right.First(right.Rank - 2)).Then(left[-2], right[-1]);
            },
            Compute = g => MatMul(transposeA ? Transpose(g[0]) : g[0], transposeB ? Transpose(g[1]) : g[1]),
            Weight = weight,
        };
    }

    private static bool Broadcasts(Extents a, Extents b)
    {
        var fit = new Fit();
        fit.Broadcast(a, b);
        return fit.Holds;
    }
}
