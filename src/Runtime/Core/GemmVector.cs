using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>A vector times a transposed matrix: one scalar product for each stored row, the lanes along the depth.</summary>
internal static unsafe class GemmVector
{
    // The products that wait for the epilogue: a few vectors.
    private const int Chunk = 64;

    /// <summary>Gives Σₚ a[p · stride] · b[column · leadingDimension + p] to the epilogue, for each of <paramref name="n"/> columns.</summary>
    [SkipLocalsInit]
    public static void Run<V, TEpilogue>(TEpilogue epilogue, int n, int k, float* a, nint stride, float* b, nint leadingDimension, Frame* frame)
        where V : struct, IVec<V>
        where TEpilogue : struct, IEpilogue
    {
        if (stride != 1)
        {
            float* dense = ThreadScratch.Take(k);
            for (nint p = 0; p < k; p++) dense[p] = a[p * stride];
            a = dense;
        }

        float* products = stackalloc float[Chunk];
        for (int column = 0; column < n; column += Chunk)
        {
            int count = Math.Min(Chunk, n - column);
            ScalarProducts<V>(a, b + column * leadingDimension, leadingDimension, k, count, products);
            frame->Enter(0, column);
            frame->Set(Frame.Product, products, 0, 1);
            Map.Rows<V, AtStore<TEpilogue>>(new(epilogue), frame, 1, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScalarProducts<V>(float* a, float* b, nint leadingDimension, nint k, int count, float* products) where V : struct, IVec<V>
    {
        nint whole = k & -V.Count;
        int column = 0;

        // Four rows share what is loaded of a, and are four chains of additions.
        for (; column + 4 <= count; column += 4, b += 4 * leadingDimension)
        {
            V s0 = V.Zero, s1 = s0, s2 = s0, s3 = s0;
            float* b0 = b, b1 = b0 + leadingDimension, b2 = b1 + leadingDimension, b3 = b2 + leadingDimension;
            nint p = 0;
            for (; p < whole; p += V.Count)
            {
                V x = V.Load(a + p);
                s0 = V.FusedMultiplyAdd(x, V.Load(b0 + p), s0);
                s1 = V.FusedMultiplyAdd(x, V.Load(b1 + p), s1);
                s2 = V.FusedMultiplyAdd(x, V.Load(b2 + p), s2);
                s3 = V.FusedMultiplyAdd(x, V.Load(b3 + p), s3);
            }

            if (p < k)
            {
                V x = V.LoadFirst(a + p, k - p);
                s0 = V.FusedMultiplyAdd(x, V.LoadFirst(b0 + p, k - p), s0);
                s1 = V.FusedMultiplyAdd(x, V.LoadFirst(b1 + p, k - p), s1);
                s2 = V.FusedMultiplyAdd(x, V.LoadFirst(b2 + p, k - p), s2);
                s3 = V.FusedMultiplyAdd(x, V.LoadFirst(b3 + p, k - p), s3);
            }

            products[column] = V.Sum(s0);
            products[column + 1] = V.Sum(s1);
            products[column + 2] = V.Sum(s2);
            products[column + 3] = V.Sum(s3);
        }

        for (; column < count; column++, b += leadingDimension)
        {
            V sum = V.Zero;
            for (nint p = 0; p < whole; p += V.Count) sum = V.FusedMultiplyAdd(V.Load(a + p), V.Load(b + p), sum);
            if (whole < k) sum = V.FusedMultiplyAdd(V.LoadFirst(a + whole, k - whole), V.LoadFirst(b + whole, k - whole), sum);
            products[column] = V.Sum(sum);
        }
    }
}
