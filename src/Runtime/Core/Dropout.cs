using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Core;

/// <summary>
/// Inverted dropout: y = x / (1 − rate) where the mask keeps the element, 0 elsewhere. It is linear and symmetric, so the gradient is
/// the same function of dy. Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
/// from overfitting", JMLR 15, 2014.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Dropout
{
    /// <summary>Applies the mask of a step and site to x; x and y are dense and may be the same.</summary>
    /// <exception cref="ArgumentException">A block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public static unsafe void Run(int count, int seed, uint step, int site, float rate, Block x, Block y)
    {
        Extents.Check(x, nameof(x), count);
        Extents.Check(y, nameof(y), count);
        Rate("Dropout", nameof(rate), rate);
        var mask = new DropoutMask(seed, step, site, rate);
        float* from = x.Pointer, to = y.Pointer;
        int done = Avx2.IsSupported && VectorWidth.Current >= 8 ? Groups(mask, count, from, to) : 0;
        for (int i = done; i < count; i++) to[i] = mask.Keeps((ulong)i) ? from[i] * mask.Scale : 0;
        x.KeepAlive();
        y.KeepAlive();
    }

    /// <summary>Throws unless a rate is at least 0 and below 1: at 1 nothing would be left that could be scaled.</summary>
    /// <param name="where">The layer, or layer and method.</param>
    /// <param name="argument">What the rate is called.</param>
    /// <param name="rate">The rate.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0, at least 1, or NaN.</exception>
    public static float Rate(string where, string argument, float rate) => rate is >= 0 and < 1
        ? rate
        : throw new ArgumentOutOfRangeException(
            argument, string.Create(CultureInfo.InvariantCulture, $"{where}: the dropout rate {argument} should be at least 0 and below 1, but is {rate}."));

    /// <summary>Whole groups of 16, four blocks of Philox side by side, each word in the lower half of a 64-bit lane.</summary>
    /// <returns>How many elements are done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe int Groups(DropoutMask mask, int count, float* x, float* y)
    {
        Vector256<ulong> low = Vector256.Create((ulong)uint.MaxValue);
        Vector256<uint> m0 = Vector256.Create(0xD2511F53ul).AsUInt32(), m1 = Vector256.Create(0xCD9E8D57ul).AsUInt32();
        Vector256<long> least = Vector256.Create((long)mask.Threshold - 1);
        Vector256<float> scale = Vector256.Create(mask.Scale);
        int whole = count & -DropoutMask.Group;
        for (int start = 0; start < whole; start += DropoutMask.Group)
        {
            // An int counts to 2³¹ elements, so the block's number has no upper word.
            Vector256<ulong> c0 = Vector256.Create((ulong)start / 4) + Vector256.Create(0ul, 1, 2, 3), c1 = Vector256<ulong>.Zero;
            Vector256<ulong> c2 = Vector256.Create((ulong)mask.Site), c3 = Vector256.Create((ulong)mask.Step);
            uint k0 = mask.Seed, k1 = DropoutMask.Domain;
            for (int round = 0; round < 10; round++)
            {
                Vector256<ulong> p0 = Avx2.Multiply(c0.AsUInt32(), m0), p1 = Avx2.Multiply(c2.AsUInt32(), m1);
                c0 = (p1 >> 32) ^ c1 ^ Vector256.Create((ulong)k0);
                c1 = p1 & low;
                c2 = (p0 >> 32) ^ c3 ^ Vector256.Create((ulong)k1);
                c3 = p0 & low;
                unchecked
                {
                    k0 += 0x9E3779B9;
                    k1 += 0xBB67AE85;
                }
            }

            Store(c0, c1, start);
            Store(c2, c3, start + 8);
        }

        return whole;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Store(Vector256<ulong> first, Vector256<ulong> second, int at)
        {
            Vector256<float> keeps = Vector256.Narrow(
                Vector256.GreaterThan((first >> 8).AsInt64(), least), Vector256.GreaterThan((second >> 8).AsInt64(), least)).AsSingle();
            (keeps & (Vector256.Load(x + at) * scale)).Store(y + at);
        }
    }
}
