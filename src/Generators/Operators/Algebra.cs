using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Applies operators to values, checking their shape rules as the graph grows.</summary>
internal sealed class Algebra(GraphBuilder graph, Facts facts)
{
    private readonly List<Guard> _guards = [];

    public GraphBuilder Graph { get; } = graph;

    public Facts Facts { get; } = facts;

    /// <summary>What the shape rules could not decide so far.</summary>
    public IReadOnlyList<Guard> Guards => _guards;

    /// <summary>The source expression and the name that nodes are given while a user's expression is read.</summary>
    public string Source { get; set; } = "";

    /// <summary>Whether a definition is read in training mode.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Whether something was read that is another in the other mode.</summary>
    public bool DependsOnMode { get; set; }

    /// <summary>The calls of dropout so far.</summary>
    public int Sites { get; private set; }

    public Value this[int id] => new(this, id);

    /// <exception cref="ShapeProblem">The operator cannot take these operands.</exception>
    public Value Apply(string name, IReadOnlyList<Value> operands, params NodeAttribute[] attributes)
    {
        Operator rule = OperatorTable.Get(name);
        var nodes = operands.Select(operand => operand.Node).ToList();
        Shape shape = rule.Infer(new(nodes, new(attributes), Facts, _guards));
        Node node = Graph.Add(name, operands.Select(operand => operand.Id), attributes, shape, rule.TypeOf(nodes), source: Source);
        if (rule.Indices(node, [.. nodes.Select(operand => operand.Shape)]) is { } indices) CheckIndices(nodes[indices.Operand], indices.Classes, new(nodes, node.Attributes, Facts, _guards));
        return new(this, node.Id);
    }

    /// <summary>Indices that the definition computes are not looked at when it runs, so each that there may be has to have its entry.</summary>
    private void CheckIndices(Node indices, Dim classes, Operands operands)
    {
        if (indices.Operands.Count == 0) return;
        List<Shape> shapes = [.. indices.Operands.Select(operand => Graph[operand].Shape)];
        if (OperatorTable.Get(indices.Operator).Count(indices, shapes) is { } count)
            ShapeRules.AtMost(count, classes, operands, () => $"{ShapeRules.Describe(indices)} can be any of 0 to {count - 1}, but there are only {classes} entries to choose from");
    }

    /// <summary>Runs a check that stands beside the shape rules; what it cannot decide is remembered like theirs.</summary>
    public void Require(Action<List<Guard>> check) => check(_guards);

    public Value Constant(double value) => Apply("Constant", [], NodeAttribute.Of("value", value));

    /// <summary>A dim as a real number.</summary>
    public Value Number(Dim dim) => dim.TryConstant(out long size)
        ? Constant(size)
        : Apply("Size", [], NodeAttribute.Of("dim", dim));

    /// <summary>The number of the next call of dropout, in the order in which the definition runs.</summary>
    public int NextSite() => Sites++;

    public static NodeAttribute Target(Shape shape) => NodeAttribute.Of("shape", shape.ToString());
}
