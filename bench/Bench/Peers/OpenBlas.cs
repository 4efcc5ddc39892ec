using System.Runtime.InteropServices;

namespace NNGen.Bench;

/// <summary>The system's OpenBLAS, where it is installed.</summary>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101, NotTransposed = 111;

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Version, kernels and threading, in the library's own words.</summary>
    public static string Description => Marshal.PtrToStringAnsi(Config()) + ", kernels " + Marshal.PtrToStringAnsi(CoreName());

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int threads);

    /// <summary>c = a · b of square matrices.</summary>
    public static void Multiply(int size, float* a, float* b, float* c)
        => Sgemm(RowMajor, NotTransposed, NotTransposed, size, size, size, 1, a, size, b, size, 0, c, size);

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static partial void Sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    private static partial nint Config();

    [LibraryImport(Library, EntryPoint = "openblas_get_corename")]
    private static partial nint CoreName();
}
