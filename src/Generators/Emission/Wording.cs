using System.Globalization;
using System.Text.RegularExpressions;

namespace NNGen.Generators.Emission;

/// <summary>
/// Speaks of all times of a repeat at once: where two times are of Blocks.0 and of Blocks.1, the loop is of Blocks.i.
/// </summary>
/// <param name="Variable">The loop's variable.</param>
/// <param name="First">Its value in the time that is shown.</param>
/// <param name="Step">1, or −1 for a loop that goes down.</param>
internal sealed record Wording(string Variable, int First, int Step)
{
    private static readonly Regex Number = new(@"(?<=\.)[0-9]+(?![\w])", RegexOptions.CultureInvariant);

    /// <summary>Finds how the loop counts from what the values of two times in a row are called.</summary>
    public static Wording Of(string variable, IEnumerable<(string Shown, string Next)> texts)
    {
        foreach ((string shown, string next) in texts)
            foreach ((int value, int following) in Pairs(shown, next))
                if (Math.Abs(following - value) == 1) return new(variable, value, following - value);
        return new(variable, 0, 1);
    }

    /// <summary>A text of the time that is shown, and of the next, in the words of the loop.</summary>
    public string Of(string shown, string next)
    {
        if (shown == next) return shown;
        var pairs = new Queue<(int Shown, int Next)>(Pairs(shown, next));
        return pairs.Count == 0 ? shown : Number.Replace(shown, match =>
        {
            (int value, int following) = pairs.Dequeue();
            if (following - value != Step) return match.Value;
            int beside = value - First;
            return beside == 0 ? Variable : $"({Variable}{(beside > 0 ? " + " : " - ")}{Text(Math.Abs(beside))})";
        });
    }

    /// <summary>A name without the numbers by which parts are counted.</summary>
    public static string Plain(string name) => string.Join(".", name.Split('.').Where(part => !part.All(char.IsDigit)));

    private static IEnumerable<(int Shown, int Next)> Pairs(string shown, string next)
    {
        MatchCollection a = Number.Matches(shown), b = Number.Matches(next);
        if (a.Count != b.Count || Number.Replace(shown, "#") != Number.Replace(next, "#")) yield break;
        for (int i = 0; i < a.Count; i++)
            if (int.TryParse(a[i].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int x) && int.TryParse(b[i].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int y)) yield return (x, y);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
