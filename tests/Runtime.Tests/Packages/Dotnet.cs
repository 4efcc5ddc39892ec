using System.Diagnostics;

namespace NNGen.Runtime.Tests.Packages;

/// <summary>The dotnet command, as a user calls it.</summary>
internal static class Dotnet
{
    // Far more than any of the calls takes on a busy machine.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs the command in a folder, demands that it succeeds, and gives what it printed.</summary>
    public static async Task<string> Run(string folder, params string[] arguments)
    {
        // The test's own host may have set variables that are meant for it alone.
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // nothing stays behind

        using Process process = Process.Start(start)!;
        using var timer = new CancellationTokenSource(s_patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(timer.Token), errors = process.StandardError.ReadToEndAsync(timer.Token);
        try
        {
            await process.WaitForExitAsync(timer.Token);
            Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} in {folder} gave {process.ExitCode}:\n{await output}\n{await errors}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} in {folder} did not end within {s_patience.TotalMinutes} minutes.");
        }
    }
}
