using System.Diagnostics;
using System.Globalization;

namespace NNGen.Bench;

/// <summary>A program that starts, does one training step of 784-100-10 on one thread, and ends: bench/StartUp, as bench/run.sh builds it.</summary>
internal sealed class OneStep : Workload
{
    private const string Ours = "NNGenStep/bin/Release/net10.0/linux-x64/publish/NNGenStep", Torchs = "TorchStep/bin/Release/net10.0/linux-x64/TorchStep";

    public override string Name => "start, one step of MLP 784-100-10, end";

    public override bool Divides => false;

    public override IReadOnlyList<Contender> Prepare(int threads) => [Program("NNGen", Ours), Program(Torch.Name, Torchs)];

    /// <summary>The row of what the two programs take on disk, with what has to lie beside them.</summary>
    public static string Sizes() => Table.Sizes("its size", Size(Ours), Size(Torchs));

    private static Contender Program(string name, string program)
    {
        string path = PathOf(program);
        return new(name, () => Run(path), () =>
        {
            float[] told = [.. Run(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => float.Parse(line, CultureInfo.InvariantCulture))];
            return [new("the loss", told[..1]), new("the last bias", told[1..])];
        });
    }

    private static string Run(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo(path) { RedirectStandardOutput = true })!;
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? told : throw new InvalidOperationException($"{path} ended with {process.ExitCode}.");
    }

    private static long Size(string program)
        => new DirectoryInfo(Path.GetDirectoryName(PathOf(program))!).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is not (".dbg" or ".pdb" or ".xml")).Sum(file => file.Length);

    private static string PathOf(string program)
    {
        string path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../StartUp", program));
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not there: bench/run.sh builds it.");
    }
}
