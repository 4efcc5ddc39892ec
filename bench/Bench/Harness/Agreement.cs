namespace NNGen.Bench;

/// <summary>Holds what a peer computed against what ours did: a race between programs that do different work tells nothing.</summary>
internal static class Agreement
{
    /// <exception cref="InvalidOperationException">A part is missing, of another length, not finite, or differs.</exception>
    public static void Demand(string workload, Contender ours, IReadOnlyList<Part> expected, Contender peer, double tolerance)
    {
        IReadOnlyList<Part> actual = peer.Check();
        string who = $"{workload}: {peer.Name} and {ours.Name}";
        if (actual.Count != expected.Count)
            throw new InvalidOperationException($"{who} give {actual.Count} and {expected.Count} parts to compare.");
        for (int index = 0; index < expected.Count; index++)
        {
            Part a = expected[index], b = actual[index];
            if (a.Name != b.Name || a.Values.Length != b.Values.Length)
                throw new InvalidOperationException($"{who} differ in what they give: {b.Name} of {b.Values.Length} values, and {a.Name} of {a.Values.Length}.");
            double largest = 0, difference = 0;
            int at = 0;
            for (int i = 0; i < a.Values.Length; i++)
            {
                if (!float.IsFinite(a.Values[i]) || !float.IsFinite(b.Values[i]))
                    throw new InvalidOperationException($"{who}: {a.Name}[{i}] is {b.Values[i]} and {a.Values[i]}.");
                largest = Math.Max(largest, Math.Abs(a.Values[i]));
                double d = Math.Abs((double)a.Values[i] - b.Values[i]);
                if (d > difference) (difference, at) = (d, i);
            }

            if (difference > tolerance * largest)
                throw new InvalidOperationException($"{who} disagree: {a.Name}[{at}] is {b.Values[at]:R} and {a.Values[at]:R}; the largest value is {largest:R}, and a share of {tolerance} of it is allowed.");
        }
    }
}
