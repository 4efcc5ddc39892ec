using System.Globalization;
using NNGen.Generators.Fusion;
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
        Reserved = [.. reserved, "_scope", "_training", "_inference", "_forwardRan", "memory", "target", "at", "V", "accumulate", "product", "total", "number"];
        var names = new NameSet(Reserved);
        _names = new string[graph.Nodes.Count];
        var kinds = new NodeKinds(graph);

        // Inputs and parameters first: they are spoken of most, so theirs are the plainest names.
        foreach (Node node in graph.Nodes.OrderBy(node => node.Operator is "Input" or "Parameter" or "State" ? 0 : node.Name.Length > 0 ? 1 : 2))
            if (node.Name.Length > 0 || !kinds.IsView(node.Id) || kinds.IsNumber(node.Id)) _names[node.Id] = names.Unique(Wanted(node, node.Name));

        // The same floats under another shape go by the same name. A number has no floats to share: where it is stored, each shape is.
        foreach (Node node in graph.Nodes)
            _names[node.Id] ??= _names[node.Operands[0]];
    }

    private Names(Names others, IReadOnlyDictionary<int, string> changed)
    {
        Reserved = others.Reserved;
        _names = [.. others._names];
        foreach (var name in changed) _names[name.Key] = name.Value;
    }

    /// <summary>The names that no value has: the method speaks of something else by them.</summary>
    public IReadOnlyList<string> Reserved { get; }

    public string this[int id] => _names[id];

    /// <summary>What a number is called that a loop is given: the name, or with the first number behind it that neither a value nor a number has.</summary>
    public string Field(string wanted, IEnumerable<string> others)
    {
        _taken ??= [.. _names];
        string name = wanted;
        for (int number = 2; _taken.Contains(name) || others.Contains(name); number++) name = wanted + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    /// <summary>The same names, but for some values.</summary>
    public Names With(IReadOnlyDictionary<int, string> changed) => new(this, changed);

    /// <summary>What a value is to be called, if it is free.</summary>
    /// <param name="name">What a person calls it; empty for a value without a name.</param>
    public static string Wanted(Node node, string name) => name.Length > 0 ? ValueNames.Camel(name) : Unnamed(node);

    private static string Unnamed(Node node) => OperatorTable.Get(node.Operator).Form switch
    {
        OperatorForm.Product => "products",
        _ => ValueNames.Camel(node.Operator),
    };
}
