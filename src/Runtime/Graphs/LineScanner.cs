using System.Globalization;

namespace NNGen.Graphs;

/// <summary>Takes one line of a graph's text apart from left to right; a failure names the line and what was expected.</summary>
internal sealed class LineScanner(string line, int number)
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

    public string TakeUntil(params ReadOnlySpan<char> ends)
    {
        int length = line.AsSpan(_position).IndexOfAny(ends);
        if (length < 0) throw Error($"'{ends[0]}'");
        return Advance(length);
    }

    /// <summary>Takes up to the first of <paramref name="ends"/> that stands outside of brackets.</summary>
    public string TakeBalanced(params ReadOnlySpan<char> ends)
    {
        int depth = 0;
        for (int i = _position; i < line.Length; i++)
        {
            if (depth == 0 && ends.Contains(line[i])) return Advance(i - _position);
            if (line[i] == '(') depth++;
            if (line[i] == ')') depth--;
        }

        throw Error($"'{ends[0]}'");
    }

    /// <summary>Takes the number of a node: %12.</summary>
    public int TakeReference()
    {
        Take("%");
        int length = 0;
        while (_position + length < line.Length && char.IsAsciiDigit(line[_position + length])) length++;
        if (!int.TryParse(line.AsSpan(_position, length), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) throw Error("a number");
        _position += length;
        return id;
    }

    public string Rest() => Advance(line.Length - _position);

    public FormatException Error(string expected)
        => new($"Line {number.ToString(CultureInfo.InvariantCulture)}: expected {expected} at column {(_position + 1).ToString(CultureInfo.InvariantCulture)} of '{line}'.");

    private string Advance(int length)
    {
        string taken = line.Substring(_position, length);
        _position += length;
        return taken;
    }
}
