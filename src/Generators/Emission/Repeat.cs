namespace NNGen.Generators.Emission;

/// <summary>A run of steps that comes several times in a row: the blocks of a deep network, the steps of a recurrent one.</summary>
/// <param name="Start">The first step of the first time.</param>
/// <param name="Period">The number of steps that come again.</param>
/// <param name="Count">How many times they come.</param>
internal sealed record Repeat(int Start, int Period, int Count)
{
    // Less is read faster as it stands than in a loop.
    private const int LeastCount = 3;
    private const int LeastSaved = 16;

    public int End => Start + Period * Count;

    /// <summary>Finds the runs in a list of steps, each given by a number that equal steps share; those that save most first.</summary>
    /// <param name="begins">Whether something new begins with a step: a loop starts there if it can.</param>
    public static IReadOnlyList<Repeat> Find(IReadOnlyList<int> steps, Func<int, bool> begins)
    {
        var found = new List<Repeat>();
        var open = new Stack<(int Start, int End)>([(0, steps.Count)]);
        while (open.Count > 0)
        {
            (int start, int end) = open.Pop();
            if (Longest(steps, start, end, begins) is not { } repeat) continue;
            found.Add(repeat);
            open.Push((start, repeat.Start));
            open.Push((repeat.End, end));
        }

        return [.. found.OrderBy(repeat => repeat.Start)];
    }

    private static Repeat? Longest(IReadOnlyList<int> steps, int start, int end, Func<int, bool> begins)
    {
        Repeat? best = null;
        int saved = LeastSaved - 1;
        for (int period = 1; period * LeastCount <= end - start; period++)
        {
            int run = 0;
            for (int i = start; i + period <= end; i++)
            {
                if (i + period < end && steps[i] == steps[i + period])
                {
                    run++;
                    continue;
                }

                int again = run / period;
                if (again + 1 >= LeastCount && again * period > saved)
                {
                    int first = i - run, spare = run % period;
                    int shift = Enumerable.Range(0, spare + 1).FirstOrDefault(shift => begins(first + shift));
                    best = new(first + shift, period, again + 1);
                    saved = again * period;
                }

                run = 0;
            }
        }

        return best;
    }
}
