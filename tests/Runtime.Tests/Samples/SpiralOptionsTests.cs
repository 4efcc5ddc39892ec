using NNGen.Samples.Spiral;

namespace NNGen.Runtime.Tests.Samples;

public class SpiralOptionsTests
{
    [Fact]
    public void Without_arguments_the_seed_is_1984_and_there_are_300_epochs()
        => Assert.Equal(new Options(Seed: 1984, Epochs: 300), Parse());

    [Fact]
    public void Seed_and_epochs_come_in_any_order()
    {
        Assert.Equal(new Options(Seed: -5, Epochs: 10), Parse("--seed", "-5", "--epochs", "10"));
        Assert.Equal(new Options(Seed: -5, Epochs: 10), Parse("--epochs", "10", "--seed", "-5"));
    }

    [Theory]
    [InlineData("There is no option '--speed'; there are --seed and --epochs.", "--speed", "3")]
    [InlineData("There is no option '7'; there are --seed and --epochs.", "7")]
    [InlineData("--seed needs a number after it, as in '--seed 7'.", "--seed")]
    [InlineData("--epochs needs a number after it, as in '--epochs 300'.", "--seed", "1", "--epochs")]
    [InlineData("--seed is a whole number, and 'one' is not one (of at most 2147483647).", "--seed", "one")]
    [InlineData("--epochs is a whole number, and '1.5' is not one (of at most 2147483647).", "--epochs", "1.5")]
    [InlineData("--epochs is from 1 to 100000, and 0 is not.", "--epochs", "0")]
    [InlineData("--epochs is from 1 to 100000, and -3 is not.", "--epochs", "-3")]
    public void Nonsense_is_refused_in_one_clear_sentence(string sentence, params string[] arguments)
    {
        Assert.False(Options.TryParse(arguments, out _, out string? problem));
        Assert.Equal(sentence, problem);
    }

    private static Options Parse(params string[] arguments)
    {
        Assert.True(Options.TryParse(arguments, out Options? options, out string? problem), problem);
        return options;
    }
}
