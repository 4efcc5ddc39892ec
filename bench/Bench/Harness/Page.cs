using System.Runtime.Intrinsics;

namespace NNGen.Bench;

/// <summary>What stands around the table: where, when and how it was measured, and what was unfair.</summary>
internal static class Page
{
    public static string Head(bool quick) => $"""
        # Performance

        Made by `bench/run.sh`; not edited by hand.{(quick ? " A quick run: fewer and shorter rounds." : "")}

        {DateTime.UtcNow:yyyy-MM-dd}, {Processor()}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription.Split('#')[0].Trim()}, .NET {Environment.Version}.
        libtorch {TorchSharp.torch.__version__} (TorchSharp){(OpenBlas.IsThere ? $"; {OpenBlas.Description}" : "; OpenBLAS is not installed here, so its column is empty")}; ONNX Runtime {Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString()}.

        Medians of rounds in which the contenders take turns, in one process. **×** is how many times as long as NNGen a peer took. The peak is that of
        multiply-adds in registers, measured between the contenders on as many threads; a share counts the products and convolutions only.
        Before a row is timed, every peer's results are held against ours: gradients of the first step and the losses of three, or the outputs.

        {Table.Head}
        """;

    /// <summary>The first words of the part that ran without AVX-512.</summary>
    public static string Narrow => $"""

        ## Without AVX-512

        The same machine with `DOTNET_EnableAVX512=0`, vectors of {(Vector512.IsHardwareAccelerated ? 16 : 8)} floats; OpenBLAS with its AVX2 kernels.

        {Table.Head}
        """;

    public const string Foot = """

        ## What is unfair

        - libtorch's own choice of kernels is left as it is: its matrix library takes an AVX2 path on AMD processors.
        - OpenBLAS is told by name to use its AVX-512 kernels, since Debian's version does not know the newest processors.
        - glibc is told to keep the memory of libtorch's large temporaries rather than return it to the system after each use; a program that does not say so waits longer for libtorch.
        - libtorch and OpenBLAS read the caller's memory; NNGen's times of whole networks include the copy of the inputs into the model's memory. Those of GEMM do not.
        - TorchSharp's calls from C# into libtorch are in libtorch's times: they are what a C# program would pay. They matter in the smallest networks.
        - NNGen is compiled for its network; libtorch and ONNX Runtime take theirs as data.
        - libtorch's LSTM has a second bias, whose gradient it computes too.
        - A program that starts, does one step and ends is timed as a whole process. Ours is compiled ahead of time, for AVX2 as the package sets it; TorchSharp's needs .NET's runtime besides, whose size is not counted. Debug symbols are counted for neither.
        - libtorch, OpenBLAS and ONNX Runtime each keep threads of their own that spin for a while; contenders are 12 ms apart for that reason, and OpenBLAS is told to spin for 2²⁰ cycles rather than 2²⁸.
        """;

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        if (!File.Exists(Info)) return "an unknown processor";
        string[] lines = File.ReadAllLines(Info);
        string Of(string key) => lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?";
        return $"{Of("model name")} (family {Of("cpu family")}, model {Of("model\t")})";
    }
}
