using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>
/// Rewrites a graph by the rules of a table until none applies, finding equal values and dropping what nothing uses on the way.
/// </summary>
/// <remarks>
/// A rule looks at a node and at what it is computed from; who else uses that, it may ask of the graph as it was before. So one pass in the
/// order of the graph is enough, in which every node, and every node that a rule makes, is settled before its users are looked at.
/// </remarks>
internal sealed class Rewriter
{
    // A rule makes the graph smaller or cheaper, so it ends by itself, and every graph on the way is right; the limit is for rules that
    // undo each other, which would be a mistake in the table, and may not hang an editor.
    private const int MostRewritesOfANode = 1000;

    private readonly Graph _graph;
    private readonly IReadOnlyList<RewriteRule> _rules;
    private readonly GraphBuilder _builder = new();
    private readonly Algebra _algebra;
    private readonly Dictionary<(string, EquatableArray<int>, EquatableArray<NodeAttribute>, Shape?, string), int> _known = [];
    private readonly int[] _uses;
    private readonly UsedGraph _whole;

    /// <summary>Why the value that is being settled is not what the user wrote.</summary>
    private readonly List<string> _reasons = [];
    private int _rewritesLeft;

    private Rewriter(Graph graph, IReadOnlyList<RewriteRule> rules, Facts facts)
    {
        (_graph, _rules) = (graph, rules);
        _algebra = new(_builder, facts);
        _whole = new(graph);
        _uses = new int[graph.Nodes.Count];
        foreach (int used in graph.Nodes.SelectMany(node => node.Operands).Concat(graph.Outputs).Concat(graph.Gradients.Select(gradient => gradient.Value))) _uses[used]++;
    }

    /// <summary>How many nodes were looked at: a measure of the work that does not depend on the machine.</summary>
    public int Visits { get; private set; }

    public static Graph Rewrite(Graph graph, IReadOnlyList<RewriteRule> rules, Facts facts) => Rewrite(graph, rules, facts, out _);

    public static Graph Rewrite(Graph graph, IReadOnlyList<RewriteRule> rules, Facts facts, out int visits)
    {
        var rewriter = new Rewriter(graph, rules, facts);
        Graph rewritten = rewriter.Run().WithoutDeadNodes();
        visits = rewriter.Visits;
        return rewritten;
    }

    private Graph Run()
    {
        var values = new int[_graph.Nodes.Count];
        var carried = new Dictionary<int, IReadOnlyList<string>>();
        int forwardCount = 0;
        foreach (Node node in _graph.Nodes)
        {
            if (node.Id == _graph.ForwardCount) forwardCount = _builder.Count;
            _rewritesLeft = MostRewritesOfANode;
            _reasons.Clear();
            foreach (int operand in node.Operands)
                if (carried.TryGetValue(operand, out IReadOnlyList<string>? earlier)) _reasons.AddRange(earlier);
            values[node.Id] = Settle(node, node.Operands.Select(operand => values[operand]));
            if (_reasons.Count == 0) continue;

            // No loop computes what comes from outside; the reason then stands where the value is used. Nor need one compute a slice.
            int computed = values[node.Id];
            while (FormOf(computed) is OperatorForm.View || _builder[computed].Operator == "Slice") computed = _builder[computed].Operands[0];
            if (FormOf(computed) is not OperatorForm.Source) _builder.Explain(computed, _reasons);
            else carried[node.Id] = [.. _reasons];
        }

        if (_graph.ForwardCount == _graph.Nodes.Count) forwardCount = _builder.Count;
        return _builder.Build(
            forwardCount,
            _graph.Outputs.Select(output => values[output]),
            _graph.Gradients.Select(gradient => new Gradient(values[gradient.Of], values[gradient.Value])));
    }

    /// <summary>The value that a node becomes, given what its operands have become.</summary>
    /// <param name="made">The node stands in the new graph already: a rule made it.</param>
    private int Settle(Node node, IEnumerable<int> settled, bool made = false)
    {
        Visits++;
        var operands = new EquatableArray<int>(settled);
        int first = _builder.Count;
        if (_rewritesLeft > 0 && Apply(node, [.. operands.Select(operand => _algebra[operand])], made) is { } rewritten)
        {
            _rewritesLeft--;
            int value = SettleMade(first, rewritten.Id);
            if (node.Name.Length > 0) Name(_builder[value], node.Name);
            return value;
        }

        var key = (node.Operator, operands, node.Attributes, IsSource(node) ? null : node.Shape, IsSource(node) ? node.Name : "");
        if (_known.TryGetValue(key, out int same))
        {
            if (node.Name.Length > 0) _builder.Rename(same, node.Name, own: false);
            return same;
        }

        return _known[key] = made && operands.Equals(node.Operands) ? node.Id : _builder.Copy(node, operands).Id;
    }

    /// <summary>Settles what a rule made, from the first new node to the one that it gave.</summary>
    private int SettleMade(int first, int given)
    {
        if (given < first) return given;
        var values = new int[given - first + 1];
        for (int id = first; id <= given; id++)
            values[id - first] = Settle(_builder[id], _builder[id].Operands.Select(operand => operand < first ? operand : values[operand - first]), made: true);
        return values[given - first];
    }

    /// <summary>What replaces a value takes its name; a reshape hands it on to the value itself, which is what people mean.</summary>
    private void Name(Node node, string name)
    {
        while (node.Operator == "Reshape") node = _builder[node.Operands[0]];
        if (!IsSource(node)) _builder.Rename(node.Id, name, own: false);
    }

    private OperatorForm FormOf(int id) => OperatorTable.Get(_builder[id].Operator).Form;

    // Inputs and parameters are told apart by their names, all else by what it is computed from.
    private static bool IsSource(Node node) => node.Operator is "Input" or "Parameter" or "State" or "OutputGradient";

    private Value? Apply(Node node, IReadOnlyList<Value> operands, bool made)
    {
        var match = new Match(_algebra, node, operands, operand => !made && _uses[node.Operands[operand]] == 1, made ? null : _whole);
        _algebra.Source = node.Source;
        foreach (RewriteRule rule in _rules)
        {
            // A scalar that takes the place of a tensor would change its shape; the rule then does not hold.
            if (rule.Apply(match) is not { } value || !value.Shape.Equals(node.Shape)) continue;
            if (node.Source.Length > 0 && rule.Reason.Length > 0) _reasons.Add(rule.Comment);
            return value;
        }

        return null;
    }
}
