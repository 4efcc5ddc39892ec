namespace NNGen.Runtime.Tests.Definitions;

public class SubListTests
{
    [Fact]
    public void Its_layers_stand_under_their_numbers()
    {
        LayerScope root = LayerScope.Root("Net", seed: 1);
        var list = new SubList<Parameter>(root.Sub("Blocks"), 3, scope => scope.Parameter("W", Init.Zeros, 1, 2));
        Assert.Equal(["Blocks.0.W", "Blocks.1.W", "Blocks.2.W"], list.Select(parameter => parameter.Name));
        Assert.Equal(list, root.Params);
        Assert.Equal(3, list.Count);
        Assert.Same(root.Params[2], list[2]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_layer_that_there_is_not_is_refused(int index)
    {
        var list = new SubList<Parameter>(LayerScope.Root("Net", seed: 1), 2, scope => scope.Parameter("W", Init.Zeros, 1));
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => list[index]);
        Assert.StartsWith($"There is no layer {index}; the list has 2, from 0 to 1.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_a_size_may_be_0_but_not_less()
    {
        LayerScope root = LayerScope.Root("Net", seed: 1);
        Assert.Equal(0, root.Setting("Net", "Padding", 0));
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => root.Sub("Conv").Setting("Conv2D", "Padding", -1));
        Assert.StartsWith("Conv2D (Net.Conv): the setting Padding should be at least 0, but is -1.", refused.Message, StringComparison.Ordinal);
    }
}
