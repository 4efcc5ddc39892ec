using NNGen.Generators.Differentiation;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Recomputation;

/// <summary>Finds for every value that is kept which gradient it is kept for.</summary>
internal sealed class KeptReasons
{
    private readonly Graph _graph;
    private readonly NodeKinds _kinds;
    private readonly Facts _facts;
    private readonly List<int>[] _users;
    private readonly IReadOnlyList<bool> _flows;
    private readonly Dictionary<int, GradientNeeds> _needs = [];
    private readonly SortedSet<int> _read;

    private KeptReasons(FusedGraph fused, Facts facts)
    {
        (_graph, _kinds, _facts) = (fused.Graph, fused.Kinds, facts);
        _users = _graph.Users();
        _flows = Differentiator.GradientFlows(_graph);
        _read =
        [
            .. fused.Backward.SelectMany(step => step.Nodes.SelectMany(id => _graph[id].Operands).Where(operand => !step.Nodes.Contains(operand) && !_kinds.IsNumber(operand)))
                .Select(_kinds.Root).Where(_graph.IsForward),
        ];
    }

    /// <summary>The values that the loops of the backward pass read and the forward pass computes.</summary>
    public static EquatableArray<KeptValue> Of(FusedGraph fused, Facts facts)
    {
        var reasons = new KeptReasons(fused, facts);
        return new(reasons._read.Where(fused.Kinds.IsComputed).Select(reasons.ReasonOf));
    }

    private KeptValue ReasonOf(int value)
    {
        Node node = _graph[value];
        GradientNeeds own = NeedsOf(value);
        bool isComputedForItself = UsersOf(value).Any() || _graph.Outputs.Any(output => _kinds.Root(output) == value);
        if (own.Result && isComputedForItself)
        {
            int? instead = own.Operands.Any(needed => needed) ? null : node.Operands.Where(operand => !_kinds.IsNumber(operand)).Select(_kinds.Root)
                .Where(operand => !_read.Contains(operand) && (_graph[operand].Operator == "Input" || !_kinds.IsSource(operand))).Select(operand => (int?)operand).FirstOrDefault();
            return new(value, node.Operator, KeptRole.Result, instead);
        }

        foreach (int user in UsersOf(value))
            if (_graph[user].Operands.Where((operand, i) => _kinds.Root(operand) == value && NeedsOf(user).Operands[i]).Any())
                return new(value, _graph[user].Operator, KeptRole.Operand, null);

        string host = _graph.Nodes.Take(_graph.ForwardCount).FirstOrDefault(other => other.Id != value && other.Operands.Count > 0 && JointKernels.Gives(other, node))?.Operator ?? "";
        return new(value, host, KeptRole.Twin, null);
    }

    /// <summary>The nodes of the forward pass that read a value, also under another shape or in part.</summary>
    private IEnumerable<int> UsersOf(int value)
        => _users[value].Where(_graph.IsForward).SelectMany(user => _kinds.IsView(user) || _kinds.IsPart(user) ? UsersOf(user) : [user]);

    private GradientNeeds NeedsOf(int id)
    {
        if (!_needs.TryGetValue(id, out GradientNeeds? needs)) _needs[id] = needs = GradientNeeds.Of(_graph, _graph[id], _flows, _facts);
        return needs;
    }
}
