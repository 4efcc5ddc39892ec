using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;

namespace NNGen.Generators.Emission;

/// <summary>The C# names of a graph's values: what the user called them, in camel case, told apart where two are the same.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _taken;
    private readonly string[] _names;

    public Names(Graph graph, IEnumerable<string> reserved)
    {
        _taken = [.. reserved, "memory", "target", "at", "V", "accumulate", "product", "total", "number"];
        _names = new string[graph.Nodes.Count];

        // Inputs and parameters first: they are spoken of most, so theirs are the plainest names.
        foreach (Node node in graph.Nodes.OrderBy(node => node.Operator is "Input" or "Parameter" ? 0 : node.Name.Length > 0 ? 1 : 2))
            if (node.Name.Length > 0 || !IsAlias(node)) _names[node.Id] = Unique(node.Name.Length > 0 ? Camel(node.Name) : Unnamed(node));

        // The same floats under another shape go by the same name.
        foreach (Node node in graph.Nodes)
            _names[node.Id] ??= _names[node.Operands[0]];
    }

    public string this[int id] => _names[id];

    /// <summary>A further name that nothing else has.</summary>
    public string Unique(string wanted)
    {
        string name = wanted;
        for (int number = 2; !_taken.Add(name); number++) name = wanted + number.ToString(CultureInfo.InvariantCulture);
        return SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
    }

    /// <summary>"Hidden.W" becomes hiddenW, "dHidden.W" dHiddenW; W, which is a name of mathematics, stays W.</summary>
    public static string Camel(string name)
    {
        string[] parts = name.Split('.');
        string first = parts[0].All(char.IsUpper) && parts.Length == 1 ? parts[0] : char.ToLowerInvariant(parts[0][0]) + parts[0].Substring(1);
        return first + string.Concat(parts.Skip(1).Select(Upper));
    }

    public static string Pascal(string name) => Upper(name.TrimStart('@'));

    private static string Upper(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static bool IsAlias(Node node) => OperatorTable.Get(node.Operator).Form is OperatorForm.View;

    private static string Unnamed(Node node) => OperatorTable.Get(node.Operator).Form switch
    {
        OperatorForm.Product => "products",
        _ => Camel(node.Operator),
    };
}
