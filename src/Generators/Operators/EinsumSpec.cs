namespace NNGen.Generators.Operators;

/// <summary>The letters of each operand and of the result: <c>"ij,jk->ik"</c>.</summary>
internal sealed record EinsumSpec(IReadOnlyList<string> Inputs, string Output)
{
    /// <summary>Reads a spec. Without an arrow the result has, in alphabetical order, the letters that stand once, as in NumPy.</summary>
    /// <exception cref="ShapeProblem">It is none, or one of another number of operands.</exception>
    public static EinsumSpec Parse(string text, int operands)
    {
        string spec = text.Replace(" ", "");
        if (spec.Contains("..")) throw Problem("it has \"...\", but every axis needs a letter of its own");
        string[] sides = spec.Split(["->"], StringSplitOptions.None);
        if (sides.Length > 2) throw Problem("it has more than one '->'");
        string[] inputs = sides[0].Split(',');
        foreach (char letter in string.Concat(sides))
            if (!IsLetter(letter) && letter != ',') throw Problem($"'{letter}' is no letter; each axis has one of a to z and A to Z");
        if (inputs.Length != operands) throw Problem($"it has the letters of {Count(inputs.Length)}, but there {(operands == 1 ? "is" : "are")} {operands}");
        string all = string.Concat(inputs);
        if (sides.Length == 1) return new(inputs, string.Concat(all.Where(letter => all.IndexOf(letter) == all.LastIndexOf(letter)).OrderBy(letter => letter)));
        string output = sides[1];
        foreach (char letter in output)
        {
            if (letter == ',') throw Problem("there is one result, so no ',' stands after '->'");
            if (all.IndexOf(letter) < 0) throw Problem($"'{letter}' stands in the result, but in no operand");
            if (output.IndexOf(letter) != output.LastIndexOf(letter)) throw Problem($"'{letter}' stands twice in the result");
        }

        return new(inputs, output);

        ShapeProblem Problem(string message) => new($"\"{text}\" does not say what to sum: {message}") { Argument = ("spec", 0) };
    }

    private static bool IsLetter(char letter) => letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    private static string Count(int operands) => operands == 1 ? "one operand" : $"{operands} operands";
}
