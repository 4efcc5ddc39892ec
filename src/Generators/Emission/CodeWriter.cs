using System.Text;

namespace NNGen.Generators.Emission;

/// <summary>Writes lines of C# with their indentation; line feeds alone, whatever the machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _blank = true;

    public void Line(string line)
    {
        _text.Append(' ', 4 * _depth).Append(line).Append('\n');
        _blank = false;
    }

    /// <summary>Writes lines as they are, each at the present depth.</summary>
    public void Lines(string lines)
    {
        foreach (string line in lines.Split('\n'))
            if (line.Length > 0) Line(line);
            else Blank();
    }

    /// <summary>An empty line, unless there is one already or a block has just begun.</summary>
    public void Blank()
    {
        if (!_blank) _text.Append('\n');
        _blank = true;
    }

    public void Open(string head)
    {
        Line(head);
        Line("{");
        _depth++;
        _blank = true;
    }

    public void Close()
    {
        if (_text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n') _text.Length--;
        _depth--;
        Line("}");
    }

    public void Indented(string line)
    {
        _depth++;
        Line(line);
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
