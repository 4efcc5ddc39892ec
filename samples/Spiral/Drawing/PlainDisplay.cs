using System.Globalization;

namespace NNGen.Samples.Spiral.Drawing;

/// <summary>Plain lines of ASCII: for files, pipes, build servers, and terminals without colours.</summary>
internal sealed class PlainDisplay(TextWriter output) : IDisplay
{
    private const int ChartHeight = 10;
    private const int ProgressLines = 10;

    /// <summary>The letter of a point of each class.</summary>
    private const string Letters = "ABC";

    /// <summary>How the region of each class is filled.</summary>
    private const string Fillings = " .+";

    public void Say(string sentence) => output.WriteLine(sentence);

    public IReadOnlyList<float> Follow(IEnumerable<float> losses, int epochs)
    {
        int every = Math.Max(1, epochs / ProgressLines);
        int digits = Digits(epochs);
        var all = new List<float>(epochs);
        foreach (float loss in losses)
        {
            all.Add(loss);
            if (all.Count % every == 0 || all.Count == epochs)
                Line($"epoch {all.Count.ToString(CultureInfo.InvariantCulture).PadLeft(digits)} of {epochs}   loss {loss:F3}");
        }

        return all;
    }

    public void Draw(LossCurve curve)
    {
        int width = curve.Columns.Count;
        for (int row = ChartHeight; row >= 0; row--)
        {
            char[] line = new char[width];
            for (int column = 0; column < width; column++)
            {
                int level = curve.Level(column, ChartHeight);
                int before = column == 0 ? level : curve.Level(column - 1, ChartHeight);
                // A jump is drawn as a stroke from where the column before it was.
                bool drawn = row == level || (row > Math.Min(level, before) && row < Math.Max(level, before));
                line[column] = drawn ? '*' : ' ';
            }

            string label = row == ChartHeight ? curve.Highest.ToString("F2", CultureInfo.InvariantCulture) : row == 0 ? "0" : "";
            Line($"{label,6} |{new string(line).TrimEnd()}");
        }

        output.WriteLine($"       +{new string('-', width)}");
        output.WriteLine($"        {curve.Scale}");
    }

    public void Draw(DecisionMap map)
    {
        string border = $"+{new string('-', map.Columns)}+";
        output.WriteLine(border);
        for (int row = 0; row < map.Rows; row++)
        {
            char[] line = new char[map.Columns];
            for (int column = 0; column < map.Columns; column++)
                line[column] = map.Point(row, column) is { } label ? Letters[label] : Fillings[map.Region(row, column)];
            output.WriteLine($"|{new string(line)}|");
        }

        output.WriteLine(border);
        output.WriteLine($"Points {string.Join(", ", Letters.ToCharArray())}; their regions {string.Join(", ", Fillings.Select(filling => $"'{filling}'"))}.");
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
