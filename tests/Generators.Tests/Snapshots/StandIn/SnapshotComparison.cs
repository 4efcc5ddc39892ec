using System.Text;
using VerifyTests;

namespace NNGen.Generators.Tests.Snapshots.StandIn;

/// <summary>Compares what a test produced with its snapshots, and writes <c>.received.</c> files beside those that differ.</summary>
internal static class SnapshotComparison
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <exception cref="VerifyException">A snapshot is new, differs, or is no longer produced.</exception>
    public static async Task Run(SnapshotPrefix prefix, IReadOnlyList<SnapshotFile> files)
    {
        Directory.CreateDirectory(prefix.Directory);
        foreach (string stale in Existing(prefix, "received")) File.Delete(stale);
        var unproduced = Existing(prefix, "verified").ToHashSet(StringComparer.Ordinal);

        var report = new SnapshotReport(prefix.Directory);
        foreach (SnapshotFile file in files)
        {
            string verified = PathOf(prefix, file, "verified");
            unproduced.Remove(verified);
            string? text = File.Exists(verified) ? await File.ReadAllTextAsync(verified, Encoding) : null;
            if (text == file.Text) continue;

            string received = PathOf(prefix, file, "received");
            await File.WriteAllTextAsync(received, file.Text, Encoding);
            report.Differs(received, verified, text, file.Text);
        }

        foreach (string verified in unproduced.Order(StringComparer.Ordinal)) report.Unproduced(verified);
        report.ThrowIfAny();
    }

    private static string PathOf(SnapshotPrefix prefix, SnapshotFile file, string kind) =>
        Path.Combine(prefix.Directory, $"{prefix.Name}{file.Suffix}.{kind}.{file.Extension}");

    /// <summary>The files of this prefix, and not those of a longer one: <c>T.M</c> is not <c>T.Many</c>, nor <c>T.M_n=1</c>.</summary>
    private static IEnumerable<string> Existing(SnapshotPrefix prefix, string kind) =>
        from path in Directory.EnumerateFiles(prefix.Directory)
        let name = Path.GetFileName(path)
        where name.StartsWith($"{prefix.Name}.{kind}.", StringComparison.Ordinal)
            || (name.StartsWith($"{prefix.Name}#", StringComparison.Ordinal) && name.Contains($".{kind}.", StringComparison.Ordinal))
        select path;
}
