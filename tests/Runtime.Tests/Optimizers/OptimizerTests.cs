using NNGen.Core;
using NNGen.Runtime.Tests.Core;
using NNGen.Runtime.Tests.Definitions;

namespace NNGen.Runtime.Tests.Optimizers;

/// <summary>Every rule against a loop over doubles that is written from the formula of its paper.</summary>
[Collection(nameof(VectorWidths))]
public class OptimizerTests
{
    private const float Rate = 0.05f;

    /// <summary>One step of one number: its value, its gradient, what is remembered of it, and the number of the step.</summary>
    private delegate double Rule(double w, double g, double[] memory, int step);

    private static readonly Dictionary<string, (Func<Optimizer> Make, Rule Rule)> Rules = new()
    {
        ["Sgd"] = (() => new Sgd(Rate), (w, g, _, _) => w - Rate * g),
        ["Momentum"] = (() => new Momentum(Rate, 0.8f), (w, g, m, _) => w + (m[0] = 0.8f * m[0] - Rate * g)),
        ["Nesterov"] = (() => new Nesterov(Rate, 0.8f), (w, g, m, _) =>
        {
            m[0] = 0.8f * m[0] - Rate * g;
            return w + 0.8f * m[0] - Rate * g;
        }),
        ["AdaGrad"] = (() => new AdaGrad(Rate, 1e-3f), (w, g, m, _) => w - Rate * g / (Math.Sqrt(m[0] += g * g) + 1e-3f)),
        ["RmsProp"] = (() => new RmsProp(Rate, 0.9f, 1e-3f), (w, g, m, _) => w - Rate * g / (Math.Sqrt(m[0] = 0.9f * m[0] + (1 - 0.9f) * g * g) + 1e-3f)),
        ["Adam"] = (() => new Adam(Rate, 0.8f, 0.95f, 1e-3f), Adam),
        ["AdamW"] = (() => new AdamW(Rate, 0.8f, 0.95f, 1e-3f), Adam),
    };

    public static TheoryData<string, int> RulesAndWidths
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string rule in Rules.Keys)
                foreach (int lanes in new[] { 16, 8, 4, 1 })
                    if (lanes <= VectorWidth.Hardware) data.Add(rule, lanes);
            return data;
        }
    }

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory, MemberData(nameof(RulesAndWidths))]
    public void Steps_as_the_formula_says(string name, int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((float decay, float norm) in new[] { (0f, float.PositiveInfinity), (0.2f, float.PositiveInfinity), (0f, 1.5f), (0.2f, 1.5f), (0.2f, 1e6f) })
        {
            var net = new TinyNet();
            Optimizer optimizer = Rules[name].Make();
            (optimizer.WeightDecay, optimizer.MaxNorm) = (decay, norm);
            var random = new Random(3);
            double[][] expected = [.. net.Params.Select(parameter => parameter.ToArray())];
            double[][][] memory = [.. expected.Select(values => values.Select(_ => new double[2]).ToArray())];
            for (int step = 1; step <= 5; step++)
            {
                foreach (Parameter parameter in net.Params)
                    foreach (ref float gradient in parameter.GradBlock.Span) gradient = (float)(random.NextDouble() * 2 - 1);
                double length = Math.Sqrt(net.Params.Sum(parameter => parameter.GradBlock.Span.ToArray().Sum(g => (double)g * g)));
                double scale = Math.Min(1, norm / length);
                for (int p = 0; p < expected.Length; p++)
                {
                    ReadOnlySpan<float> gradients = net.Params[p].GradBlock.Span;
                    for (int i = 0; i < expected[p].Length; i++)
                    {
                        double w = expected[p][i], g = gradients[i] * scale;
                        if (name == "AdamW") w -= Rate * decay * w;
                        else g += decay * w;
                        expected[p][i] = Rules[name].Rule(w, g, memory[p][i], step);
                    }
                }

                optimizer.Update(net);
            }

            for (int p = 0; p < expected.Length; p++)
            {
                double[] actual = net.Params[p].ToArray();
                for (int i = 0; i < actual.Length; i++)
                    Assert.True(Math.Abs(actual[i] - expected[p][i]) < 2e-6, $"{name} with decay {decay} and norm {norm}: {net.Params[p].Name}[{i}] is {actual[i]}, expected {expected[p][i]}.");
            }
        }
    }

    [Fact]
    public void The_first_steps_of_Adam_are_those_of_the_paper()
    {
        // m̂ = g and v̂ = g² in the first step, so each number moves by the learning rate against the sign of its gradient.
        var net = new TinyNet();
        net.W.Load(1, 1, 1, 1, 1, 1);
        net.W.GradBlock.Span[0] = 0.001f;
        net.W.GradBlock.Span[1] = -1000;
        new Adam(0.1f, epsilon: 1e-20f).Update(net);
        Assert.Equal(0.9, net.W.ToArray()[0], 6);
        Assert.Equal(1.1, net.W.ToArray()[1], 6);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_step_allocates_nothing_and_repeats_to_the_bit(string name)
    {
        TinyNet first = Trained(), second = Trained();
        for (int i = 0; i < first.Params.Count; i++) Assert.Equal(first.Params[i].ToArray(), second.Params[i].ToArray());

        TinyNet Trained()
        {
            var net = new TinyNet();
            Optimizer optimizer = Rules[name].Make();
            optimizer.MaxNorm = 3;
            foreach (Parameter parameter in net.Params) parameter.GradBlock.Span.Fill(0.7f);
            for (int step = 0; step < 3; step++) optimizer.Update(net);
            long before = GC.GetAllocatedBytesForCurrentThread();
            optimizer.Update(net);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            return net;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Two_layers_do_not_share_what_is_remembered(string name)
    {
        Optimizer shared = Rules[name].Make(), alone = Rules[name].Make();
        TinyNet one = new(), other = new(), same = new();
        foreach (TinyNet net in new[] { one, other, same })
            foreach (Parameter parameter in net.Params)
            {
                parameter.ValueBlock.Span.Fill(1);
                parameter.GradBlock.Span.Fill(net == other ? -3 : 0.5f);
            }

        for (int step = 0; step < 3; step++)
        {
            shared.Update(one);
            shared.Update(other);
            alone.Update(same);
        }

        for (int i = 0; i < one.Params.Count; i++) Assert.Equal(same.Params[i].ToArray(), one.Params[i].ToArray());
    }

    [Theory, MemberData(nameof(Names))]
    public void Does_not_hide_NaN_in_the_norm(string name)
    {
        var net = new TinyNet();
        Optimizer optimizer = Rules[name].Make();
        optimizer.MaxNorm = 1;
        net.B.GradBlock.Span[2] = float.NaN;
        optimizer.Update(net);
        Assert.All(net.W.ToArray(), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void The_norm_is_that_of_all_gradients_and_leaves_them_as_they_are()
    {
        var net = new TinyNet();
        foreach (Parameter parameter in net.Params) parameter.ValueBlock.Span.Clear();
        net.W.GradBlock.Span[0] = 3;
        net.B.GradBlock.Span[0] = 4;
        new Sgd(1) { MaxNorm = 1 }.Update(net);
        Assert.Equal(-0.6, net.W.ToArray()[0], 6);
        Assert.Equal(-0.8, net.B.ToArray()[0], 6);
        Assert.Equal(3, net.W.GradBlock.Span[0]);
    }

    [Theory]
    [InlineData(3e20f, 4e20f)] // the squares are beyond what a float can hold
    [InlineData(2.4e38f, 3.2e38f)] // the norm itself is
    public void Gradients_that_explode_are_clipped_and_not_made_NaN(float first, float second)
    {
        var net = new TinyNet();
        foreach (Parameter parameter in net.Params) parameter.ValueBlock.Span.Clear();
        net.W.GradBlock.Span[0] = first;
        net.B.GradBlock.Span[0] = second;
        new Sgd(1) { MaxNorm = 1 }.Update(net);
        Assert.Equal(-0.6, net.W.ToArray()[0], 5);
        Assert.Equal(-0.8, net.B.ToArray()[0], 5);
        Assert.Equal(0, net.W.ToArray()[1]);
    }

    [Fact]
    public void A_number_out_of_its_range_is_refused_by_name()
    {
        Refused("Momentum: the momentum should be at least 0 and below 1, but is 1.", () => new Momentum(0.1f, 1));
        Refused("Nesterov: the momentum should be at least 0 and below 1, but is NaN.", () => new Nesterov(0.1f, float.NaN));
        Refused("AdaGrad: the epsilon should be finite and above 0, but is 0.", () => new AdaGrad(0.1f, 0));
        Refused("RmsProp: the decay rate should be at least 0 and below 1, but is -0.5.", () => new RmsProp(0.1f, -0.5f));
        Refused("Adam: the beta2 should be at least 0 and below 1, but is 1.5.", () => new Adam(beta2: 1.5f));
        Refused("AdamW: the learning rate should be finite and at least 0, but is -1.", () => new AdamW(-1));
        Refused("Sgd: the weight decay should be finite and at least 0, but is -0.1.", () => new Sgd(1) { WeightDecay = -0.1f });
        Refused("Sgd: the largest norm should be above 0, but is 0.", () => new Sgd(1) { MaxNorm = 0 });
        Assert.Throws<ArgumentNullException>(() => new Adam().Update(null!));

        static void Refused(string message, Func<Optimizer> make)
            => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);
    }

    private static double Adam(double w, double g, double[] memory, int step)
    {
        memory[0] = 0.8f * memory[0] + (1 - 0.8f) * g;
        memory[1] = 0.95f * memory[1] + (1 - 0.95f) * g * g;
        return w - Rate * memory[0] / (1 - Math.Pow(0.8f, step)) / (Math.Sqrt(memory[1] / (1 - Math.Pow(0.95f, step))) + 1e-3f);
    }
}
