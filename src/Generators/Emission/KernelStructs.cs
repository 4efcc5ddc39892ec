namespace NNGen.Generators.Emission;

/// <summary>The small structs that say what a loop does with each element; each is written once, however many loops use it.</summary>
internal sealed class KernelStructs
{
    private const string Inlining = "[Services::MethodImpl(Services::MethodImplOptions.AggressiveInlining)]";

    private readonly Dictionary<string, string> _names = [];
    private readonly NameSet _taken = new([]);
    private readonly List<string> _texts = [];

    /// <summary>Adds a struct, or finds the one that does the same.</summary>
    /// <returns>Its name.</returns>
    public string Add(
        string wanted, string contract, IEnumerable<string> formulas, IReadOnlyList<(string Field, string Value)> numbers,
        params KernelMember[] members)
    {
        var body = new CodeWriter();
        foreach (KernelMember member in members)
        {
            body.Blank();
            body.Line(Inlining);
            body.Open(member.Head);
            foreach (string line in member.Lines) body.Line(line);
            body.Close();
        }

        string fields = numbers.Count == 0 ? "" : $"({string.Join(", ", numbers.Select(number => $"float {number.Field}"))})";
        string key = contract + fields + body;
        if (_names.TryGetValue(key, out string? known)) return known;

        string name = _taken.Unique(wanted);
        _names[key] = name;
        var text = new CodeWriter();
        foreach (string formula in formulas) text.Line($"// {formula}");
        text.Open($"private readonly struct {name}{fields} : {contract}");
        text.Lines(body.ToString().TrimEnd('\n'));
        text.Close();
        _texts.Add(text.ToString());
        return name;
    }

    public void Write(CodeWriter code)
    {
        foreach (string text in _texts)
        {
            code.Blank();
            code.Lines(text.TrimEnd('\n'));
        }
    }
}

/// <summary>A method of a struct: its signature and the lines of its body.</summary>
internal sealed record KernelMember(string Head, IReadOnlyList<string> Lines);
