using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>What many products by one matrix have in common, such as those of the steps of a recurrent layer.</summary>
internal static class SharedProducts
{
    // With fewer the steps are no recurrence, and what is shared is hardly more than what is copied for it.
    private const int LeastProducts = 4;

    /// <summary>
    /// x[i]·w for every entry i of x is a part of x·w. Where the slices are not all of x, rows would be computed that nobody wants, so the
    /// products stay.
    /// </summary>
    public static Value? OfSlices(Match m)
    {
        if (!m.Is("MatMul") || m.Whole is not { } whole || IsTransposedA(m.Node) || m[1].Shape.Rank != 2) return null;
        if (SliceOf(m[0].Node, id => m.Algebra[id].Node) is not { } settled || SliceOf(whole[m.Node.Operands[0]], id => whole[id]) is not { } mine) return null;
        IEnumerable<Node> alike = whole.UsersOf(m.Node.Operands[1], m.Node)
            .Where(other => other.Operator == "MatMul" && other.Operands[1] == m.Node.Operands[1] && other.Attributes == m.Node.Attributes);
        List<Node> slices = [.. alike.Select(other => SliceOf(whole[other.Operands[0]], id => whole[id])).OfType<Node>().Where(slice => slice.Operands[0] == mine.Operands[0])];
        if (slices.Count < LeastProducts || !AreAll(slices, whole[mine.Operands[0]].Shape[0])) return null;

        Value x = m.Algebra[settled.Operands[0]];
        Dim rowsOfEntry = new Shape(x.Shape.Dims.Skip(1).Take(x.Shape.Rank - 2)).Size;
        Value product = MatMul.Product(m.Algebra, x.Reshape(new([x.Shape[0] * rowsOfEntry, x.Shape[-1]])), m[1], false, m.Node.Flag("transposeB"));
        return Slice.Of(product, 0, settled.Dim("start") * rowsOfEntry, settled.Dim("length") * rowsOfEntry);
    }

    /// <summary>a·wᵀ with w turned once for all products.</summary>
    public static Value? Transposed(Match m)
    {
        if (!m.Is("MatMul") || m.Whole is not { } whole || !m.Node.Flag("transposeB") || m[1].Shape.Rank != 2) return null;
        int w = m.Node.Operands[1];
        bool IsAlike(Node other) => other.Operator == "MatMul" && other.Operands[1] == w && other.Flag("transposeB");
        return whole.UsersOf(w, m.Node).Count(IsAlike) >= LeastProducts
            ? MatMul.Product(m.Algebra, m[0], m[1].Apply("Transpose"), IsTransposedA(m.Node), false)
            : null;
    }

    private static bool IsTransposedA(Node product) => product.Flag("transposeA");

    /// <summary>The slice along the first axis whose rows, without another order, a matrix is; null if it is none.</summary>
    private static Node? SliceOf(Node matrix, Func<int, Node> node)
    {
        Node slice = matrix;
        while (slice.Operator == "Reshape") slice = node(slice.Operands[0]);
        return slice.Operator == "Slice" && slice.Int("axis") == 0 && matrix.Shape.Rank == 2 && slice.Shape.Rank >= 2 && slice.Shape[-1].Equals(matrix.Shape[-1]) ? slice : null;
    }

    /// <summary>True if slices cover an axis, each entry once.</summary>
    private static bool AreAll(IReadOnlyList<Node> slices, Dim length)
    {
        var lengths = new Dictionary<Dim, Dim>();
        foreach (Node slice in slices)
        {
            Dim start = slice.Dim("start");
            if (lengths.ContainsKey(start)) return false;
            lengths[start] = slice.Dim("length");
        }

        Dim end = Dim.Zero;
        for (int passed = 0; passed < slices.Count; passed++)
        {
            if (!lengths.TryGetValue(end, out Dim? next)) return false;
            end += next;
        }

        return end.Equals(length);
    }
}
