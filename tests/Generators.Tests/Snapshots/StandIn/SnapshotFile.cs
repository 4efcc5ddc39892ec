using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;
using VerifyTests;

namespace NNGen.Generators.Tests.Snapshots.StandIn;

/// <summary>One file of a snapshot: what follows the test's prefix, the extension, and the text.</summary>
internal sealed record SnapshotFile(string Suffix, string Extension, string Text)
{
    /// <summary>The generated sources, and the diagnostics if there are any.</summary>
    /// <exception cref="VerifyException">Nothing was generated, or a source is not fit for a snapshot.</exception>
    public static IReadOnlyList<SnapshotFile> Of(GeneratorDriverRunResult result)
    {
        Exception[] failures = [.. result.Results.Select(one => one.Exception).OfType<Exception>()];
        if (failures is [var only]) ExceptionDispatchInfo.Throw(only);
        if (failures.Length > 1) throw new AggregateException(failures);

        var files = new List<SnapshotFile>();
        if (!result.Diagnostics.IsEmpty) files.Add(new SnapshotFile("", "txt", DiagnosticsText.Of(result.Diagnostics)));
        files.AddRange(result.Results
            .SelectMany(one => one.GeneratedSources)
            .OrderBy(source => source.HintName, StringComparer.Ordinal)
            .Select(Of));

        if (files.Count == 0) throw new VerifyException("Nothing was generated, so there is nothing to verify.");
        if (files.GroupBy(file => file.Suffix).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new VerifyException($"Two generated sources would have the snapshot {twice.Key}: give them hint names that differ in more than their folder.");
        }

        return files;
    }

    private static SnapshotFile Of(GeneratedSourceResult source)
    {
        string text = source.SourceText.ToString();
        // Verify would turn it into a line feed, and the snapshot would no longer be what was generated.
        if (text.Contains('\r')) throw new VerifyException($"The generated source {source.HintName} holds a carriage return: generated lines end in a line feed alone.");
        return new SnapshotFile($"#{Path.GetFileNameWithoutExtension(source.HintName)}", "cs", $"//HintName: {source.HintName}\n{text}");
    }
}
