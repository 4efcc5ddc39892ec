namespace NNGen.Core;

/// <summary>How a loop is cut into parts for threads: by its sizes alone, so that results do not depend on who computes what.</summary>
internal static class Cut
{
    /// <summary>What a part of a pass over memory has at least: 64 KB of floats, some microseconds' worth.</summary>
    public const int LeastElements = 16384;

    /// <summary>Enough that a thread that comes late finds one.</summary>
    public const int MostParts = 16;

    /// <summary>How many parts: none of less than some microseconds' worth, and at least one.</summary>
    /// <param name="work">What there is to do.</param>
    /// <param name="least">How much of it a part should have, in the same unit.</param>
    /// <param name="most">What can be cut, such as rows.</param>
    public static int Parts(double work, double least, long most = MostParts) => (int)Math.Max(1, Math.Min(Math.Min(MostParts, most), (long)(work / least)));

    /// <summary>Where a part begins.</summary>
    public static long At(long extent, int part, int parts) => extent * part / parts;
}
