using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// A value whose gradient the user wrote. The gradient's formula stands in the graph beside the value's, over a
/// <see cref="Seed"/> in place of the gradient that only the backward pass knows:
/// <code>
/// y = f(x)
/// s = GradientSeed
/// g = formula(x, y, s)
/// CustomGradient(y, x, s, g)
/// </code>
/// Operands: the value, the inputs that have a gradient, the seed, and the gradient of each of those inputs.
/// </summary>
internal sealed class CustomGradient : Operator
{
    public const string Seed = "GradientSeed";

    public const string OperatorName = "CustomGradient";

    public override string Name => OperatorName;

    public override OperatorForm Form { get; } = new OperatorForm.Composite();

    /// <summary>Puts a value together with what is its gradient.</summary>
    public static Value Of(Value value, IReadOnlyList<Value> inputs, Value seed, IReadOnlyList<Value> gradients)
        => value.Apply(OperatorName, [.. inputs, seed, .. gradients]);

    /// <summary>A stand-in for the gradient of <paramref name="value"/>; no two of a graph are the same.</summary>
    public static Value SeedOf(Algebra algebra, Shape shape)
        => algebra.Apply(Seed, [], NodeAttribute.Of("seed", algebra.Graph.Count), Algebra.Target(shape));

    public override Shape Infer(Operands operands) => operands[0];

    /// <summary>To everything but the backward pass it is the value.</summary>
    public override Value? Lower(Node node, IReadOnlyList<Value> operands) => operands[0];

    /// <summary>The formulas once more, with the gradient in the place of the seed.</summary>
    public override IReadOnlyList<Value?> Differentiate(Differential d)
    {
        int inputs = (d.Node.Operands.Count - 2) / 2, seed = d.Node.Operands[inputs + 1];
        List<int> formulas = [.. d.Node.Operands.Skip(inputs + 2)];
        GraphBuilder graph = d.Algebra.Graph;
        var here = new Dictionary<int, int> { [seed] = d.Gradient.Id };

        // All that was read after the seed, also what does not depend on it: nothing in the forward pass needs it.
        for (int id = seed + 1; id <= formulas.Max(); id++)
            if (graph[id].Operands.Count > 0)
                here[id] = graph.Copy(graph[id], graph[id].Operands.Select(operand => here.TryGetValue(operand, out int place) ? place : operand)).Id;
        IEnumerable<Value?> gradients = formulas.Select(formula => (Value?)d.Algebra[here.TryGetValue(formula, out int place) ? place : formula]);
        return [null, .. gradients, .. Enumerable.Repeat<Value?>(null, inputs + 1)];
    }

    /// <summary>
    /// The graph with each of them replaced by its value, and without the formulas that only it used: what is left once gradients are taken.
    /// </summary>
    public static Graph Erase(Graph graph)
    {
        if (graph.Nodes.All(node => node.Operator != OperatorName)) return graph;
        var builder = new GraphBuilder();
        var places = new int[graph.Nodes.Count];
        int forwardCount = 0;
        foreach (Node node in graph.Nodes)
        {
            if (node.Id == graph.ForwardCount) forwardCount = builder.Count;
            if (node.Operator != OperatorName)
            {
                places[node.Id] = builder.Copy(node, node.Operands.Select(operand => places[operand])).Id;
                continue;
            }

            int value = places[node.Id] = places[node.Operands[0]];
            if (node.Name.Length > 0 && builder[value].Operator is not ("Input" or "Parameter")) builder.Rename(value, node.Name, own: false);
        }

        if (graph.ForwardCount == graph.Nodes.Count) forwardCount = builder.Count;

        // The value itself may have a gradient as well, from where it is used without the custom one: that is not the sum of both.
        IEnumerable<Gradient> gradients = graph.Gradients.Where(gradient => graph[gradient.Of].Operator != OperatorName);
        return builder.Build(forwardCount, graph.Outputs.Select(output => places[output]), gradients.Select(gradient => new Gradient(places[gradient.Of], places[gradient.Value]))).WithoutDeadNodes();
    }

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
