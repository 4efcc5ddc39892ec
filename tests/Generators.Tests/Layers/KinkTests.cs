namespace NNGen.Generators.Tests.Layers;

/// <summary>Where a function has no derivative, or the compiler gives another on purpose: what gradient there is, in numbers.</summary>
public sealed class KinkTests
{
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(
        TinyLayer.Of("TiedMaximum", "a(N), b(N)", "Maximum(a, b)"),
        TinyLayer.Of("TiedMinimum", "a(N), b(N)", "Minimum(a, b)"),
        TinyLayer.Of("TiedMax", "x(N)", "Max(x)"),
        TinyLayer.Of("ReluAtZero", "x(N)", "Relu(x)"),
        TinyLayer.Of("AbsAtZero", "x(N)", "Abs(x)"),
        TinyLayer.Of("LeakyReluAtZero", "x(N)", "LeakyRelu(x, 0.25f)"),
        TinyLayer.Of("EluAtZero", "x(N)", "Elu(x, 3)"),
        TinyLayer.Of("ClampAtLimits", "x(N)", "Clamp(x, -1, 2)"),
        TinyLayer.Of("ClampAtSettings", "x(N), setting Low = 1, setting High = 2", "Clamp(x, -Low, High)"),
        TinyLayer.Of("SignAround", "x(N)", "Sign(x)"),
        TinyLayer.Of("SquareAtZero", "x(N)", "Pow(x, 2)"),
        TinyLayer.Of("PowerOfNegative", "x(N)", "Pow(x, 3)"),
        TinyLayer.Of("PowerOfZero", "x(N), p(N)", "Pow(x, p)"),
        TinyLayer.Of("Stopped", "x(N)", "x * StopGradient(x)"),
        TinyLayer.Of("StoppedAlone", "x(N), param W()", "StopGradient(x * W)"),
        TinyLayer.Of("StoppedMiddle", "x(N), param W()", "Exp(StopGradient(x * W)) * W")));

    [Fact]
    public void Equals_of_a_maximum_share_its_gradient() => Gradients("TiedMaximum", [[1, 2, 3], [2, 2, 1]], [8], [0, 4, 8], [8, 4, 0]);

    [Fact]
    public void Equals_of_a_minimum_share_its_gradient() => Gradients("TiedMinimum", [[1, 2, 3], [2, 2, 1]], [8], [8, 4, 0], [0, 4, 8]);

    [Fact]
    public void The_largest_elements_share_the_gradient() => Gradients("TiedMax", [[1, 3, 2, 3, 3]], [], [0, 1 / 3f, 0, 1 / 3f, 1 / 3f]);

    [Fact]
    public void Relu_has_no_gradient_at_zero() => Gradients("ReluAtZero", [[-1, 0, 2, -0f]], [8], [0, 0, 8, 0]);

    [Fact]
    public void Abs_has_no_gradient_at_zero() => Gradients("AbsAtZero", [[-1, 0, 2, -0f]], [8], [-8, 0, 8, 0]);

    [Fact]
    public void LeakyRelu_has_its_slope_at_zero() => Gradients("LeakyReluAtZero", [[-1, 0, 2, -0f]], [8], [2, 2, 8, 2]);

    [Fact]
    public void Elu_has_the_gradient_of_its_left_side_at_zero() => Gradients("EluAtZero", [[0, 2, -0f]], [8], [24, 8, 24]);

    [Fact]
    public void Clamp_passes_the_gradient_at_its_limits()
    {
        Gradients("ClampAtLimits", [[-1.5f, -1, 0, 2, 2.5f]], [8], [0, 8, 8, 8, 0]);
        Gradients("ClampAtSettings", [[-1.5f, -1, 0, 2, 2.5f]], [8], [0, 8, 8, 8, 0]);
    }

    [Fact]
    public void Sign_has_no_gradient_anywhere() => Gradients("SignAround", [[-3, 0, 2]], [8], [0, 0, 0]);

    [Fact]
    public void A_power_has_the_gradient_of_a_polynomial_at_zero_and_below()
    {
        Gradients("SquareAtZero", [[-3, 0, 2]], [8], [-48, 0, 32]);
        Gradients("PowerOfNegative", [[-3, 0, 2]], [1], [27, 0, 12]);
    }

    [Fact]
    public void A_power_of_zero_has_a_gradient_where_the_limit_has_one()
        => Gradients("PowerOfZero", [[0, 0, 5, 0], [0, 2, 0, 1]], [8], [0, 0, 0, 8], [0, 0, 8 * MathF.Log(5), 0]);

    [Fact]
    public void A_stopped_value_is_a_constant_to_the_gradient() => Gradients("Stopped", [[1, -2, 3]], [8], [8, -16, 24]);

    [Fact]
    public void Nothing_flows_through_a_stopped_result()
    {
        ILayer layer = Gradients("StoppedAlone", [[1, -2, 3]], [8], [0, 0, 0]);
        Assert.Equal([0f], layer.Params[0].GradBlock.Span.ToArray());
    }

    [Fact]
    public void A_stop_lets_the_gradient_around_it_pass()
    {
        ILayer layer = Gradients("StoppedMiddle", [[0, 0]], [8], [0, 0]);
        Assert.Equal([16f], layer.Params[0].GradBlock.Span.ToArray());
    }

    private static ILayer Gradients(string name, float[][] inputs, float[] dy, params float[][] expected)
    {
        LayerUnderTest tried = Layers.Value[name];
        ILayer layer = tried.Make();
        layer.Params.ToList().ForEach(parameter => parameter.ValueBlock.Span.Fill(0.5f));
        object?[] results = tried.CallTensors(layer, "Forward", [.. inputs.Select(values => Var.From([.. values.Select(value => (double)value)], values.Length))]);
        object[] cotangents = dy.Length == 0 ? [] : [Tensors.Floats([.. Enumerable.Repeat(dy[0], inputs[0].Length)], inputs[0].Length)];
        Assert.Single(results);
        object?[] gradients = tried.CallTensors(layer, "Backward", [.. cotangents, false]);
        Assert.Equal(expected.Length, gradients.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], Agreement.Floats(gradients[i]!));
        return layer;
    }
}
