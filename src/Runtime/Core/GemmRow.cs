using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>
/// A vector times a matrix as it lies: the matrix is read once, row after row, with up to eight vectors of columns side by side. A tile of one
/// row has two, which wait for each other, and reads the rows in pieces.
/// </summary>
internal static unsafe class GemmRow
{
    private const int Vectors = 8;

    /// <summary>Gives Σₚ a[p · stride] · b[p · leadingDimension + column] to the epilogue, for each of <paramref name="n"/> columns.</summary>
    [SkipLocalsInit]
    public static void Run<V, TEpilogue>(TEpilogue epilogue, int n, int k, float* a, nint stride, float* b, nint leadingDimension, Frame* frame)
        where V : struct, IVec<V>
        where TEpilogue : struct, IEpilogue
    {
        float* products = stackalloc float[Vectors * V.Count];
        for (int column = 0; column < n; column += Vectors * V.Count)
        {
            int count = Math.Min(n - column, Vectors * V.Count);
            Products<V>(count, k, a, stride, b + column, leadingDimension, products);
            frame->Enter(0, column);
            frame->Set(Frame.Product, products, 0, 1);
            Map.Rows<V, AtStore<TEpilogue>>(new(epilogue), frame, 1, count);
        }
    }

    private static void Products<V>(int count, nint k, float* a, nint stride, float* b, nint leadingDimension, float* products) where V : struct, IVec<V>
    {
        switch ((count + V.Count - 1) / V.Count)
        {
            case 1: Products<V, Rows1>(count, k, a, stride, b, leadingDimension, products); break;
            case 2: Products<V, Rows2>(count, k, a, stride, b, leadingDimension, products); break;
            case 3: Products<V, Rows3>(count, k, a, stride, b, leadingDimension, products); break;
            case 4: Products<V, Rows4>(count, k, a, stride, b, leadingDimension, products); break;
            case 5: Products<V, Rows5>(count, k, a, stride, b, leadingDimension, products); break;
            case 6: Products<V, Rows6>(count, k, a, stride, b, leadingDimension, products); break;
            case 7: Products<V, Rows7>(count, k, a, stride, b, leadingDimension, products); break;
            default: Products<V, Rows8>(count, k, a, stride, b, leadingDimension, products); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Products<V, TVectors>(nint count, nint k, float* a, nint stride, float* b, nint leadingDimension, float* products)
        where V : struct, IVec<V>
        where TVectors : struct, IRowCount
    {
        V s0 = V.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        // The last vector ends with the last column, and shares some with the one before it. Where there is none before it, it reads on into
        // the next rows, as long as there are any; the very last rows are loaded under a mask.
        nint last = TVectors.Value > 1 ? count - V.Count : 0;
        nint masked = TVectors.Value > 1 || count == V.Count ? 0 : Math.Min(k, (V.Count - count + leadingDimension - 1) / leadingDimension);
        for (k -= masked; k > 0; k--)
        {
            V x = V.Broadcast(*a);
            if (TVectors.Value > 1) V.AddProduct(ref s0, x, V.Load(b));
            if (TVectors.Value > 2) V.AddProduct(ref s1, x, V.Load(b + V.Count));
            if (TVectors.Value > 3) V.AddProduct(ref s2, x, V.Load(b + 2 * V.Count));
            if (TVectors.Value > 4) V.AddProduct(ref s3, x, V.Load(b + 3 * V.Count));
            if (TVectors.Value > 5) V.AddProduct(ref s4, x, V.Load(b + 4 * V.Count));
            if (TVectors.Value > 6) V.AddProduct(ref s5, x, V.Load(b + 5 * V.Count));
            if (TVectors.Value > 7) V.AddProduct(ref s6, x, V.Load(b + 6 * V.Count));
            V.AddProduct(ref s7, x, V.Load(b + last));
            a += stride;
            b += leadingDimension;
        }

        for (; masked > 0; masked--)
        {
            V.AddProduct(ref s7, V.Broadcast(*a), V.LoadFirst(b, count));
            a += stride;
            b += leadingDimension;
        }

        if (TVectors.Value > 1) V.Store(products, s0);
        if (TVectors.Value > 2) V.Store(products + V.Count, s1);
        if (TVectors.Value > 3) V.Store(products + 2 * V.Count, s2);
        if (TVectors.Value > 4) V.Store(products + 3 * V.Count, s3);
        if (TVectors.Value > 5) V.Store(products + 4 * V.Count, s4);
        if (TVectors.Value > 6) V.Store(products + 5 * V.Count, s5);
        if (TVectors.Value > 7) V.Store(products + 6 * V.Count, s6);
        V.Store(products + last, s7);
    }
}
