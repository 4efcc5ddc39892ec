using System.Globalization;
using System.Text;

namespace NNGen.Bench;

/// <summary>The outcomes as one Markdown table: absolute times, and how many times as long as ours each peer took.</summary>
internal static class Table
{
    public static readonly string[] Peers = ["libtorch", "OpenBLAS", "ONNX Runtime"];

    public static string Head => $"| work | threads | NNGen | of the peak | {string.Join(" | ", Peers)} |\n|---|---|---|---|{string.Concat(Enumerable.Repeat("---|", Peers.Length))}";

    public static string Row(Outcome outcome)
    {
        Timing ours = outcome.Timings[0];
        var text = new StringBuilder($"| {outcome.Workload.Name} | {outcome.Threads} | {Time(outcome.Workload, ours.Seconds)} | ");
        text.Append(outcome.Workload.Flops > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * outcome.Workload.Flops / ours.Seconds / outcome.Peak:F0} % of {outcome.Peak / 1e9:F0} GF/s |")
            : "|");
        foreach (string peer in Peers)
        {
            Timing? timing = outcome.Timings.FirstOrDefault(one => one.Name == peer);
            text.Append(timing is null ? " |" : string.Create(CultureInfo.InvariantCulture, $" {Time(outcome.Workload, timing.Seconds)} (**{timing.Seconds / ours.Seconds:F2}×**) |"));
        }

        return text.ToString();
    }

    /// <summary>What two programs take on disk, in megabytes of 10⁶ bytes.</summary>
    public static string Sizes(string name, long ours, long torchs)
        => string.Create(CultureInfo.InvariantCulture, $"| {name} | | {ours / 1e6:F1} MB | | {torchs / 1e6:F0} MB (**{(double)torchs / ours:F0}×**) | | |");

    private static string Time(Workload workload, double seconds)
    {
        if (workload.Elements > 0) return string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9 / workload.Elements:F3} ns/element");
        return seconds switch
        {
            < 1e-5 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F2} µs"),
            < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F1} µs"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F2} ms"),
        };
    }
}
