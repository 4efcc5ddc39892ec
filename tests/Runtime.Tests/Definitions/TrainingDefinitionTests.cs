using System.Numerics.Tensors;
using NNGen.Layers;
using NNGen.Verification;
using static NNGen.Ops;

namespace NNGen.Runtime.Tests.Definitions;

public class TrainingDefinitionTests
{
    private static readonly Var X = Var.From([.. Enumerable.Range(1, 40).Select(i => (double)i)], 8, 5);

    private static Tensor<float> Numbers => Tensor.Create([.. X.ToArray().Select(value => (float)value)], [8, 5]);

    [Fact]
    public void A_definition_runs_in_inference_mode_by_itself()
    {
        Assert.False(IsTraining);
        Assert.Equal(X.ToArray(), Dropout(X, 0.4f).ToArray());
        Assert.Equal(X.ToArray(), new Dropout(seed: 1).Forward(X).ToArray());
        using (Definition.Training(new Dropout(seed: 1))) Assert.True(IsTraining);
        Assert.False(IsTraining);
    }

    [Fact]
    public void It_draws_the_masks_of_the_last_Forward()
    {
        var layer = new Dropout(rate: 0.4f, seed: 3);
        var results = new List<float[]>();
        for (int step = 0; step < 3; step++)
        {
            results.Add([.. layer.Forward(Numbers)]);
            using (Definition.Training(layer)) Assert.Equal(results[step], layer.Forward(X).ToArray().Select(value => (float)value), Near);
        }

        Assert.NotEqual(results[0], results[1]);
        Assert.NotEqual(results[1], results[2]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        float[][] Run(int seed)
        {
            var layer = new Dropout(seed: seed);
            return [.. Enumerable.Range(0, 4).Select(_ => layer.Forward(Numbers).ToArray())];
        }

        Assert.Equal(Run(11), Run(11));
        Assert.NotEqual(Run(11), Run(12));
    }

    [Fact]
    public void Each_call_of_dropout_draws_its_own_mask_and_a_restart_the_first_again()
    {
        using TrainingDefinition training = Definition.Training(new Dropout(seed: 5));
        double[] first = Dropout(X, 0.5f).ToArray(), second = Dropout(X, 0.5f).ToArray();
        Assert.NotEqual(first, second);
        training.Restart();
        Assert.Equal(first, Dropout(X, 0.5f).ToArray());
    }

    [Fact]
    public void Updates_are_collected_and_change_nothing()
    {
        var layer = new BatchNorm(C: 5, momentum: 0.5f, seed: 1);
        using (TrainingDefinition training = Definition.Training(layer))
        {
            layer.Forward(X);
            Assert.Equal([layer.Mean, layer.Variance], training.Updated);
            Assert.Equal(layer.Mean.ToArray(), training.UpdateOf(layer.Mean)!.ToArray());
            Assert.Equal(0.5 * Mean(X, 0).ToArray()[1], layer.Mean.ToArray()[1], 1e-12);
        }

        Assert.Equal(new double[5], layer.Mean.ToArray());
        layer.Mean.Update(Full(1, 5));
        Assert.Equal(new double[5], layer.Mean.ToArray());
    }

    [Fact]
    public void It_reads_the_states_that_the_last_Forward_found()
    {
        var layer = new BatchNorm(C: 5, momentum: 0.5f, seed: 1);
        for (int step = 0; step < 2; step++)
        {
            layer.Forward(Numbers);
            using TrainingDefinition training = Definition.Training(layer);
            layer.Forward(X);
            foreach (State state in layer.States)
                Assert.Equal(state.ValueBlock.Span.ToArray(), training.UpdateOf(state)!.ToArray().Select(value => (float)value), Near);
        }

        layer.Mean.Load(1, 2, 3, 4, 5);
        using (Definition.Training(layer)) Assert.Equal([1, 2, 3, 4, 5], layer.Mean.ToArray());
    }

    [Fact]
    public void A_second_scope_on_the_thread_is_refused_and_other_threads_are_not_concerned()
    {
        var layer = new Dropout(seed: 1);
        using TrainingDefinition open = Definition.Training(layer);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Definition.Training(new Dropout(seed: 2)));
        Assert.Equal("Definition.Training: the definition of Dropout is in training mode already; dispose of that scope first.", refused.Message);

        bool elsewhere = true;
        var thread = new Thread(() => elsewhere = IsTraining);
        thread.Start();
        thread.Join();
        Assert.False(elsewhere);
    }

    [Fact]
    public void A_gradient_check_runs_the_definition_as_Forward_ran()
    {
        var layer = new BatchNorm(C: 5, epsilon: 0.1f, seed: 1);
        layer.Forward(Numbers);
        layer.Backward(Tensor.Create([.. Enumerable.Range(0, 40).Select(i => MathF.Sin(i))], [8, 5]));
        Var weights = Var.From([.. Enumerable.Range(0, 40).Select(i => (double)MathF.Sin(i))], 8, 5);
        Assert.InRange(GradientCheck.Of(layer, () => Sum(layer.Forward(X) * weights)).WorstError, 0, 1e-4);
        using (Definition.Training(layer))
            Assert.InRange(GradientCheck.Of(layer, () => Sum(layer.Forward(X) * weights)).WorstError, 0, 1e-4);
    }

    [Fact]
    public void An_update_of_another_shape_is_refused()
    {
        State mean = new BatchNorm(C: 5, seed: 1).Mean;
        Assert.Equal(
            "Mean.Update: the value (3) should have the state's shape (5): axis -1 is 3 and 5.",
            Assert.Throws<ShapeException>(() => mean.Update(Full(1, 3))).Message);
        Assert.Equal("Mean: the shape (5) has 5 values, but 2 were given.", Assert.Throws<ShapeException>(() => mean.Load(1, 2)).Message);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.5f)]
    [InlineData(float.NaN)]
    public void A_rate_out_of_range_is_refused_by_the_constructor_and_by_the_reference(float rate)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate, seed: 1));
        Assert.StartsWith("Dropout: the dropout rate rate should be at least 0 and below 1, but is ", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout(X, rate));
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 1e-5f * Math.Max(1, Math.Abs(a));
}
