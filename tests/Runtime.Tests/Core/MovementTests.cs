using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class MovementTests
{
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Transpose_exchanges_rows_and_columns_of_each_matrix(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int rows in VectorWidths.Sizes)
        {
            foreach (int columns in VectorWidths.Sizes)
            {
                Guarded x = Guarded.Random(2 * rows * columns, 1), y = new(2 * rows * columns);
                double[] expected = new double[x.Span.Length];
                for (int i = 0; i < expected.Length; i++)
                {
                    int batch = i / (rows * columns), row = i / columns % rows, column = i % columns;
                    expected[(batch * columns + column) * rows + row] = x.Span[i];
                }

                Transpose.Run(2, rows, columns, x.Block, y.Block);
                y.AssertEquals(expected, 0, $"{rows} × {columns}");
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Permute_reorders_axes_as_NumPy_transposes(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        var random = new Random(5);
        for (int trial = 0; trial < 300; trial++)
        {
            int rank = random.Next(7);
            int[] extents = [.. Enumerable.Range(0, rank).Select(_ => random.Next(trial % 20 == 0 ? 0 : 1, rank < 4 ? 12 : 5))];
            int[] axes = [.. Enumerable.Range(0, rank)];
            random.Shuffle(axes);

            int count = extents.Aggregate(1, (a, b) => a * b);
            Guarded x = Guarded.Random(count, trial), y = new(count);
            double[] expected = new double[count];
            for (int i = 0; i < count; i++)
            {
                int[] position = new int[rank];
                for (int axis = rank - 1, left = i; axis >= 0; left /= extents[axis--]) position[axis] = left % extents[axis];
                int at = 0;
                foreach (int axis in axes) at = at * extents[axis] + position[axis];
                expected[at] = x.Span[i];
            }

            Permute.Run(extents, axes, x.Block, y.Block);
            y.AssertEquals(expected, 0, $"({string.Join(' ', extents)}) by ({string.Join(' ', axes)})");
        }
    }

    [Fact]
    public void What_is_no_permutation_is_refused()
    {
        Guarded x = new(6);
        Assert.Throws<ArgumentException>(() => Permute.Run([2, 3], [0, 0], x.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Permute.Run([2, 3], [0], x.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Permute.Run([2, 3], [0, 2], x.Block, x.Block));
    }

    [Fact]
    public void Slice_pad_and_flip_move_what_lies_along_an_axis()
    {
        foreach ((int outer, int axis, int inner) in new[] { (1, 5, 1), (3, 5, 1), (1, 5, 4), (2, 3, 7), (0, 3, 2), (2, 3, 0), (2, 0, 3), (4, 1, 1) })
        {
            Guarded x = Guarded.Random(outer * axis * inner, axis);
            float At(int o, int k, int i) => x.Span[(o * axis + k) * inner + i];
            foreach (int start in new[] { 0, 1, axis })
            {
                for (int length = 0; start + length <= axis; length++)
                {
                    Guarded y = new(outer * length * inner);
                    Slice.Run(outer, axis, inner, start, length, x.Block, y.Block);
                    y.AssertEquals(Each(outer, length, inner, (o, k, i) => At(o, start + k, i)), 0, $"slice of ({outer}, {axis}, {inner}), {length} from {start}");
                }
            }

            foreach ((int before, int after) in new[] { (0, 0), (1, 0), (0, 2), (2, 3) })
            {
                Guarded y = new(outer * (before + axis + after) * inner);
                Pad.Run(outer, axis, inner, before, after, 1.5f, x.Block, y.Block);
                y.AssertEquals(
                    Each(outer, before + axis + after, inner, (o, k, i) => k < before || k >= before + axis ? 1.5f : At(o, k - before, i)), 0,
                    $"pad of ({outer}, {axis}, {inner}) by {before} and {after}");
            }

            Guarded flipped = new(outer * axis * inner);
            Flip.Run(outer, axis, inner, x.Block, flipped.Block);
            flipped.AssertEquals(Each(outer, axis, inner, (o, k, i) => At(o, axis - 1 - k, i)), 0, $"flip of ({outer}, {axis}, {inner})");
        }
    }

    [Fact]
    public void Concat_puts_rows_side_by_side()
    {
        foreach (int outer in new[] { 0, 1, 3 })
        {
            Guarded a = Guarded.Random(outer * 2, 1), b = Guarded.Random(0, 2), c = Guarded.Random(outer, 3), y = new(outer * 3);
            Concat.Run(outer, [2, 0, 1], y.Block, a.Block, b.Block, c.Block);
            y.AssertEquals(Each(outer, 3, 1, (o, k, _) => k < 2 ? a.Span[o * 2 + k] : c.Span[o]), 0, $"{outer} rows");
        }
    }

    [Fact]
    public void Parts_that_are_not_there_are_refused()
    {
        Guarded x = new(6), y = new(6);
        Assert.Throws<ArgumentOutOfRangeException>(() => Slice.Run(2, 3, 1, 2, 2, x.Block, y.Block));
        Assert.Throws<ArgumentOutOfRangeException>(() => Slice.Run(2, 3, 1, -1, 2, x.Block, y.Block));
        Assert.Throws<ArgumentException>(() => Slice.Run(2, 3, 1, 1, -1, x.Block, y.Block));
        Assert.Throws<ArgumentException>(() => Slice.Run(3, 3, 1, 0, 1, x.Block, y.Block));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pad.Run(2, 3, 1, -1, 1, 0, x.Block, y.Block));
        Assert.Throws<ArgumentException>(() => Pad.Run(2, 3, 1, 1, 0, 0, x.Block, y.Block));
        Assert.Throws<ArgumentException>(() => Flip.Run(2, 3, 2, x.Block, y.Block));
        Assert.Throws<ArgumentException>(() => Concat.Run(2, [3], y.Block, x.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Concat.Run(2, [3, 3], y.Block, x.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Concat.Run(3, [3], y.Block, x.Block));
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Gather_takes_rows_and_its_gradient_adds_them(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int columns in VectorWidths.Sizes)
        {
            int[] ids = [2, 0, 2, 2, 4];
            Guarded table = Guarded.Random(5 * columns, 1), y = new(5 * columns), dy = Guarded.Random(5 * columns, 2), dtable = new(5 * columns);
            Gather.Run(5, 5, columns, table.Block, new IntBlock(ids, 5), y.Block);
            y.AssertEquals(Each(5, columns, 1, (n, i, _) => table.Span[ids[n] * columns + i]), 0, $"{columns} columns");
            Gather.Gradient(5, 5, columns, new IntBlock(ids, 5), dy.Block, dtable.Block);
            dtable.AssertEquals(Each(5, columns, 1, (row, i, _) => Enumerable.Range(0, 5).Where(n => ids[n] == row).Sum(n => dy.Span[n * columns + i])), 1e-6, $"gradient of {columns} columns");
        }

        Guarded x = new(6);
        Assert.Throws<ArgumentOutOfRangeException>(() => Gather.Run(1, 3, 2, x.Block, new IntBlock([3], 1), x.Block));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gather.Gradient(1, 3, 2, new IntBlock([-1], 1), x.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Gather.Run(4, 3, 2, x.Block, new IntBlock([0, 0, 0, 0], 4), x.Block));
    }

    /// <summary>What a formula gives for each position of three axes.</summary>
    private static double[] Each(int outer, int axis, int inner, Func<int, int, int, float> at)
    {
        double[] values = new double[outer * axis * inner];
        for (int o = 0, n = 0; o < outer; o++)
            for (int k = 0; k < axis; k++)
                for (int i = 0; i < inner; i++) values[n++] = at(o, k, i);
        return values;
    }

    [Fact]
    public void ArgMax_is_the_first_of_the_largest_or_of_NaN()
    {
        Guarded x = new([1, 3, 3, 2, float.NaN, 9, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity]);
        int[] rows = new int[3], columns = new int[3];
        ArgMax.Run(3, 3, 1, x.Block, new IntBlock(rows, 3));
        Assert.Equal([1, 1, 0], rows);
        ArgMax.Run(1, 3, 3, x.Block, new IntBlock(columns, 3));
        Assert.Equal([1, 1, 1], columns);
        Assert.Throws<ArgumentException>(() => ArgMax.Run(1, 0, 1, x.Block, new IntBlock(columns, 3)));
    }

    [Fact]
    public void Pick_and_one_hot_follow_the_index()
    {
        Guarded x = new([1, 2, 3, 4, 5, 6]), picked = new(2), hot = new(6);
        var index = new IntBlock([2, 0], 2);
        Pick.Run(2, 3, x.Block, index, picked.Block);
        picked.AssertEquals([3, 4], 0, "picked");
        OneHot.Run(2, 3, index, hot.Block);
        hot.AssertEquals([0, 0, 1, 1, 0, 0], 0, "one-hot");
        Assert.Throws<ArgumentOutOfRangeException>(() => Pick.Run(2, 3, x.Block, new IntBlock([0, 3], 2), picked.Block));
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Run(2, 3, new IntBlock([0, -1], 2), hot.Block));
    }
}
