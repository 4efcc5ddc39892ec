using System.Diagnostics;
using System.Globalization;
using NNGen.Core;
using NNGen.Runtime.Tests.Samples;

namespace NNGen.Runtime.Tests.Core;

/// <summary>
/// A whole training on processors that this one is not: the same tests again, in a process whose runtime has been told that there is no
/// AVX, or nothing but scalars. (The other tests choose the width while the hardware stays as it is, and with it FMA.)
/// </summary>
public class OldProcessorTests
{
    private const string Expected = "NNGEN_TESTS_EXPECTED_LANES";

    [Fact]
    public void The_hardware_has_the_lanes_that_the_process_was_told_of()
    {
        string? told = Environment.GetEnvironmentVariable(Expected);
        int[] possible = told is null ? [1, 4, 8, 16] : [int.Parse(told, CultureInfo.InvariantCulture)];
        Assert.Contains(VectorWidth.Hardware, possible);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX", 4)]
    [InlineData("DOTNET_EnableHWIntrinsic", 1)]
    public async Task A_network_trains_as_the_golden_run_says_without(string instructions, int lanes)
    {
        string program = Path.Combine(AppContext.BaseDirectory, $"{typeof(OldProcessorTests).Assembly.GetName().Name}.dll");
        string[] chosen =
        [
            "-method", $"{typeof(OldProcessorTests).FullName}.{nameof(The_hardware_has_the_lanes_that_the_process_was_told_of)}",
            "-method", $"{typeof(Golden.SpiralTests).FullName}.*",
            "-method", $"{typeof(SpiralTrainingTests).FullName}.*",
        ];
        var start = new ProcessStartInfo("dotnet", [program, .. chosen]) { RedirectStandardOutput = true };
        start.Environment[instructions] = "0";
        start.Environment[Expected] = lanes.ToString(CultureInfo.InvariantCulture);

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, $"With {instructions}=0:\n{output}");
        Assert.Matches("Total: [1-9][0-9]", output); // a choice that chooses nothing is a success too
    }
}
