using System.Globalization;
using Spectre.Console;

namespace NNGen.Samples.Spiral.Drawing;

/// <summary>A terminal: a bar while the training runs, a chart in eighths of a cell, and regions in colour.</summary>
internal sealed class ColourDisplay(IAnsiConsole console) : IDisplay
{
    private const int ChartHeight = 8;
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    private static readonly Color[] Regions = [new(28, 52, 88), new(92, 44, 24), new(30, 70, 44)];
    private static readonly Color[] Points = [new(120, 190, 255), new(255, 170, 90), new(140, 235, 150)];

    public void Say(string sentence) => console.WriteLine(sentence);

    public IReadOnlyList<float> Follow(IEnumerable<float> losses, int epochs)
    {
        var all = new List<float>(epochs);
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress =>
            {
                ProgressTask training = progress.AddTask("Training", maxValue: epochs);
                foreach (float loss in losses)
                {
                    all.Add(loss);
                    training.Description = string.Create(CultureInfo.InvariantCulture, $"Epoch {all.Count} of {epochs}, loss {loss:F3}");
                    training.Increment(1);
                }
            });
        return all;
    }

    public void Draw(LossCurve curve)
    {
        int width = curve.Columns.Count;
        for (int row = ChartHeight - 1; row >= 0; row--)
        {
            string label = row == ChartHeight - 1 ? curve.Highest.ToString("F2", CultureInfo.InvariantCulture) : row == 0 ? "0" : "";
            console.Write(new Text($"{label,6} │", Color.Grey));
            var bar = new string([.. Enumerable.Range(0, width).Select(column =>
                Eighths[Math.Clamp(curve.Level(column, ChartHeight * 8) - (8 * row), 0, 8)])]);
            console.Write(new Text(bar + Environment.NewLine, new Color(95, 175, 255)));
        }

        console.Write(new Text($"       └{new string('─', width)}{Environment.NewLine}", Color.Grey));
        console.Write(new Text($"        {curve.Scale}{Environment.NewLine}", Color.Grey));
    }

    public void Draw(DecisionMap map)
    {
        var picture = new Paragraph();
        for (int row = 0; row < map.Rows; row++)
        {
            for (int column = 0; column < map.Columns; column++)
            {
                Color region = Regions[map.Region(row, column)];
                picture.Append(
                    map.Point(row, column) is null ? " " : "●",
                    new Style(map.Point(row, column) is { } label ? Points[label] : null, region));
            }

            picture.Append(Environment.NewLine);
        }

        console.Write(picture);
    }
}
