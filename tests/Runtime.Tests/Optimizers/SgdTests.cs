using System.Globalization;
using NNGen.Runtime.Tests.Definitions;

namespace NNGen.Runtime.Tests.Optimizers;

public class SgdTests
{
    [Fact]
    public void Steps_against_the_gradient()
    {
        var net = new TinyNet();
        net.W.Load(1, 2, 3, 4, 5, 6);
        net.W.GradBlock.Span.Fill(4);
        new Sgd(0.5f).Update(net);
        Expect.Values(net.W, new(2, 3), -1, 0, 1, 2, 3, 4);
        Expect.Values(net.B, new(5), 0, 0, 0, 0, 0);
    }

    [Fact]
    public void Updates_every_parameter_of_the_layer_and_its_subs()
    {
        var net = new TinyNet();
        double[][] before = [.. net.Params.Select(p => p.ToArray())];
        foreach (Parameter p in net.Params) p.GradBlock.Span.Fill(1);
        new Sgd(1).Update(net);
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i].Select(v => (double)((float)v - 1)), net.Params[i].ToArray());
    }

    [Fact]
    public void Does_not_hide_NaN()
    {
        var net = new TinyNet();
        net.B.GradBlock.Span[2] = float.NaN;
        new Sgd(0.1f).Update(net);
        Expect.Values(net.B, new(5), 0, 0, double.NaN, 0, 0);
    }

    [Fact]
    public void A_learning_rate_of_zero_changes_nothing_and_it_may_be_changed()
    {
        var net = new TinyNet();
        var sgd = new Sgd(0);
        net.B.GradBlock.Span.Fill(1);
        sgd.Update(net);
        Expect.Values(net.B, new(5), 0, 0, 0, 0, 0);
        sgd.LearningRate = 2;
        Assert.Equal(2, sgd.LearningRate);
        sgd.Update(net);
        Expect.Values(net.B, new(5), -2, -2, -2, -2, -2);
    }

    [Theory]
    [InlineData(-0.1f, "-0.1")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_learning_rate_that_is_negative_or_not_finite_is_refused_whatever_the_culture(float rate, string text)
    {
        string message = $"Sgd: the learning rate should be finite and at least 0, but is {text}. (Parameter 'value')";
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Expect.Message<ArgumentOutOfRangeException>(message, () => new Sgd(rate));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
