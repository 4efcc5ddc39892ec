using System.Diagnostics;

namespace NNGen.Bench;

/// <summary>Times the contenders of a workload round by round, so that a slow moment of the machine meets all of them.</summary>
/// <param name="Rounds">How often each is timed; the medians count.</param>
/// <param name="RoundMilliseconds">How long one timing should be, at least one step.</param>
internal sealed record Race(int Rounds, double RoundMilliseconds)
{
    // The spinning threads of OpenMP disturb whatever runs within some 10 ms after them.
    private const int PauseMilliseconds = 12;

    // Threads that slept are to be awake, on cores of their own, and caches are to hold the contender's data rather than its rival's.
    private const double WarmUpMilliseconds = 5;

    /// <summary>Checks that all agree, then times them.</summary>
    public Outcome Run(Workload workload, int threads)
    {
        IReadOnlyList<Contender> contenders = workload.Prepare(threads);
        IReadOnlyList<Part> expected = contenders[0].Check();
        foreach (Contender peer in contenders.Skip(1)) Agreement.Demand(workload.Name, contenders[0], expected, peer, workload.Tolerance);

        int[] steps = [.. contenders.Select(StepsPerRound)];
        double[][] seconds = [.. contenders.Select(_ => new double[Rounds])];
        double[] peaks = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            Thread.Sleep(PauseMilliseconds);
            peaks[round] = Peak.Measure(threads);
            for (int index = 0; index < contenders.Count; index++)
            {
                Thread.Sleep(PauseMilliseconds);
                StepFor(contenders[index], WarmUpMilliseconds);
                seconds[index][round] = Time(contenders[index], steps[index]) / steps[index];
            }
        }

        return new(workload, threads, Median(peaks), [.. contenders.Select((contender, index) => new Timing(contender.Name, Median(seconds[index])))]);
    }

    private int StepsPerRound(Contender contender)
    {
        // Time for the JIT's tiers; a quick run gives them less.
        int calls = StepFor(contender, 10 * RoundMilliseconds);
        Thread.Sleep(PauseMilliseconds);
        int probe = Math.Max(1, calls / 10);
        double milliseconds = Time(contender, probe) * 1e3 / probe;
        return (int)Math.Max(1, Math.Round(RoundMilliseconds / milliseconds));
    }

    private static int StepFor(Contender contender, double milliseconds)
    {
        long start = Stopwatch.GetTimestamp();
        int steps = 0;
        do
        {
            contender.Step();
            steps++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds);
        return steps;
    }

    private static double Time(Contender contender, int steps)
    {
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++) contender.Step();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

/// <summary>The median time of one step.</summary>
internal sealed record Timing(string Name, double Seconds);

/// <summary>What a race gave: ours first.</summary>
/// <param name="Workload">What was done.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Peak">Floating-point operations a second, measured between the contenders.</param>
/// <param name="Timings">One for each contender.</param>
internal sealed record Outcome(Workload Workload, int Threads, double Peak, IReadOnlyList<Timing> Timings);
