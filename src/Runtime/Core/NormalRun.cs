using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.Core;

/// <summary>
/// The normal numbers of a <see cref="Philox"/> stream from its first one on, eight at a time: the same to the bit as
/// <see cref="Philox.Normal"/> gives them, whose formulas are taken over four pairs in the lanes. One by one they take six times as
/// long, which is most of the start of a program with a small network.
/// </summary>
internal static class NormalRun
{
    private const int Numbers = 8; // two blocks of four words, a pair of numbers from each two

    /// <summary>1/23, 1/21, …, 1/1: the series of 2·artanh.</summary>
    private static ReadOnlySpan<double> OneOverOdd => [1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0];

    /// <summary>Writes deviation · Normal(i) to element i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<float> values, Philox random, double deviation)
    {
        int done = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; done <= values.Length - Numbers; done += Numbers)
            {
                var (a0, a1, a2, a3) = random.Words((ulong)done / 4);
                var (b0, b1, b2, b3) = random.Words((ulong)done / 4 + 1);
                var radius = Vector256.Sqrt(Vector256.Create(-2.0) * Log(Vector256.Create(a0 + 1.0, a2 + 1.0, b0 + 1.0, b2 + 1.0) / Vector256.Create(4294967296.0)));
                var (sin, cos) = SinCosOfTurn(Vector128.Create(a1, a3, b1, b3));
                var scale = Vector256.Create(deviation);
                var pairs = Vector256.Narrow(scale * (radius * cos), scale * (radius * sin));
                Vector256.Shuffle(pairs, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).CopyTo(values[done..]);
            }
        }

        for (; done < values.Length; done++) values[done] = (float)(deviation * random.Normal((ulong)done));
    }

    // Philox.Log, whose ILogB and ScaleB of a positive normal number are its bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Log(Vector256<double> x)
    {
        var one = Vector256.Create(1.0);
        Vector256<ulong> bits = x.AsUInt64();
        // A whole number below 2⁵² is the last bits of 2⁵² + that number.
        var exponent = ((bits >>> 52) | Vector256.Create(0x4330_0000_0000_0000ul)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023);
        var m = ((bits & Vector256.Create(0x000F_FFFF_FFFF_FFFFul)) | Vector256.Create(0x3FF0_0000_0000_0000ul)).AsDouble();
        var large = Vector256.GreaterThan(m, Vector256.Create(1.4142135623730951));
        m = Vector256.ConditionalSelect(large, m * Vector256.Create(0.5), m);
        exponent += large & one;

        var s = (m - one) / (m + one);
        var square = s * s;
        var series = Vector256<double>.Zero;
        foreach (double term in OneOverOdd) series = series * square + Vector256.Create(term);
        return exponent * Vector256.Create(0.6931471805599453) + Vector256.Create(2.0) * s * series;
    }

    // Philox.SinOfTurn and CosOfTurn: both series of the way through the quadrant; the quadrant says which is which, and the signs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Sin, Vector256<double> Cos) SinCosOfTurn(Vector128<uint> word)
    {
        Vector128<uint> way = word & Vector128.Create(0x3FFF_FFFFu);
        var angle = Vector256.Create((double)way[0], way[1], way[2], way[3]) / Vector256.Create(1073741824.0) * Vector256.Create(Math.PI / 2);
        var square = angle * angle;
        Vector256<double> one = Vector256.Create(1.0), sin = one, cos = one;
        for (int n = 21; n >= 1; n -= 2)
        {
            cos = one - cos * square / Vector256.Create((double)(n * (n + 1)));
            if (n > 1) sin = one - sin * square / Vector256.Create((double)((n - 1) * n));
        }

        sin = angle * sin;
        var (lower, upper) = Vector128.Widen(word);
        Vector256<ulong> wide = Vector256.Create(lower, upper), signBit = Vector256.Create(1ul << 63);
        var swapped = Vector256.Equals(wide & Vector256.Create(1ul << 30), Vector256.Create(1ul << 30)).AsDouble();
        // The sine is negative in the last two quadrants, the cosine in the second and third.
        var sinSign = (wide << 32) & signBit;
        var cosSign = ((wide + Vector256.Create(1ul << 30)) << 32) & signBit;
        return ((Vector256.ConditionalSelect(swapped, cos, sin).AsUInt64() ^ sinSign).AsDouble(), (Vector256.ConditionalSelect(swapped, sin, cos).AsUInt64() ^ cosSign).AsDouble());
    }
}
