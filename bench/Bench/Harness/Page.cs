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
        - Rows on two threads differ by up to half from run to run on this rented machine, sometimes ours and sometimes a peer's. Why is not known; those on one thread are within some 5 %.

        ## What holds NNGen back

        - **Small products**: on two threads each half of GEMM 64 is 2 µs, beside which a late start of the other thread shows.
        - **Large products**: from 1024 on the blocks of A and of the result come from the third-level cache. Larger and smaller blocks, other cuts and asking for the next tile early were tried: no difference beyond the noise of 3 %, but for half the rows of A with six-row tiles (AVX2), which are kept.
        - **784-100-10**: 100 columns are three panels of 32 and four columns that cost as much as eight. On two threads memory goes from core to core: the copy of the inputs takes 12 µs where one thread takes 8, the update 17 where one takes 7. The products with ten columns, 5 µs each, are not divided.
        - **784-512-512-10**: Adam reads and writes 19 MB a step, in a pass of its own.
        - **LeNet**: images are brought into the lanes and back in each kernel, about a fifth of the first convolution's weight gradient in a profile.
        - **Transformer**: GELU and its derivative at the store of a product take twice as long as in a pass of their own; products of attention (64 deep) reach 60 % of the peak, gradients of weights 85 %. Layer norm and the softmax of attention are several passes.
        - **LSTM**: the hidden states are put side by side by copies, the gates are taken apart by copies.
        - **Elementary functions**: in a loop of their own the constants stay in registers (exp 0.17 ns), in the general loop they do not yet.
        - **GELU chain**: four copies of 4 MB between the caller's memory and the model's. Computing 1 + tanh again instead of keeping it was tried: a fifth slower.
        - **Spiral net**: beside the kernels, the checks and copies of the call and the update, 0.1 µs.
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
