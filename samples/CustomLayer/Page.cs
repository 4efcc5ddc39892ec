using System.Globalization;
using NNGen.Verification;
using Spectre.Console;

namespace NNGen.Samples.CustomLayer;

/// <summary>The output of the sample: in colour on a terminal, the same words without colour in a file or a pipe.</summary>
internal sealed class Page(IAnsiConsole console)
{
    private static readonly Style Plain = Style.Plain, Faint = new(Color.Grey), Strong = new(decoration: Decoration.Bold);

    public void Heading(string words) => Write($"\n{words}\n\n", Strong);

    public void Line(FormattableString line) => Write($"{line.ToString(CultureInfo.InvariantCulture)}\n", Plain);

    /// <summary>Source code; what is not code but a comment stands back.</summary>
    public void Code(string source)
    {
        foreach (string line in source.TrimEnd().ReplaceLineEndings("\n").Split('\n'))
            Write($"{line}\n", line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? Faint : Plain);
    }

    public void Table(GradientReport report)
    {
        var table = new Table().Border(console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii);
        table.AddColumns("gradient of", "shape");
        foreach (string column in (string[])["worst relative error", "generated there", "numerical there"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (GradientComparison one in report.Comparisons)
            table.AddRow(one.Name, one.Shape.ToString(), Number("0.0e+00", one.RelativeError), Number("F6", one.Analytic), Number("F6", one.Numerical));
        console.Write(table);
        bool good = report.WorstError < 1e-4;
        Write(good ? "All agree to better than 1e-4.\n" : "They do not agree.\n", good ? new(Color.Green) : new(Color.Red));
    }

    /// <summary>A message of the compiler, with a squiggle under the exact text that it is about.</summary>
    public void Message(Message message)
    {
        Style colour = message.Severity == "error" ? new(Color.Red) : new(Color.Yellow);
        Write(($"{message.Severity} {message.Id}", colour), ($": {message.Text}\n", Strong));
        int digits = message.Places.Max(place => place.Line).ToString(CultureInfo.InvariantCulture).Length;
        string margin = new(' ', digits);
        for (int i = 0; i < message.Places.Count; i++)
        {
            Place place = message.Places[i];
            Write(string.Create(CultureInfo.InvariantCulture, $"{margin}--> {place.File}({place.Line},{place.Start + 1}){(i == 0 ? "" : ": from here")}\n"), Faint);
            Write(($"{place.Line.ToString(CultureInfo.InvariantCulture).PadLeft(digits)} | ", Faint), ($"{place.Source}\n", Plain));
            Write(($"{margin} | ", Faint), ($"{new string(' ', place.Start)}{new string('~', place.Length)}\n", i == 0 ? colour : Faint));
        }
    }

    private void Write(string text, Style style) => Write((text, style));

    private void Write(params (string Text, Style Style)[] parts)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            // No terminal, no width: lines are not broken.
            foreach ((string text, _) in parts) console.Profile.Out.Writer.Write(text);
            return;
        }

        var line = new Paragraph();
        foreach ((string text, Style style) in parts) line.Append(text, style);
        console.Write(line);
    }

    private static string Number(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
