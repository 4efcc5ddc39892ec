using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class CrossEntropyTests
{
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Loss_probabilities_and_gradient_of_labels_are_right(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int classes in VectorWidths.Sizes.Where(size => size > 0))
        {
            foreach (int rows in new[] { 1, 5, 30 })
            {
                Guarded x = Guarded.Random(rows * classes, 1, scale: 6), y = new(rows * classes), loss = new(1);
                int[] labels = [.. Enumerable.Range(0, rows).Select(row => row * 7 % classes)];
                var block = new IntBlock(labels, rows);
                double[] soft = SoftmaxOf(x.Span.ToArray(), classes), gradient = new double[soft.Length];
                double expected = 0;
                for (int i = 0; i < soft.Length; i++)
                {
                    bool hit = labels[i / classes] == i % classes;
                    if (hit) expected -= Math.Log(soft[i]) / rows;
                    gradient[i] = (soft[i] - (hit ? 1 : 0)) * 0.75 / rows;
                }

                string what = $"{rows} × {classes}";
                CrossEntropy.OfLabels(rows, classes, x.Block, block, loss.Block);
                loss.AssertEquals([expected], 1e-6, "loss alone " + what);
                CrossEntropy.OfLabels(rows, classes, x.Block, block, loss.Block, y.Block);
                loss.AssertEquals([expected], 1e-6, "loss " + what);
                y.AssertEquals(soft, 1e-6, "probabilities " + what);
                CrossEntropy.OfLabels(rows, classes, x.Block, block, loss.Block, x.Block);
                x.AssertEquals(soft, 1e-6, "probabilities in place " + what);

                CrossEntropy.OfLabelsGradient(rows, classes, y.Block, block, 0.75f, x.Block);
                x.AssertEquals(gradient, 1e-6, "gradient " + what);
                CrossEntropy.OfLabelsGradient(rows, classes, y.Block, block, 0.75f, y.Block);
                y.AssertEquals(gradient, 1e-6, "gradient in place " + what);
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Loss_probabilities_and_gradient_of_targets_are_right_even_if_those_do_not_add_up_to_one(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (int classes in VectorWidths.Sizes.Where(size => size > 0))
        {
            foreach (int rows in new[] { 1, 5 })
            {
                Guarded x = Guarded.Random(rows * classes, 1, scale: 6), t = Guarded.Random(rows * classes, 2), y = new(rows * classes);
                Guarded loss = new(1);
                double[] soft = SoftmaxOf(x.Span.ToArray(), classes), gradient = new double[soft.Length];
                double expected = 0;
                for (int i = 0; i < soft.Length; i++)
                {
                    double weight = 0;
                    for (int k = 0; k < classes; k++) weight += t.Span[i / classes * classes + k];
                    expected -= t.Span[i] * Math.Log(soft[i]) / rows;
                    gradient[i] = (soft[i] * weight - t.Span[i]) * 0.75 / rows;
                }

                string what = $"{rows} × {classes}";
                CrossEntropy.OfTargets(rows, classes, x.Block, t.Block, loss.Block);
                loss.AssertEquals([expected], 2e-5, "loss alone " + what);
                CrossEntropy.OfTargets(rows, classes, x.Block, t.Block, loss.Block, y.Block);
                loss.AssertEquals([expected], 2e-5, "loss " + what);
                y.AssertEquals(soft, 1e-6, "probabilities " + what);
                CrossEntropy.OfTargets(rows, classes, x.Block, t.Block, loss.Block, x.Block);
                loss.AssertEquals([expected], 2e-5, "loss in place " + what);
                x.AssertEquals(soft, 1e-6, "probabilities in place " + what);

                CrossEntropy.OfTargetsGradient(rows, classes, y.Block, t.Block, 0.75f, x.Block);
                x.AssertEquals(gradient, 2e-6, "gradient " + what);
                CrossEntropy.OfTargetsGradient(rows, classes, y.Block, t.Block, 0.75f, y.Block);
                y.AssertEquals(gradient, 2e-6, "gradient in place " + what);
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Infinite_and_NaN_scores_give_the_loss_that_they_mean(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        const float infinity = float.PositiveInfinity;
        AssertLoss([-infinity, 1, 1], 1, Math.Log(2));
        AssertLoss([-infinity, 1, 1], 0, double.PositiveInfinity);
        AssertLoss([infinity, 1, 1], 1, double.NaN);
        AssertLoss([infinity, 1, 1], 0, double.NaN);
        AssertLoss([float.NaN, 1, 1], 1, double.NaN);
        AssertLoss([1e30f, 1, 1], 1, 1e30);

        static void AssertLoss(float[] scores, int label, double expected)
        {
            Guarded x = new(scores), loss = new(1), oneHot = new(3);
            CrossEntropy.OfLabels(1, 3, x.Block, new IntBlock([label], 1), loss.Block);
            loss.AssertEquals([expected], 1e-6, $"label {label} of {string.Join(' ', scores)}");
            OneHot.Run(1, 3, new IntBlock([label], 1), oneHot.Block);
            CrossEntropy.OfTargets(1, 3, x.Block, oneHot.Block, loss.Block);
            loss.AssertEquals([expected], 1e-6, $"one-hot {label} of {string.Join(' ', scores)}");
        }
    }

    [Fact]
    public void Rows_of_no_classes_have_no_loss()
    {
        Guarded none = new(0), loss = new(1);
        CrossEntropy.OfTargets(3, 0, none.Block, none.Block, loss.Block);
        loss.AssertEquals([0], 0, "three rows of nothing");
        CrossEntropy.OfTargets(3, 0, none.Block, none.Block, loss.Block, none.Block);
        loss.AssertEquals([0], 0, "three rows of nothing, with their softmax");
    }

    [Fact]
    public void A_label_out_of_range_and_a_short_block_are_refused()
    {
        Guarded x = Guarded.Random(6, 1), loss = new(1);
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.OfLabels(2, 3, x.Block, new IntBlock([0, 3], 2), loss.Block));
        Assert.Contains("Label 3 of row 1", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.OfLabels(2, 3, x.Block, new IntBlock([-1, 0], 2), loss.Block));
        Assert.Throws<ArgumentException>(() => CrossEntropy.OfLabels(2, 4, x.Block, new IntBlock([0, 0], 2), loss.Block));
        Assert.Throws<ArgumentException>(() => CrossEntropy.OfLabels(2, 3, x.Block, new IntBlock([0], 1), loss.Block));
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void A_call_allocates_nothing(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        // Variables, since a span of constants is allocated where this assembly is not optimized.
        (int zero, int one, int two) = (0, 1, 2);
        Guarded x = Guarded.Random(50, 1), y = new(50), loss = new(1);
        var labels = new IntBlock([1, 2, 3, 4, 0], 5);
        for (int call = 0; call < 3; call++) Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call()
        {
            CrossEntropy.OfLabels(5, 10, x.Block, labels, loss.Block, y.Block);
            CrossEntropy.OfLabelsGradient(5, 10, y.Block, labels, 1f, y.Block);
            CrossEntropy.OfTargets(5, 10, x.Block, x.Block, loss.Block, y.Block);
            CrossEntropy.OfTargetsGradient(5, 10, y.Block, x.Block, 1f, y.Block);
            Softmax.Run(1, 10, 5, x.Block, y.Block);
            Softmax.Log(5, 10, 1, x.Block, y.Block);
            Softmax.LogSumExp(5, 10, 1, x.Block, y.Block);
            Transpose.Run(1, 5, 10, x.Block, y.Block);
            Permute.Run([5, two, 5], [one, zero, two], x.Block, y.Block);
            Pick.Run(5, 10, x.Block, labels, y.Block);
            OneHot.Run(5, 10, labels, y.Block);
        }
    }

    private static double[] SoftmaxOf(float[] scores, int classes)
        => [.. scores.Chunk(classes).SelectMany(row =>
        {
            double sum = row.Sum(score => Math.Exp(score));
            return row.Select(score => Math.Exp(score) / sum);
        })];
}
