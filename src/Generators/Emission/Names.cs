using System.Globalization;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;

namespace NNGen.Generators.Emission;

/// <summary>The C# names of a graph's values: what the user called them, in camel case, told apart where two are the same.</summary>
internal sealed class Names
{
    private readonly string[] _names;
    private HashSet<string>? _taken;

    public Names(Graph graph, IEnumerable<string> reserved)
    {
        var names = new NameSet([.. reserved, "_scope", "_training", "_inference", "_forwardRan", "memory", "target", "at", "V", "accumulate", "product", "total", "number"]);
        _names = new string[graph.Nodes.Count];

        // Inputs and parameters first: they are spoken of most, so theirs are the plainest names.
        foreach (Node node in graph.Nodes.OrderBy(node => node.Operator is "Input" or "Parameter" or "State" ? 0 : node.Name.Length > 0 ? 1 : 2))
            if (node.Name.Length > 0 || !IsAlias(node)) _names[node.Id] = names.Unique(node.Name.Length > 0 ? ValueNames.Camel(node.Name) : Unnamed(node));

        // The same floats under another shape go by the same name.
        foreach (Node node in graph.Nodes)
            _names[node.Id] ??= _names[node.Operands[0]];
    }

    public string this[int id] => _names[id];

    /// <summary>What a number is called that a loop is given: the name, or with the first number behind it that neither a value nor a number has.</summary>
    public string Field(string wanted, IEnumerable<string> others)
    {
        _taken ??= [.. _names];
        string name = wanted;
        for (int number = 2; _taken.Contains(name) || others.Contains(name); number++) name = wanted + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static bool IsAlias(Node node) => OperatorTable.Get(node.Operator).Form is OperatorForm.View;

    private static string Unnamed(Node node) => OperatorTable.Get(node.Operator).Form switch
    {
        OperatorForm.Product => "products",
        _ => ValueNames.Camel(node.Operator),
    };
}
