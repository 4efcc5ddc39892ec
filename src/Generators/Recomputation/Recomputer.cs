using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Recomputation;

/// <summary>
/// Decides for every value of the forward pass that the backward pass needs whether it is kept in memory, or computed once more by the
/// loop that needs it. A product, a reduction and a kernel are always kept. A chain of elementwise operators is computed again where
/// what it is made of is at hand and its operations cost less than writing and reading the value.
/// </summary>
/// <remarks>
/// The loops as they would be without it tell what is read where. A value is computed again only within a loop that runs over the same
/// elements already, so no pass over memory is added; should the loops come out otherwise, the decision is taken back.
/// </remarks>
internal sealed class Recomputer
{
    /// <summary>What reading or writing one element costs, in operations: a core does some ten while a float comes from beyond its caches.</summary>
    private const int OperationsOfAnAccess = 8;

    private readonly Graph _graph;
    private readonly FusedGraph _fused;
    private readonly NodeKinds _kinds;

    /// <summary>The loop of the backward pass in which a node is computed.</summary>
    private readonly Dictionary<int, int> _loopOf = [];

    /// <summary>For each loop of the backward pass what it reads.</summary>
    private readonly List<HashSet<int>> _reads = [];

    /// <summary>For each value that lies in memory after the forward pass the loops of the backward pass that read it.</summary>
    private readonly SortedDictionary<int, SortedSet<int>> _readers = [];

    /// <summary>Values that are not read as they are, element by element: by a product, by a kernel, under another shape.</summary>
    private readonly HashSet<int> _readWhole = [];

    /// <summary>What the loops of the forward pass read, and what it returns: it lies in memory anyway.</summary>
    private readonly HashSet<int> _storedAnyway;

    /// <summary>What the forward pass computes for itself. A value for the backward pass alone would be left over there, read by no loop.</summary>
    private readonly HashSet<int> _usedForward;
    private readonly Dictionary<int, Chain> _chains = [];

    private Recomputer(FusedGraph fused)
    {
        (_graph, _fused, _kinds) = (fused.Graph, fused, fused.Kinds);
        for (int loop = 0; loop < fused.Backward.Count; loop++) FindReads(fused.Backward[loop], loop);
        _storedAnyway = [.. _graph.Outputs.Select(_kinds.Root)];
        _usedForward = [.. _storedAnyway, .. _graph.Nodes.Take(_graph.ForwardCount).SelectMany(node => node.Operands).Select(_kinds.Root)];
        foreach (Step step in fused.Forward)
            _storedAnyway.UnionWith(OperandsOf(step).Select(_kinds.Root));
    }

    /// <summary>The loops of a graph with a backward pass, and what its values become.</summary>
    public static (FusedGraph Fused, Residuals Residuals) Decide(Graph graph, Facts facts)
    {
        FusedGraph kept = Fuser.Fuse(graph);
        var recomputer = new Recomputer(kept);
        recomputer.Choose();
        while (recomputer._chains.Count > 0)
        {
            (Graph rebuilt, List<RecomputedValue> again) = recomputer.Rebuild();
            FusedGraph fused = Fuser.Fuse(rebuilt);
            HashSet<int> stored = [.. fused.Backward.SelectMany(step => step.Outputs)];
            List<RecomputedValue> wrong = [.. again.Where(one => stored.Contains(one.Again))];
            if (wrong.Count == 0 && fused.Forward.Count + fused.Backward.Count <= kept.Forward.Count + kept.Backward.Count)
                return (fused, new(KeptReasons.Of(fused, facts), new(again)));
            if (wrong.Count == 0) break;

            // What is made of a value that is kept after all would be made of something else. Nothing is computed again before the backward
            // pass, so a value of the forward pass has the same place in both graphs.
            int first = wrong.Min(one => one.Value);
            foreach (int value in recomputer._chains.Keys.Where(value => value >= first).ToList()) recomputer._chains.Remove(value);
        }

        return (kept, new(KeptReasons.Of(kept, facts), []));
    }

    private void FindReads(Step step, int loop)
    {
        _reads.Add([.. OperandsOf(step)]);
        foreach (int id in step.Nodes)
        {
            _loopOf[id] = loop;
            foreach (int operand in _graph[id].Operands)
            {
                int storage = _kinds.Root(operand);
                if (step.Nodes.Contains(operand) || _kinds.IsNumber(operand) || !_graph.IsForward(storage)) continue;
                if (!_readers.TryGetValue(storage, out SortedSet<int>? readers)) _readers[storage] = readers = [];
                readers.Add(loop);
                bool elementByElement = _kinds.IsElementwise(id) ? _graph[id].Shape.Equals(_graph[storage].Shape) : step is Step.Reduction;
                if (operand != storage || !elementByElement) _readWhole.Add(storage);
            }
        }
    }

    private IEnumerable<int> OperandsOf(Step step)
        => step.Nodes.SelectMany(id => _graph[id].Operands).Where(operand => !step.Nodes.Contains(operand) && !_kinds.IsNumber(operand));

    /// <summary>Looks at the values in the order in which they are computed, so that each finds decided what it is made of.</summary>
    private void Choose()
    {
        foreach (KeyValuePair<int, SortedSet<int>> read in _readers.ToList())
        {
            int value = read.Key;
            Node node = _graph[value];
            if (!_kinds.IsElementwise(value) || !_usedForward.Contains(value) || _readWhole.Contains(value) || node.Shape.Rank == 0 || ChainOf(value) is not { } chain) continue;
            if (!read.Value.All(loop => CanHold(loop, value, chain))) continue;
            int keeping = OperationsOfAnAccess * (read.Value.Count + (_storedAnyway.Contains(value) ? 0 : 1));
            int again = read.Value.Sum(loop => chain.Operations + OperationsOfAnAccess * chain.From.Count(from => !_reads[loop].Contains(from) && !IsSmaller(from, value)));
            if (again >= keeping) continue;
            _chains[value] = chain;
            foreach (int loop in read.Value)
            {
                _reads[loop].Remove(value);
                _reads[loop].UnionWith(chain.From);
            }

            foreach (int from in chain.From)
                if (_readers.TryGetValue(_kinds.Storage(from), out SortedSet<int>? readers)) readers.UnionWith(read.Value);
        }
    }

    /// <summary>What has to be computed again for a value, down to what is at hand; null if that is not elementwise throughout.</summary>
    private Chain? ChainOf(int value)
    {
        var nodes = new SortedSet<int> { value };
        var from = new SortedSet<int>();
        var open = new Stack<int>();
        open.Push(value);
        while (open.Count > 0)
        {
            foreach (int operand in _graph[open.Pop()].Operands)
            {
                int storage = _kinds.Storage(operand);
                if (_kinds.IsNumber(operand)) continue;
                if (_kinds.IsSource(storage) || IsKept(storage) || IsSmall(storage, value)) from.Add(operand);
                else if (operand != storage || !_kinds.IsElementwise(operand) || !_graph[operand].Shape.Equals(_graph[value].Shape)) return null;
                else if (nodes.Add(operand)) open.Push(operand);
            }
        }

        long operations = 0;
        foreach (int id in nodes)
        {
            if (!_graph.IsForward(id) || OperationsOf(_graph[id]) is not { } own) return null;
            operations += own;
        }

        return operations <= int.MaxValue ? new(nodes, from, (int)operations) : null;
    }

    private bool IsKept(int storage) => _readers.ContainsKey(storage) && !_chains.ContainsKey(storage);

    /// <summary>A column, a row or a number that lies in memory: to keep it as well is next to nothing.</summary>
    private bool IsSmall(int storage, int value) => _storedAnyway.Contains(storage) && IsSmaller(storage, value);

    private bool IsSmaller(int operand, int value)
    {
        Shape small = _graph[operand].Shape, large = _graph[value].Shape;
        for (int axis = 1; axis <= large.Rank; axis++)
            if (!large[-axis].Equals(Dim.One) && (axis > small.Rank || small[-axis].Equals(Dim.One))) return true;
        return false;
    }

    private long? OperationsOf(Node node)
    {
        Dim all = OperatorTable.Get(node.Operator).Flops(node, index => _graph[node.Operands[index]]);
        return Dim.FloorDivide(all, node.Shape.Size).TryConstant(out long each) ? each : null;
    }

    /// <summary>True if a loop can compute the value instead of reading it.</summary>
    private bool CanHold(int loop, int value, Chain chain)
    {
        Step step = _fused.Backward[loop];
        int operands = _reads[loop].Union(chain.From).Count(operand => operand != value);
        if (operands + step.Outputs.Count > Fuser.MostOperands) return false;
        switch (step)
        {
            case Step.Kernel: return false;
            case Step.Reduction reduction:
                Node reduce = _graph[reduction.Reduce];
                Shape shape = _graph[reduce.Operands[0]].Shape;
                return shape.Equals(_graph[value].Shape)
                    && chain.From.All(from => Strides.Around(_graph[from].Shape, shape, reduce.Int("axis"), reduce.Int("count")) is not null);
            default: return true;
        }
    }

    /// <summary>The graph in which each loop that needs such a value has it computed, with nodes of its own.</summary>
    private (Graph Graph, List<RecomputedValue> Again) Rebuild()
    {
        var builder = new GraphBuilder();
        var places = new int[_graph.Nodes.Count];
        var copies = new Dictionary<(int Loop, int Node), int>();
        var told = new HashSet<int>();
        var again = new List<RecomputedValue>();
        int forwardCount = 0;
        foreach (Node node in _graph.Nodes)
        {
            if (node.Id == _graph.ForwardCount) forwardCount = builder.Count;
            bool reads = _loopOf.TryGetValue(node.Id, out int loop);
            int[] operands = [.. node.Operands.Select(operand => reads && _chains.ContainsKey(operand) ? Again(loop, operand) : places[operand])];
            places[node.Id] = builder.Copy(node, operands).Id;
        }

        return (builder.Build(
            forwardCount,
            _graph.Outputs.Select(output => places[output]),
            _graph.Gradients.Select(gradient => new Gradient(places[gradient.Of], places[gradient.Value]))), again);

        int Again(int loop, int value)
        {
            Chain chain = _chains[value];
            foreach (int id in chain.Nodes)
            {
                if (copies.ContainsKey((loop, id))) continue;
                int[] operands = [.. _graph[id].Operands.Select(operand => copies.TryGetValue((loop, operand), out int copy) ? copy : places[operand])];
                Node node = _graph[id];
                copies[(loop, id)] = builder.Copy(node with { Name = node.Name.Length > 0 ? node.Name + "Again" : "", Source = "", Because = [] }, operands).Id;
            }

            if (told.Add(copies[(loop, value)])) again.Add(new(places[value], copies[(loop, value)], chain.Operations, new(chain.From.Select(from => places[from]))));
            return copies[(loop, value)];
        }
    }

    /// <summary>What is computed again for a value.</summary>
    /// <param name="Nodes">The nodes, the value last.</param>
    /// <param name="From">What they read from memory.</param>
    /// <param name="Operations">The operations for one element.</param>
    private sealed record Chain(SortedSet<int> Nodes, SortedSet<int> From, int Operations);
}
