using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class MapTests
{
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void A_kernel_runs_on_every_element_and_on_nothing_else(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int length in VectorWidths.Sizes)
        {
            Guarded a = Guarded.Random(length, 1), b = Guarded.Random(length, 2), y = new(length);
            Map.Run(new ScaledSum(3), [length], a.Block, b.Block, y.Block);

            double[] expected = new double[length];
            for (int i = 0; i < length; i++) expected[i] = 3 * a.Span[i] + b.Span[i];
            y.AssertEquals(expected, 1e-6, $"length {length}");
            a.AssertCanariesAlive();
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void An_output_may_be_an_input(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int length in VectorWidths.Sizes)
        {
            Guarded a = Guarded.Random(length, 1), b = Guarded.Random(length, 2);
            double[] expected = new double[length];
            for (int i = 0; i < length; i++) expected[i] = 3 * a.Span[i] + b.Span[i];
            Map.Run(new ScaledSum(3), [length], a.Block, b.Block, a.Block);
            a.AssertEquals(expected, 1e-6, $"length {length}");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void An_operand_is_broadcast_along_the_extents_where_its_stride_is_zero(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int rows in new[] { 1, 2, 5 })
        {
            foreach (int columns in VectorWidths.Sizes)
            {
                Guarded row = Guarded.Random(columns, 1), column = Guarded.Random(rows, 2), y = new(rows * columns);
                Map.Run(new ScaledSum(2), [rows, columns], column.Block.Strides(1, 0), row.Block.Strides(0, 1), y.Block);

                double[] expected = new double[rows * columns];
                for (int i = 0; i < expected.Length; i++) expected[i] = 2 * column.Span[i / columns] + row.Span[i % columns];
                y.AssertEquals(expected, 1e-6, $"{rows} × {columns}");
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Any_strides_over_six_extents_are_right(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        var random = new Random(7);
        for (int trial = 0; trial < 60; trial++)
        {
            int rank = 1 + random.Next(6);
            int[] extents = new int[rank], strides = new int[rank], outStrides = new int[rank];
            int count = 1, reach = 1;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                extents[axis] = 1 + random.Next(axis == rank - 1 ? 20 : 3);
                strides[axis] = random.Next(4) == 0 ? 0 : random.Next(1, 4);
                outStrides[axis] = count * (1 + trial % 2);
                count *= extents[axis];
                reach += (extents[axis] - 1) * strides[axis];
            }

            Guarded x = Guarded.Random(reach, trial), dense = Guarded.Random(count, trial + 1), y = new(count * (1 + trial % 2));
            y.Span.Clear();
            Map.Run(new ScaledSum(1), extents, x.Block.Strides(strides), dense.Block, y.Block.Strides(outStrides));

            double[] expected = new double[y.Span.Length];
            for (int i = 0; i < count; i++)
            {
                int left = i, at = 0;
                for (int axis = rank - 1; axis >= 0; axis--)
                {
                    at += left % extents[axis] * strides[axis];
                    left /= extents[axis];
                }

                expected[i * (1 + trial % 2)] = x.Span[at] + dense.Span[i];
            }

            y.AssertEquals(expected, 1e-6, $"extents {string.Join(' ', extents)}, strides {string.Join(' ', strides)}");
        }
    }

    [Fact]
    public void A_short_operand_is_named_with_what_it_needs_and_has()
    {
        Guarded a = new(6), y = new(5);
        var thrown = Assert.Throws<ArgumentException>(() => Map.Run(new ScaledSum(1), [2, 3], a.Block, a.Block, y.Block));
        Assert.Contains("Operand 2 needs 6", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("has 5", thrown.Message, StringComparison.Ordinal);

        thrown = Assert.Throws<ArgumentException>(() => Map.Run(new ScaledSum(1), [2, 3], a.Block, y.Block.Strides(3, 1), a.Block));
        Assert.Contains("Operand 1 needs 6", thrown.Message, StringComparison.Ordinal);

        thrown = Assert.Throws<ArgumentException>(() => Map.Run(new ScaledSum(1), [2, 3], a.Block, a.Block.Strides(1), a.Block));
        Assert.Contains("Operand 1 has 1 strides", thrown.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Twelve_operands_can_be_used(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        Guarded[] all = [.. Enumerable.Range(0, 12).Select(k => Guarded.Random(21, k))];
        double[] expected = new double[21];
        for (int i = 0; i < 21; i++)
        {
            for (int k = 0; k < 11; k++) expected[i] += all[k].Span[k == 10 ? 0 : i];
        }

        Map.Run(
            new SumOfEleven(), [21], all[0].Block, all[1].Block, all[2].Block, all[3].Block, all[4].Block, all[5].Block, all[6].Block, all[7].Block,
            all[8].Block, all[9].Block, all[10].Block.Strides(0), all[11].Block);
        all[11].AssertEquals(expected, 1e-6, "sum of eleven");
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void A_call_allocates_nothing(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        // Variables, since a span of constants is allocated where this assembly is not optimized.
        (int zero, int one, int rows, int columns) = (0, 1, 7, 10);
        Guarded a = Guarded.Random(70, 1), b = Guarded.Random(70, 2), y = new(70);
        for (int call = 0; call < 3; call++) Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call()
        {
            Map.Run(new ScaledSum(3), [rows, columns], a.Block, b.Block.Strides(zero, one), y.Block);
            Map.Run(new ScaledSum(3), [one + one, rows - 4], a.Block.Strides(columns, one + one), b.Block.Strides(one, zero), y.Block);
        }
    }

    private readonly struct ScaledSum(float factor) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
            => at.Store(2, V.FusedMultiplyAdd(V.Broadcast(factor), at.Load(0), at.Load(1)));
    }

    private readonly struct SumOfEleven : IMap
    {
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
            => at.Store(11, at.Load(0) + at.Load(1) + at.Load(2) + at.Load(3) + at.Load(4) + at.Load(5) + at.Load(6) + at.Load(7) + at.Load(8) + at.Load(9) + at.Load(10));
    }
}
