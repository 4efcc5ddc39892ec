namespace NNGen.Runtime.Tests.Definitions;

public class InitTests
{
    [Fact]
    public void Default_is_zeros_for_at_most_one_dim_and_Xavier_for_more()
    {
        Assert.Equal([0], Start(Init.Default, 1));
        Assert.Equal([0, 0, 0], Start(Init.Default, 1, 3));
        Assert.Equal(Start(Init.Xavier, 1, 2, 3), Start(Init.Default, 1, 2, 3));
        Assert.NotEqual(Start(Init.Zeros, 1, 2, 3), Start(Init.Default, 1, 2, 3));
    }

    [Fact]
    public void Zeros_and_Ones_are_what_they_say_scaled()
    {
        Assert.Equal([0, 0, 0, 0], Start(Init.Zeros, 5, 2, 2));
        Assert.Equal([1, 1], Start(Init.Ones, 1, 2));
        Assert.Equal([0.5, 0.5], Start(Init.Ones, 0.5f, 2));
    }

    // Philox and Box–Muller of seed 1984, worked out apart from this code.
    [Fact]
    public void Normal_is_a_function_of_seed_parameter_and_element()
    {
        double[] expected = [1.113566440519867, 0.25379090170909246, -0.919095309915309, -0.6405700867056405, -1.029112250002577, -0.6153105766400019];
        Assert.Equal(expected.Select(v => (double)(float)v), Start(Init.Normal, 1, 6));

        var scope = LayerScope.Root("Net", 1984);
        scope.Parameter("A", Init.Normal, 1, 3);
        Parameter second = scope.Parameter("B", Init.Normal, 1, 2);
        scope.Allocate();
        Assert.Equal([(float)1.734059266316559, (float)0.6289146347014767], second.ToArray());
    }

    // Fan-in: the product of all dims but the last. Fan-out: the last.
    [Theory]
    [InlineData(Init.Normal, 1, 1.0)]
    [InlineData(Init.Normal, 0.01f, 0.01)]
    [InlineData(Init.Xavier, 1, 0.1)] // √(2 / (100 + 100))
    [InlineData(Init.Xavier, 3, 0.3)]
    [InlineData(Init.He, 1, 0.1414213562)] // √(2 / 100)
    [InlineData(Init.HeKernel, 1, 0.04472135955)] // √(2 / 1000): all dims but the first
    public void Has_the_standard_deviation_of_its_formula(Init init, float scale, double deviation)
    {
        double[] normal = Start(Init.Normal, 1, 10, 10, 100), actual = Start(init, scale, 10, 10, 100);
        for (int i = 0; i < actual.Length; i++) Assert.Equal(deviation * normal[i], actual[i], 1e-6 * deviation);
    }

    private static double[] Start(Init init, float scale, params int[] shape)
    {
        var scope = LayerScope.Root("Net", 1984);
        Parameter parameter = scope.Parameter("W", init, scale, shape);
        scope.Allocate();
        return parameter.ToArray();
    }
}
