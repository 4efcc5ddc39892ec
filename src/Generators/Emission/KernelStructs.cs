using System.Text.RegularExpressions;

namespace NNGen.Generators.Emission;

/// <summary>
/// The small structs that say what a loop does with each element; each is written once, however many loops use it. Loops that differ
/// in nothing but the numbers in the names of their values use the same: so the many layers of a deep network are compiled once by
/// the JIT, and a reader still finds the names of the value that a loop computes.
/// </summary>
/// <param name="members">What the user called members of the class, among which the structs stand.</param>
internal sealed class KernelStructs(IEnumerable<string> members)
{
    private const string Inlining = "[Services::MethodImpl(Services::MethodImplOptions.AggressiveInlining)]";

    private const string Calling = "[Services::MethodImpl(Services::MethodImplOptions.NoInlining | Services::MethodImplOptions.AggressiveOptimization)]";

    private static readonly Regex Identifier = new(@"[\p{L}_]\w*", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, string> _names = [];
    private readonly NameSet _taken = new(members);
    private readonly List<string> _texts = [];

    /// <summary>Adds a struct, or finds the one that does the same.</summary>
    /// <param name="variables">The variables of its lines, which may be called otherwise in one that does the same.</param>
    /// <returns>Its name.</returns>
    public string Add(
        string wanted, string contract, IEnumerable<string> formulas, IReadOnlyList<(string Field, string Value)> numbers,
        IReadOnlyList<string> variables, params KernelMember[] members)
    {
        var body = new CodeWriter();
        foreach (KernelMember member in members)
        {
            body.Blank();
            body.Line(member.IsCalled ? Calling : Inlining);
            body.Open(member.Head);
            foreach (string line in member.Lines)
            {
                if (line.Length > 0) body.Line(line);
                else body.Blank();
            }

            body.Close();
        }

        string fields = numbers.Count == 0 ? "" : $"({string.Join(", ", numbers.Select(number => $"float {number.Field}"))})";
        string key = contract + fields + WithoutNumbers(body.ToString(), variables);
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

    /// <summary>The text with every variable called by its place, and by its name without the numbers in it.</summary>
    private static string WithoutNumbers(string text, IReadOnlyList<string> variables)
    {
        var places = new Dictionary<string, string>();
        for (int i = 0; i < variables.Count; i++) places[variables[i]] = $"{i}#{string.Concat(variables[i].Where(letter => !char.IsDigit(letter)))}";
        return Identifier.Replace(text, match => places.TryGetValue(match.Value, out string? place) ? place : match.Value);
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
/// <param name="IsCalled">True for one so long that the loop around it calls it, false for one that becomes a part of the loop.</param>
internal sealed record KernelMember(string Head, IReadOnlyList<string> Lines, bool IsCalled = false);
