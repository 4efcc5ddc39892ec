using System.Globalization;
using System.Text;
using VerifyTests;

namespace NNGen.Generators.Tests.Snapshots.StandIn;

/// <summary>What is wrong with a test's snapshots, told with the first lines that differ and with what to do.</summary>
internal sealed class SnapshotReport(string directory)
{
    private const int LinesShown = 3;

    private readonly StringBuilder _new = new();
    private readonly StringBuilder _notEqual = new();
    private readonly StringBuilder _delete = new();
    private readonly StringBuilder _lines = new();

    /// <summary>Something was produced that is not what was verified; <paramref name="verifiedText"/> is null where nothing was.</summary>
    public void Differs(string received, string verified, string? verifiedText, string receivedText)
    {
        (verifiedText is null ? _new : _notEqual).Append(
            CultureInfo.InvariantCulture,
            $"  - Received: {Path.GetFileName(received)}\n    Verified: {Path.GetFileName(verified)}\n");
        if (verifiedText is null) return;

        _lines.Append(CultureInfo.InvariantCulture, $"\n{Path.GetFileName(verified)}\n");
        if (verifiedText.Contains('\r'))
        {
            _lines.Append("  The verified file holds carriage returns; a snapshot's lines end in a line feed alone (see .gitattributes).\n");
            return;
        }

        AppendLines(verifiedText.Split('\n'), receivedText.Split('\n'));
    }

    /// <summary>A verified file that nothing produced any more.</summary>
    public void Unproduced(string verified) => _delete.Append(CultureInfo.InvariantCulture, $"  - {Path.GetFileName(verified)}\n");

    public void ThrowIfAny()
    {
        var message = new StringBuilder($"Directory: {directory}\n");
        int header = message.Length;
        Append("New:", _new);
        Append("NotEqual:", _notEqual);
        Append("Delete:", _delete);
        if (message.Length == header) return;

        message.Append(_lines);
        message.Append("\nIf what was received is right, rename .received. to .verified.; delete the files under Delete.");
        throw new VerifyException(message.ToString());

        void Append(string heading, StringBuilder files)
        {
            if (files.Length > 0) message.Append(heading).Append('\n').Append(files);
        }
    }

    private void AppendLines(string[] verified, string[] received)
    {
        int shown = 0;
        for (int at = 0; at < Math.Max(verified.Length, received.Length) && shown < LinesShown; at++)
        {
            string? was = verified.ElementAtOrDefault(at);
            string? now = received.ElementAtOrDefault(at);
            if (was == now) continue;
            shown++;
            _lines.Append(CultureInfo.InvariantCulture, $"  line {at + 1}\n    verified: {was ?? "(no such line)"}\n    received: {now ?? "(no such line)"}\n");
        }
    }
}
