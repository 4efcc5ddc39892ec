using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class SoftmaxTests
{
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Softmax_its_logarithm_and_log_sum_exp_are_right_along_any_axis_and_in_place(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int axis in VectorWidths.Sizes)
        {
            foreach (int inner in new[] { 0, 1, 2, 15, 16, 17, 33 })
            {
                foreach (int outer in new[] { 0, 1, 3 })
                {
                    Guarded x = Guarded.Random(outer * axis * inner, 1, scale: 12), reduced = new(outer * inner);
                    double[] soft = new double[x.Span.Length], log = new double[x.Span.Length], sums = new double[outer * inner];
                    for (int i = 0; i < sums.Length; i++)
                    {
                        double[] row = [.. Enumerable.Range(0, axis).Select(a => (double)x.Span[At(i, a)])];
                        sums[i] = Math.Log(row.Sum(Math.Exp));
                        for (int a = 0; a < axis; a++) (soft[At(i, a)], log[At(i, a)]) = (Math.Exp(row[a] - sums[i]), row[a] - sums[i]);
                    }

                    string what = $"{outer} × {axis} × {inner}";
                    Softmax.LogSumExp(outer, axis, inner, x.Block, reduced.Block);
                    reduced.AssertEquals(sums, 1e-6, "log-sum-exp " + what);

                    Guarded y = new(x.Span.Length), inPlace = new(x.Span);
                    Softmax.Run(outer, axis, inner, x.Block, y.Block);
                    y.AssertEquals(soft, 1e-6, "softmax " + what);
                    Softmax.Run(outer, axis, inner, inPlace.Block, inPlace.Block);
                    inPlace.AssertEquals(soft, 1e-6, "softmax in place " + what);

                    Softmax.Log(outer, axis, inner, x.Block, y.Block);
                    y.AssertEquals(log, 1e-6, "log-softmax " + what);
                    Softmax.Log(outer, axis, inner, x.Block, x.Block);
                    x.AssertEquals(log, 1e-6, "log-softmax in place " + what);

                    int At(int i, int a) => (i / inner * axis + a) * inner + i % inner;
                }
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Extreme_scores_neither_overflow_nor_hide(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        const float infinity = float.PositiveInfinity;
        foreach (int inner in new[] { 1, 2 })
        {
            AssertSoftmax([1e38f, -1e38f, 1e38f], [0.5, 0, 0.5], 1e38);
            AssertSoftmax([-infinity, 0, 0], [0, 0.5, 0.5], Math.Log(2));
            AssertSoftmax([float.NaN, 0, 0], [double.NaN, double.NaN, double.NaN], double.NaN);
            AssertSoftmax([infinity, 0, 0], [double.NaN, double.NaN, double.NaN], double.PositiveInfinity);
            AssertSoftmax([-infinity, -infinity], [double.NaN, double.NaN], double.NegativeInfinity);
            AssertSoftmax([-1000, -1000], [0.5, 0.5], -1000 + Math.Log(2));

            void AssertSoftmax(float[] scores, double[] expected, double logSumExp)
            {
                Guarded x = new([.. scores.SelectMany(s => Enumerable.Repeat(s, inner))]), y = new(x.Span.Length), sum = new(inner);
                Softmax.Run(1, scores.Length, inner, x.Block, y.Block);
                y.AssertEquals([.. expected.SelectMany(s => Enumerable.Repeat(s, inner))], 1e-6, "softmax of " + string.Join(' ', scores));
                Softmax.LogSumExp(1, scores.Length, inner, x.Block, sum.Block);
                sum.AssertEquals([.. Enumerable.Repeat(logSumExp, inner)], 1e-6, "log-sum-exp of " + string.Join(' ', scores));
            }
        }
    }
}
