using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class ReduceTests
{
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Sum_max_and_min_reduce_the_middle_extent(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int axis in VectorWidths.Sizes)
        {
            foreach (int inner in new[] { 0, 1, 2, 3, 8, 15, 16, 17, 64, 67, 130 })
            {
                foreach (int outer in new[] { 0, 1, 3 })
                {
                    Guarded x = Guarded.Random(outer * axis * inner, 1), w = Guarded.Random(axis, 2), y = new(outer * inner);
                    double[] sum = new double[outer * inner], max = new double[outer * inner], min = new double[outer * inner];
                    for (int i = 0; i < outer * inner; i++)
                    {
                        int o = i / inner, j = i % inner;
                        double[] terms = [.. Enumerable.Range(0, axis).Select(a => (double)x.Span[(o * axis + a) * inner + j] * w.Span[a])];
                        (sum[i], max[i], min[i]) = (2 * terms.Sum(), 2 * terms.DefaultIfEmpty().Max(), 2 * terms.DefaultIfEmpty().Min());
                    }

                    string what = $"{outer} × {axis} × {inner}";
                    Reduce.Sum(new Product(2), outer, axis, inner, y.Block, x.Block, w.Block.Strides(0, 1, 0));
                    y.AssertEquals(sum, 1e-5, "sum " + what);
                    if (axis == 0) continue;

                    Reduce.Max(new Product(2), outer, axis, inner, y.Block, x.Block, w.Block.Strides(0, 1, 0));
                    y.AssertEquals(max, 1e-6, "max " + what);
                    Reduce.Min(new Product(2), outer, axis, inner, y.Block, x.Block, w.Block.Strides(0, 1, 0));
                    y.AssertEquals(min, 1e-6, "min " + what);
                }
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Operands_may_have_any_strides(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int inner in new[] { 1, 37 })
        {
            Guarded x = Guarded.Random(2 * 9 * inner * 3, 1), w = Guarded.Random(2 * inner, 2), y = new(2 * inner);
            double[] expected = new double[2 * inner];
            for (int i = 0; i < expected.Length; i++)
            {
                for (int a = 0; a < 9; a++) expected[i] += (double)x.Span[i / inner * 27 * inner + 3 * a + i % inner * 27] * w.Span[i];
            }

            Reduce.Sum(new Product(1), 2, 9, inner, y.Block, x.Block.Strides(27 * inner, 3, 27), w.Block.Strides(inner, 0, 1));
            y.AssertEquals(expected, 1e-5, $"inner {inner}");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void A_long_sum_keeps_its_digits(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((int axis, int inner) in new[] { (1_000_003, 1), (200_001, 5) })
        {
            Guarded x = Guarded.Random(axis * inner, 3), y = new(inner);
            foreach (ref float value in x.Span) value = MathF.Abs(value);
            double[] expected = new double[inner];
            for (int i = 0; i < x.Span.Length; i++) expected[i % inner] += x.Span[i];
            Reduce.Sum(new Plain(), 1, axis, inner, y.Block, x.Block);
            y.AssertEquals(expected, lanes == 1 ? 2e-5 : 2e-6, $"{axis} terms");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void NaN_comes_through_wherever_it_is(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        for (int at = 0; at < 70; at++)
        {
            foreach (int inner in new[] { 1, 7 })
            {
                Guarded x = Guarded.Random(70, 1), y = new(inner);
                x.Span[at] = float.NaN;
                Reduce.Max(new Plain(), 1, 70 / inner, inner, y.Block, x.Block);
                Assert.True(float.IsNaN(y.Span[at % inner]), $"max, NaN at {at}");
                Reduce.Min(new Plain(), 1, 70 / inner, inner, y.Block, x.Block);
                Assert.True(float.IsNaN(y.Span[at % inner]), $"min, NaN at {at}");
                Reduce.Sum(new Plain(), 1, 70 / inner, inner, y.Block, x.Block);
                Assert.True(float.IsNaN(y.Span[at % inner]), $"sum, NaN at {at}");
                Assert.Equal(1, y.Span.ToArray().Count(float.IsNaN));
            }
        }
    }

    [Fact]
    public void The_largest_of_nothing_throws_and_so_does_a_short_block()
    {
        Guarded x = new(6), y = new(2);
        Assert.Throws<ArgumentException>(() => Reduce.Max(new Plain(), 2, 0, 1, y.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Reduce.Min(new Plain(), 2, 0, 1, y.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Reduce.Sum(new Plain(), 2, 4, 1, y.Block, x.Block));
        Assert.Throws<ArgumentException>(() => Reduce.Sum(new Plain(), 3, 2, 1, y.Block, x.Block));
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void A_call_allocates_nothing(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        Guarded x = Guarded.Random(350, 1), y = new(70);
        for (int call = 0; call < 3; call++) Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call()
        {
            Reduce.Sum(new Plain(), 5, 70, 1, y.Block, x.Block);
            Reduce.Sum(new Plain(), 1, 5, 70, y.Block, x.Block);
            Reduce.Max(new Plain(), 7, 5, 10, y.Block, x.Block);
        }
    }

    private readonly struct Product(float factor) : IReduction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Term<V>(Lanes<V> at) where V : struct, IVec<V> => at.Load(0) * at.Load(1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Finish<V>(V total) where V : struct, IVec<V> => total * V.Broadcast(factor);
    }

    private readonly struct Plain : IReduction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Term<V>(Lanes<V> at) where V : struct, IVec<V> => at.Load(0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Finish<V>(V total) where V : struct, IVec<V> => total;
    }
}
