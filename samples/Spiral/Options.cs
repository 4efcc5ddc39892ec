using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NNGen.Samples.Spiral;

/// <summary>What the command line may change.</summary>
/// <param name="Seed">Where the data, the start of the weights and the order of the batches come from.</param>
/// <param name="Epochs">How often training goes through the data.</param>
internal sealed record Options(int Seed = 1984, int Epochs = 300)
{
    public const int MostEpochs = 100_000;

    public const string Usage = """
        Trains a network of two layers to tell the three arms of a spiral apart.

          --seed NUMBER     data, starting weights and order of the batches (1984)
          --epochs NUMBER   how often training goes through the data (300)
          --help            this text
        """;

    /// <summary>Reads the arguments; on nonsense says what is wrong with them, in one sentence.</summary>
    public static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? problem)
    {
        (options, problem) = (null, null);
        var read = new Options();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string name = arguments[i];
            if (name is not ("--seed" or "--epochs"))
                problem = $"There is no option '{name}'; there are --seed and --epochs.";
            else if (i + 1 == arguments.Length)
                problem = $"{name} needs a number after it, as in '{name} {(name == "--seed" ? 7 : 300)}'.";
            else if (!int.TryParse(arguments[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
                problem = $"{name} is a whole number, and '{arguments[i + 1]}' is not one (of at most {int.MaxValue}).";
            else if (name == "--seed")
                read = read with { Seed = value };
            else if (value is < 1 or > MostEpochs)
                problem = $"--epochs is from 1 to {MostEpochs}, and {value} is not.";
            else
                read = read with { Epochs = value };

            if (problem is not null) return false;
        }

        options = read;
        return true;
    }
}
