using System.Globalization;

namespace NNGen.Graphs;

/// <summary>Gives every value of the forward pass a label of its own, so that formulas can speak of it.</summary>
internal static class ValueLabels
{
    public static void Assign(ComputationGraph graph)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (GraphNode node in graph.Nodes)
        {
            // Sizes stand in formulas as well: a value must not look like one.
            taken.UnionWith(node.Dims.SelectMany(Identifiers));
            if (!node.IsNumber) continue;
            node.Label = Formula.Number(node);
            taken.UnionWith(Identifiers(node.Label));
        }

        foreach (GraphNode node in graph.Forward.Where(static node => node.Name.Length > 0 && !node.IsNumber)) node.Label = FirstFree(node.Name, taken);
        for (int i = 0; i < graph.Outputs.Count; i++) NameOutput(graph, i, taken);

        using IEnumerator<string> letters = Letters().GetEnumerator();
        foreach (GraphNode node in graph.Forward.Where(static node => node.Label.Length == 0))
        {
            do letters.MoveNext(); while (taken.Contains(letters.Current) || taken.Contains("d" + letters.Current));
            node.Label = letters.Current;
            taken.Add(node.Label);
        }

        foreach (GraphNode node in graph.Nodes.Where(static node => node.IsBackward && !node.IsNumber)) node.Label = node.Name;
    }

    /// <summary>An output without a name: L for the loss, and for any other what its gradient is called after.</summary>
    private static void NameOutput(ComputationGraph graph, int index, HashSet<string> taken)
    {
        GraphNode output = graph.Outputs[index];
        if (output.Label.Length > 0) return;
        string name = output.Dims.Count == 0 ? "L" : graph.Seed(index) is { Name: ['d', .. { Length: > 0 } rest] } ? rest : "y";
        if (taken.Contains("d" + name) || !taken.Add(name)) return;
        output.Label = name;
    }

    /// <summary>A loop that the compiler unrolled gives a local several values: h, h2, h3.</summary>
    private static string FirstFree(string name, HashSet<string> taken)
    {
        string free = name;
        for (int copy = 2; !taken.Add(free); copy++) free = name + copy.ToString(CultureInfo.InvariantCulture);
        return free;
    }

    private static IEnumerable<string> Letters()
    {
        // Without d: it stands before a gradient.
        for (int round = 1; ; round++)
            for (char letter = 'a'; letter <= 'z'; letter++)
                if (letter != 'd') yield return round == 1 ? letter.ToString() : letter + round.ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Identifiers(string dim)
        => dim.Split([' ', '*', '+', '-', '/', '%', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
}
