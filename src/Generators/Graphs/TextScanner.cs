namespace NNGen.Generators.Graphs;

/// <summary>Takes a line of printed text apart from left to right; every failure names the line and what was expected.</summary>
internal sealed class TextScanner(string line)
{
    private int _position;

    public bool AtEnd => _position == line.Length;

    public bool TryTake(string text)
    {
        if (string.CompareOrdinal(line, _position, text, 0, text.Length) != 0) return false;
        _position += text.Length;
        return true;
    }

    public void Take(string text)
    {
        if (!TryTake(text)) throw Error($"'{text}'");
    }

    public string TakeUntil(params char[] ends)
    {
        int end = line.IndexOfAny(ends, _position);
        if (end < 0) throw Error($"'{ends[0]}'");
        return Advance(end);
    }

    /// <summary>Takes up to the first of <paramref name="ends"/> that stands outside of brackets.</summary>
    public string TakeBalanced(params char[] ends)
    {
        int depth = 0;
        for (int i = _position; i < line.Length; i++)
        {
            if (depth == 0 && ends.Contains(line[i])) return Advance(i);
            if (line[i] == '(') depth++;
            if (line[i] == ')') depth--;
        }

        throw Error($"'{ends[0]}'");
    }

    public int TakeInt()
    {
        int end = _position;
        while (end < line.Length && char.IsDigit(line[end])) end++;
        if (end == _position) throw Error("a number");
        return int.Parse(Advance(end), System.Globalization.CultureInfo.InvariantCulture);
    }

    public string Rest() => Advance(line.Length);

    public FormatException Error(string expected)
        => new($"Expected {expected} at column {_position + 1} of '{line}'.");

    private string Advance(int end)
    {
        string taken = line.Substring(_position, end - _position);
        _position = end;
        return taken;
    }
}
