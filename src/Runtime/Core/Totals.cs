using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>Sums over the samples of a batch, to which each group adds those of its own. What lanes without a sample hold is in none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Totals<V> where V : struct, IVec<V>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // The sums over the lanes of so many vectors are found at once.
    private const int Together = 4;

    private readonly float* _address;
    private readonly V _present;

    [MethodImpl(Inline)]
    internal Totals(float* address, V present)
    {
        _address = address;
        _present = present;
    }

    /// <summary>Adds a term of each sample to sum <paramref name="i"/>.</summary>
    [MethodImpl(Inline)]
    public void Add(int i, V term) => _address[i] += V.Sum(V.And(_present, term));

    /// <summary>Adds element i of each sample to sum i, for the first <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void AddEach(Samples<V> x, int count)
    {
        for (int i = 0; i < count; i += Together)
            AddFour(V.One, Present(x, i, count), Present(x, i + 1, count), Present(x, i + 2, count), Present(x, i + 3, count), _address + i, count - i);
    }

    /// <summary>Adds a[i] · b[j] of each sample to sum i · columns + j: what all samples together give of the transpose of rows a times rows b.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void AddProducts(Samples<V> a, int rows, Samples<V> b, int columns)
    {
        for (int j = 0; j < columns; j += Together)
        {
            V b0 = Present(b, j, columns), b1 = Present(b, j + 1, columns), b2 = Present(b, j + 2, columns), b3 = Present(b, j + 3, columns);
            for (int i = 0; i < rows; i++) AddFour(Present(a, i, rows), b0, b1, b2, b3, _address + (nint)i * columns + j, columns - j);
        }
    }

    /// <summary>An element of each sample, 0 where there is no sample or no such element.</summary>
    [MethodImpl(Inline)]
    private V Present(Samples<V> x, int i, int count) => i < count ? V.And(_present, x[i]) : V.Zero;

    /// <summary>Adds x · b to four sums from an address on, or to as many as there are.</summary>
    [MethodImpl(Inline)]
    private static void AddFour(V x, V b0, V b1, V b2, V b3, float* sums, int count)
    {
        Vector128<float> products = V.SumsOfProducts(x, b0, b1, b2, b3);
        if (count >= Together)
        {
            (Vector128.Load(sums) + products).Store(sums);
            return;
        }

        sums[0] += products.GetElement(0);
        if (count > 1) sums[1] += products.GetElement(1);
        if (count > 2) sums[2] += products.GetElement(2);
    }
}
