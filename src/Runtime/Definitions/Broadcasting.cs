namespace NNGen;

/// <summary>
/// NumPy's broadcasting: shapes are aligned on the right, a missing dim counts as 1, and 1 stretches
/// (https://numpy.org/doc/stable/user/basics.broadcasting.html).
/// </summary>
internal static class Broadcasting
{
    /// <summary>The shape that the operands of an operator stretch to.</summary>
    public static Shape Of(string where, params ReadOnlySpan<Shape> shapes)
    {
        int rank = 0;
        foreach (Shape shape in shapes) rank = Math.Max(rank, shape.Rank);

        int[] dims = new int[rank];
        var differences = new List<string>();
        for (int axis = -1; axis >= -rank; axis--)
        {
            var sizes = new List<int>();
            foreach (Shape shape in shapes)
                if (-axis <= shape.Rank && shape[axis] != 1) sizes.Add(shape[axis]);
            dims[rank + axis] = sizes.Count == 0 ? 1 : sizes[0];
            if (sizes.Distinct().Count() > 1) differences.Add($"axis {axis} is {And(sizes)}");
        }

        if (differences.Count > 0)
        {
            var texts = new List<string>();
            foreach (Shape shape in shapes) texts.Add(shape.ToString());
            throw new ShapeException($"{where}: the shapes {And(texts)} do not broadcast: {string.Join(", ", differences)}.");
        }

        return new(dims);
    }

    /// <summary>Throws unless a shape stretches to exactly the given one.</summary>
    public static void Expect(string where, Shape from, Shape to)
    {
        var differences = new List<string>();
        if (from.Rank > to.Rank) differences.Add($"rank {from.Rank} is more than {to.Rank}");
        for (int axis = -1; axis >= -Math.Min(from.Rank, to.Rank); axis--)
            if (from[axis] != 1 && from[axis] != to[axis]) differences.Add($"axis {axis} is {from[axis]} and {to[axis]}");
        if (differences.Count > 0) throw new ShapeException($"{where}: {from} does not stretch to {to}: {string.Join(", ", differences)}.");
    }

    /// <summary>What differs between two shapes that should be equal: ranks, or dims by axis.</summary>
    public static string Differences(Shape a, Shape b)
    {
        if (a.Rank != b.Rank) return $"the ranks are {a.Rank} and {b.Rank}";
        var differences = new List<string>();
        for (int axis = -1; axis >= -a.Rank; axis--)
            if (a[axis] != b[axis]) differences.Add($"axis {axis} is {a[axis]} and {b[axis]}");
        return string.Join(", ", differences);
    }

    /// <summary>The flat index in <paramref name="from"/> of the element that flat index <paramref name="index"/> of <paramref name="to"/> repeats.</summary>
    public static int Source(Shape from, Shape to, int index)
    {
        int source = 0, stride = 1;
        for (int axis = -1; axis >= -from.Rank; axis--)
        {
            int position = index % to[axis];
            index /= to[axis];
            if (from[axis] != 1) source += position * stride;
            stride *= from[axis];
        }

        return source;
    }

    /// <summary>One element of a binary operator's result after another.</summary>
    public static T[] Zip<T>(Shape shape, Var a, Var b, Func<double, double, T> f)
    {
        var x = a.Data;
        var y = b.Data;
        T[] result = new T[shape.Size];
        for (int i = 0; i < result.Length; i++)
            result[i] = f(x[Source(a.Shape, shape, i)], y[Source(b.Shape, shape, i)]);
        return result;
    }

    private static string And<T>(List<T> items) => $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
