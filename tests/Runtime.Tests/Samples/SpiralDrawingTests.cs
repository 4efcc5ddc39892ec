using NNGen.Samples.Spiral.Drawing;
using Spectre.Console;

namespace NNGen.Runtime.Tests.Samples;

public class SpiralDrawingTests
{
    [Fact]
    public void Regions_are_filled_and_points_are_letters_on_top()
    {
        string[] lines = Plain(display => display.Draw(Quadrants((-0.9f, 0.9f, 0), (0.9f, 0.9f, 1), (0.9f, -0.9f, 2))));

        Assert.Equal(
            [
                "+----+",
                "|A .B|",
                "|++ C|",
                "+----+",
                "Points A, B, C; their regions ' ', '.', '+'.",
            ],
            lines);
    }

    [Fact]
    public void The_border_of_the_square_belongs_to_the_outermost_cells()
    {
        string[] lines = Plain(display => display.Draw(Quadrants((1, 1, 0), (-1, -1, 1))));

        Assert.Equal("|  .A|", lines[1]);
        Assert.Equal("|B+  |", lines[2]);
    }

    [Fact]
    public void Where_points_share_a_cell_the_one_in_the_wrong_region_is_seen()
    {
        DecisionMap map = Quadrants((-0.9f, 0.9f, 0), (-0.91f, 0.9f, 2), (-0.92f, 0.9f, 0));

        Assert.Equal(2, map.Point(0, 0));
    }

    [Fact]
    public void A_loss_is_as_high_as_it_is_large()
    {
        string[] lines = Plain(display => display.Draw(new LossCurve([2f, 1f, 1f, 0.2f], width: 4)));

        Assert.Equal("  2.00 |*", lines[0]);
        Assert.Equal("       | *", lines[4]);
        Assert.Equal("       | **", lines[5]);
        Assert.Equal("       |   *", lines[9]);
        Assert.Equal("     0 |", lines[10]);
        Assert.Equal("        1  4", lines[12]);
    }

    [Fact]
    public void Many_epochs_are_gathered_into_the_columns_there_are()
    {
        var curve = new LossCurve([3f, 1f, 1f, 1f], width: 2);

        Assert.Equal([2f, 1f], curve.Columns);
        Assert.Equal("14", curve.Scale);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_drawn_as_nothing()
        => Assert.All(Plain(display => display.Draw(new LossCurve([float.NaN], width: 4)))[..10], line => Assert.DoesNotContain('*', line));

    [Fact]
    public void Progress_in_plain_lines_comes_ten_times_and_while_it_runs()
    {
        int read = 0;
        var written = new StringWriter { NewLine = "\n" };
        IEnumerable<float> Losses()
        {
            for (int epoch = 0; epoch < 100; epoch++)
            {
                Assert.Equal(epoch / 10, written.ToString().Count(c => c == '\n'));
                read++;
                yield return 1f / (epoch + 1);
            }
        }

        IReadOnlyList<float> losses = new PlainDisplay(written).Follow(Losses(), epochs: 100);

        Assert.Equal(100, losses.Count);
        Assert.Equal("epoch  10 of 100   loss 0.100", written.ToString().Split('\n')[0]);
        Assert.Equal(100, read);
    }

    [Fact]
    public void A_terminal_gets_a_colour_for_each_region()
    {
        var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Out = new AnsiConsoleOutput(written),
        });

        new ColourDisplay(console).Draw(Quadrants((-0.9f, 0.9f, 0)));

        Assert.Contains("\e[38;2;120;190;255;48;2;28;52;88m●", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("48;2;92;44;24m", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("48;2;30;70;44m", written.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Four columns and two rows: class 0 on the left above, 1 on the right above, 2 on the left below, 0 on the right below.</summary>
    private static DecisionMap Quadrants(params (float X, float Y, int Label)[] points)
        => new(columns: 4, rows: 2, coordinates => [.. coordinates.Chunk(2).Select(at => (at[0] > 0, at[1] > 0) switch
        {
            (true, true) => 1,
            (false, false) => 2,
            _ => 0,
        })], points);

    private static string[] Plain(Action<PlainDisplay> draw)
    {
        var written = new StringWriter { NewLine = "\n" };
        draw(new PlainDisplay(written));
        return written.ToString().TrimEnd('\n').Split('\n');
    }
}
