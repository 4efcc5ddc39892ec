using System.Globalization;

namespace NNGen.Generators.Emission;

/// <summary>Names that are taken; a further one of the same wording gets a number.</summary>
internal sealed class NameSet(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    /// <summary>The name itself, or the first of name2, name3, … that is free. A keyword becomes a name that is none.</summary>
    public string Unique(string wanted)
    {
        string name = wanted = Types.IsKeyword(wanted) ? wanted + "Value" : wanted;
        for (int number = 2; !_taken.Add(name); number++) name = wanted + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
