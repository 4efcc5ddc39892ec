namespace NNGen;

/// <content>Entries chosen by integers.</content>
public static partial class Ops
{
    /// <summary>
    /// One entry along the last axis of x (…, C) for each index (…), each in 0..C−1: the result has the shape of
    /// <paramref name="index"/>. Gradient: dx = dy at the entry, 0 elsewhere.
    /// </summary>
    /// <exception cref="ShapeException">The indices are not shaped as x without its last axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public static Var Pick(Var x, IntVar index)
    {
        ExpectRows("Pick", "x", x.Shape, "index", index.Shape);
        int classes = x.Size(-1);
        ExpectInRange("Pick", nameof(index), "index", index, classes);
        var data = x.Data;
        var indices = index.Data;
        double[] result = new double[indices.Length];
        for (int row = 0; row < result.Length; row++) result[row] = data[row * classes + indices[row]];
        return new(index.Shape, result);
    }

    /// <summary>
    /// A row of a table (R, …) for each id, each in 0..R−1: ids (N, T) and a table (R, D) give (N, T, D). An embedding.
    /// Gradient: each row of the table gets the sum of dy over the ids that chose it.
    /// </summary>
    /// <exception cref="ShapeException">The table is a scalar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is out of range.</exception>
    public static Var Gather(Var table, IntVar ids)
    {
        if (table.Shape.Rank == 0) throw new ShapeException("Gather: the table () should have at least one dim, its rows.");
        ExpectInRange("Gather", nameof(ids), "id", ids, table.Shape[0]);
        Shape row = table.Shape.Replace(0, 1);
        double[] result = new double[checked(ids.Data.Length * row.Size)];
        for (int n = 0; n < ids.Data.Length; n++) table.Data.Slice(ids.Data[n] * row.Size, row.Size).CopyTo(result.AsSpan(n * row.Size));
        return new(new Shape([.. ids.Shape.Dims, .. row.Dims]), result);
    }

    /// <summary>For each id (…), each in 0..classes−1, a row with 1 at the id and 0 elsewhere: (…, classes). No gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no classes, or an id is out of range.</exception>
    public static Var OneHot(IntVar ids, int classes)
    {
        if (classes < 1) throw new ArgumentOutOfRangeException(nameof(classes), $"OneHot: there should be at least one class, but there are {classes}.");
        ExpectInRange("OneHot", nameof(ids), "id", ids, classes);
        Shape shape = ids.Shape.Replace(ids.Shape.Rank, ids.Shape.Rank, classes);
        double[] result = new double[shape.Size];
        for (int row = 0; row < ids.Data.Length; row++) result[row * classes + ids.Data[row]] = 1;
        return new(shape, result);
    }

    /// <summary>Throws unless indices are shaped as x without its last axis.</summary>
    private static void ExpectRows(string where, string name, Shape x, string indexName, Shape index)
    {
        if (x.Rank == 0) throw new ShapeException($"{where}: {name} {x} should have at least one dim.");
        Shape expected = new(x.Dims[..^1]);
        if (index != expected)
        {
            throw new ShapeException(
                $"{where}: {name} {x} asks for {indexName} {expected}, its shape without the last axis, but {indexName} is {index}: {Broadcasting.Differences(expected, index)}.");
        }
    }

    /// <summary>Throws unless every index is in 0..classes−1, naming the row and the value.</summary>
    private static void ExpectInRange(string where, string argument, string noun, IntVar indices, int classes)
    {
        for (int i = 0; i < indices.Data.Length; i++)
            if (indices.Data[i] < 0 || indices.Data[i] >= classes)
                throw Core.Boundary.OutOfRange(where, argument, noun, indices.Shape.Dims, i, indices.Data[i], classes);
    }
}
