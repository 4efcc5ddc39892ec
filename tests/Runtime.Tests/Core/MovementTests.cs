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
