using System.Globalization;

namespace NNGen.Samples.Spiral.Drawing;

/// <summary>The losses of a training, gathered into as many columns as there is room for.</summary>
internal sealed class LossCurve
{
    /// <param name="losses">The loss of each epoch, at least one.</param>
    /// <param name="width">How many columns there is room for; fewer epochs make fewer columns.</param>
    public LossCurve(IReadOnlyList<float> losses, int width)
    {
        int columns = Math.Min(width, losses.Count);
        string last = losses.Count.ToString(CultureInfo.InvariantCulture);
        Scale = columns > last.Length ? $"1{last.PadLeft(columns - 1)}" : last;
        Columns = [.. Enumerable.Range(0, columns).Select(MeanOfColumn)];
        Highest = Columns.Max();

        float MeanOfColumn(int column)
        {
            int first = (int)((long)column * losses.Count / columns);
            int end = (int)((long)(column + 1) * losses.Count / columns);
            return losses.Skip(first).Take(end - first).Average();
        }
    }

    /// <summary>The numbers of the first and the last epoch, under the columns that they stand for.</summary>
    public string Scale { get; }

    /// <summary>The mean loss of the epochs that fall into each column.</summary>
    public IReadOnlyList<float> Columns { get; }

    public float Highest { get; }

    /// <summary>How far up a column reaches if the highest reaches <paramref name="height"/> and a loss of zero nothing.</summary>
    public int Level(int column, int height)
        => Highest > 0 ? (int)Math.Round(Columns[column] / Highest * height) : 0; // a loss of NaN is converted to 0
}
