using NNGen.Generators.Graphs;

namespace NNGen.Generators.Reading;

/// <summary>
/// What the results of a method are called where the user left them nameless: y for a tensor and loss for a number, index for integers, or what is free
/// beside the inputs. The gradient of a result y comes into Backward as dy.
/// </summary>
internal static class ResultNames
{
    private static readonly string[] OfTensors = ["y", "z", "result"];
    private static readonly string[] OfIntegers = ["index", "indices", "result"];
    private static readonly string[] OfMasks = ["mask", "mask2", "result"];
    private static readonly string[] OfNumbers = ["loss", "total", "result"];

    public static IReadOnlyList<string> Of(MethodModel method)
    {
        var taken = new HashSet<string>(method.Inputs.SelectMany(input => input.Shape.Names.Append(input.Name)));
        var names = new List<string>();
        for (int i = 0; i < method.OutputNames.Count; i++)
        {
            Node node = method.Graph[method.Graph.Outputs[i]];
            string[] free = node.Type switch
            {
                ElementType.Int => OfIntegers,
                ElementType.Mask => OfMasks,
                _ => node.Shape.Rank == 0 ? OfNumbers : OfTensors,
            };
            IEnumerable<string> wanted = new[] { GivenTo(method, i), node.Operator is "Input" or "Parameter" or "State" || node.Name.Length == 0 ? "" : ValueNames.Camel(node.Name) }
                .Where(name => name.Length > 0).Concat(free).Concat(Enumerable.Range(2, names.Count + taken.Count).Select(number => $"result{number}"));
            names.Add(wanted.First(taken.Add));
        }

        return names;
    }

    /// <summary>The graph with those names for results that have none.</summary>
    public static Graph Apply(Graph graph, IReadOnlyList<string> names)
    {
        Node[] nodes = [.. graph.Nodes];
        for (int i = 0; i < names.Count; i++)
        {
            Node output = nodes[graph.Outputs[i]];
            if (output.Name.Length == 0) nodes[output.Id] = output with { Name = names[i] };
        }

        return graph with { Nodes = nodes };
    }

    // C# calls the elements of a nameless tuple Item1, Item2, …
    private static string GivenTo(MethodModel method, int output)
    {
        string name = method.OutputNames[output];
        return method.IsTuple && name == $"Item{output + 1}" ? "" : name;
    }
}
