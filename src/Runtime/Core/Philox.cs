using System.ComponentModel;

namespace NNGen.Core;

/// <summary>
/// Philox4x32-10, a counter-based random generator: number n of a stream is a function of (seed, stream, n), with no
/// state, so it does not matter who draws it, when, or in what order. Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011. Numbers are the same on every platform: only operations that IEEE 754 rounds
/// exactly are used, so logarithm, sine and cosine are written out here.
/// </summary>
/// <param name="seed">The key.</param>
/// <param name="stream">Which of the seed's independent sequences.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Philox(ulong seed, ulong stream)
{
    /// <summary>Ten rounds over a counter of four words with a key of two.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53ul * c0, p1 = 0xCD9E8D57ul * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            unchecked
            {
                k0 += 0x9E3779B9; // the golden ratio
                k1 += 0xBB67AE85; // √3 − 1
            }
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Word n of the stream: word n mod 4 of block n div 4.</summary>
    public uint Word(ulong n)
    {
        var block = Words(n / 4);
        return (n % 4) switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
    }

    /// <summary>Number n of a sequence that is uniform in [0, 1): the upper 24 bits of word n.</summary>
    public float Uniform(ulong n) => (Word(n) >> 8) * (1f / (1 << 24));

    /// <summary>
    /// Number n of a sequence that is normal with mean 0 and standard deviation 1: Box and Muller, "A note on the generation
    /// of random normal deviates", 1958, a pair from each two words. At most √(2 ln 2³²) ≈ 6.66 in magnitude.
    /// </summary>
    public double Normal(ulong n)
    {
        var (x0, x1, x2, x3) = Words(n / 4);
        var (first, second) = n % 4 < 2 ? (x0, x1) : (x2, x3);
        double radius = Math.Sqrt(-2 * Log((first + 1.0) / 4294967296.0));
        return radius * (n % 2 == 0 ? CosOfTurn(second) : SinOfTurn(second));
    }

    /// <summary>The natural logarithm of a positive normal number, as 2·artanh((m − 1)/(m + 1)) + e·ln 2 with m in [√½, √2).</summary>
    internal static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double m = Math.ScaleB(x, -exponent);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            exponent++;
        }

        double s = (m - 1) / (m + 1), square = s * s;
        double series = 0;
        for (int odd = 23; odd >= 1; odd -= 2) series = series * square + 1.0 / odd;
        return exponent * 0.6931471805599453 + 2 * s * series;
    }

    /// <summary>sin 2πu with u = word / 2³².</summary>
    internal static double SinOfTurn(uint word)
    {
        // The two upper bits are the quadrant, the rest the way through it.
        double angle = (word & 0x3FFFFFFF) / 1073741824.0 * (Math.PI / 2);
        return (word >> 30) switch
        {
            0 => Sin(angle),
            1 => Cos(angle),
            2 => -Sin(angle),
            _ => -Cos(angle),
        };
    }

    /// <summary>cos 2πu with u = word / 2³².</summary>
    internal static double CosOfTurn(uint word) => SinOfTurn(unchecked(word + 0x40000000));

    /// <summary>The four words of a block.</summary>
    internal (uint X0, uint X1, uint X2, uint X3) Words(ulong block)
        => Block((uint)block, (uint)(block >> 32), (uint)stream, (uint)(stream >> 32), (uint)seed, (uint)(seed >> 32));

    /// <summary>The Taylor series on [0, π/2], to x²¹.</summary>
    private static double Sin(double x)
    {
        double square = x * x, series = 1;
        for (int n = 20; n >= 2; n -= 2) series = 1 - series * square / (n * (n + 1));
        return x * series;
    }

    /// <summary>The Taylor series on [0, π/2], to x²².</summary>
    private static double Cos(double x)
    {
        double square = x * x, series = 1;
        for (int n = 21; n >= 1; n -= 2) series = 1 - series * square / (n * (n + 1));
        return series;
    }
}
