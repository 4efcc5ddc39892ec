using System.Globalization;
using System.Text;

namespace NNGen.Verification;

/// <summary>The outcome of a gradient check: one comparison for each parameter or input.</summary>
/// <param name="comparisons">The comparisons, in order.</param>
public sealed class GradientReport(params IReadOnlyList<GradientComparison> comparisons)
{
    /// <summary>The comparisons, in order.</summary>
    public IReadOnlyList<GradientComparison> Comparisons => comparisons;

    /// <summary>The largest relative error of all; 0 where nothing was compared.</summary>
    public double WorstError => comparisons.Select(comparison => comparison.RelativeError).DefaultIfEmpty(0).Max();

    /// <summary>A table: parameter, shape, worst relative error, and both gradients where that is.</summary>
    public override string ToString()
    {
        List<string[]> rows = [["parameter", "shape", "worst error", "analytic", "numerical"]];
        foreach (GradientComparison c in comparisons)
            rows.Add([c.Name, c.Shape.ToString(), Text("0.0e+00", c.RelativeError), Text("G6", c.Analytic), Text("G6", c.Numerical)]);

        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        var table = new StringBuilder();
        foreach (string[] row in rows)
            table.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return table.ToString();
    }

    private static string Text(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
