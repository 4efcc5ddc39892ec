using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Copies the graph of a compiled layer into the graph of the network around it, in the network's dims.</summary>
internal static class GraphInliner
{
    /// <param name="graph">One of the method's graphs: the one of the mode that the network is read in.</param>
    /// <param name="inputs">What flows into the layer, by the names of its inputs.</param>
    /// <param name="dims">The layer's dims in the network's.</param>
    /// <param name="parameter">Gives the node of a parameter by its path in the network.</param>
    /// <param name="state">Gives the value of a state by its path in the network.</param>
    /// <param name="update">Sets the next value of a state by its path in the network.</param>
    public static IReadOnlyList<Value> Inline(
        Algebra algebra,
        Graph graph,
        LayerInstance layer,
        IReadOnlyDictionary<string, Value> inputs,
        IReadOnlyDictionary<string, Dim> dims,
        Func<string, Shape, Value> parameter,
        Func<string, Shape, Value> state,
        Action<string, Value> update)
    {
        var values = new Value[graph.Nodes.Count];
        IReadOnlyList<Dim> leading = [];
        foreach (Node node in graph.Nodes)
        {
            Shape shape = node.Shape.Substitute(dims);
            switch (node.Operator)
            {
                case "Input":
                    Value input = inputs[node.Name];
                    if (Leading.Starts(node.Shape)) leading = [.. input.Shape.Dims.Take(input.Shape.Rank - node.Shape.Rank + 1)];
                    values[node.Id] = input.Reshape(shape);
                    break;
                case "Parameter":
                    values[node.Id] = parameter(layer.PathOf(node.Name), shape);
                    break;
                case "State":
                    values[node.Id] = state(layer.PathOf(node.Name), shape);
                    break;
                case "Update":
                    update(layer.PathOf(node.Text("state")!), values[node.Operands[0]]);
                    break;
                case "Setting":
                    SettingValue setting = layer.Settings[node.Text("name")!];
                    values[node.Id] = setting.From is null
                        ? algebra.Constant(setting.Value)
                        : algebra.Apply("Setting", [], NodeAttribute.Of("name", setting.From));
                    break;
                case CustomGradient.Seed:
                    values[node.Id] = CustomGradient.SeedOf(algebra, shape);
                    break;
                case "Size":
                    values[node.Id] = algebra.Number(node.Dim("dim").Substitute(dims));
                    break;
                default:
                    algebra.Source = node.Source.Length == 0 ? "" : $"{layer.Path}: {node.Source}";
                    values[node.Id] = algebra.Apply(
                        node.Operator,
                        [.. node.Operands.Select(operand => values[operand])],
                        [.. node.Attributes.Select(attribute => attribute.Key == "site" ? NodeAttribute.Of("site", algebra.NextSite()) : attribute.Substitute(dims))]);
                    if (node.Name.Length > 0) algebra.Graph.Rename(values[node.Id].Id, layer.PathOf(node.Name), own: false);
                    break;
            }
        }

        return
        [
            .. graph.Outputs.Select(output => Leading.Starts(graph[output].Shape)
                ? values[output].Reshape(new([.. leading, .. values[output].Shape.Dims.Skip(1)]))
                : values[output]),
        ];
    }
}
