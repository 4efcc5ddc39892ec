namespace NNGen.Generators.Graphs;

/// <summary>How the names of values, which are paths such as "Hidden.W", are written in C#.</summary>
internal static class ValueNames
{
    /// <summary>"Hidden.W" becomes hiddenW, "dHidden.W" dHiddenW; W, which is a name of mathematics, stays W.</summary>
    public static string Camel(string name)
    {
        string[] parts = name.Split('.');
        string first = parts[0].All(char.IsUpper) && parts.Length == 1 ? parts[0] : char.ToLowerInvariant(parts[0][0]) + parts[0].Substring(1);
        return first + string.Concat(parts.Skip(1).Select(Pascal));
    }

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
