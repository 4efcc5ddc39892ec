using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NNGen.Generators.Tests.Snapshots.StandIn;
using VerifyTests;

namespace VerifyXunit;

/// <summary>
/// Verify's entry point for what a generator wrote. The calls and the files are Verify's own, so that the real packages can
/// take this one's place without a change to a test or a snapshot (<c>-p:UseVerify=true</c>).
/// </summary>
public static class Verifier
{
    /// <summary>Compares the generated sources with the snapshots beside the calling test.</summary>
    /// <exception cref="VerifyException">A snapshot is new, differs, or is no longer produced; or nothing was generated.</exception>
    public static SettingsTask Verify(GeneratorDriver target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(target.GetRunResult(), settings, sourceFile);

    /// <inheritdoc cref="Verify(GeneratorDriver, VerifySettings, string)"/>
    public static SettingsTask Verify(GeneratorDriverRunResult target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "")
    {
        if (!VerifySourceGenerators.Initialized)
        {
            throw new InvalidOperationException("Call VerifySourceGenerators.Initialize() in a module initializer: without it Verify does not know a generator's result.");
        }

        return new SettingsTask(settings, chosen =>
        {
            var prefix = SnapshotPrefix.OfRunningTest(chosen, sourceFile);
            prefix.Claim();
            return SnapshotComparison.Run(prefix, SnapshotFile.Of(target));
        });
    }
}
