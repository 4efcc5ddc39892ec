using System.Globalization;
using NNGen.Core;

namespace NNGen;

/// <summary>The threads that compute. Results are the same to the bit however many there are.</summary>
public static class Workers
{
    // More than a machine has processors; a larger number is a mistake.
    private const int Most = 1024;

    private static Crew s_crew = new(Math.Min(Environment.ProcessorCount, Most));

    /// <summary>
    /// How many threads work on one call, the calling one included; the number of the machine's processors if nothing is said, and 1 for the
    /// calling thread alone. The others are started when there is work for them, sleep when there is none, and do not keep the process alive.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 1024.</exception>
    public static int Count
    {
        get => Volatile.Read(ref s_crew).Count;
        set
        {
            if (value is < 1 or > Most)
                throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"Workers.Count should be between 1 and {Most}, but is {value}."));
            if (value != Count) Interlocked.Exchange(ref s_crew, new(value)).Stop();
        }
    }

    /// <summary>Runs every chunk once, on as many threads as there are and have nothing else to do; returns when all are done.</summary>
    /// <param name="body">What is done with a chunk; chunks may run at the same time.</param>
    /// <param name="chunks">Their number.</param>
    /// <remarks>An exception of a chunk comes out here, after the others have run.</remarks>
    internal static void Run<TBody>(TBody body, int chunks) where TBody : struct, IChunks
    {
        if (chunks > 1 && Volatile.Read(ref s_crew).TryRun(ref body, chunks)) return;
        for (int chunk = 0; chunk < chunks; chunk++) body.Run(chunk);
    }
}
