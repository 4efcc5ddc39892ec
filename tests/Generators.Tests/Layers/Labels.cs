using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Reading;

namespace NNGen.Generators.Tests.Layers;

/// <summary>How many classes the ints of an input choose among.</summary>
internal static class Labels
{
    public static int Classes(MethodModel method, InputModel input, Func<string, long> sizeOf)
    {
        Graph graph = method.Graph;
        long classes = int.MaxValue;
        foreach (Node node in graph.Nodes)
        {
            if (OperatorTable.Get(node.Operator).Indices(node, [.. node.Operands.Select(operand => graph[operand].Shape)]) is not { } indices) continue;
            int source = new NodeKinds(graph).Storage(node.Operands[indices.Operand]);
            if (source == input.Id) classes = Math.Min(classes, indices.Classes.Evaluate(sizeOf));
        }

        return (int)Math.Min(classes, 1000);
    }
}
