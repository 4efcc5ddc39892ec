using NNGen.Generators.Differentiation;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>
/// Joins nodes into loops: chains of elementwise nodes into one pass, elementwise nodes into the reduction that they feed,
/// and into the product that they follow.
/// </summary>
internal sealed class Fuser
{
    /// <summary>The operands and results that one loop of the core can have.</summary>
    public const int MostOperands = 12;

    /// <summary>The axes over which one loop of the core can go.</summary>
    private const int MostAxes = 6;

    private readonly Graph _graph;
    private readonly NodeKinds _kinds;
    private readonly List<int>[] _users;
    private readonly Dictionary<int, Group> _groups = [];
    private readonly HashSet<int> _kept;

    private Fuser(Graph graph)
    {
        _graph = graph;
        _kinds = new(graph);
        _users = graph.Users();
        _kept = [.. graph.Outputs, .. graph.Gradients.Select(gradient => gradient.Value), .. graph.Updates().Select(update => update.Operands[0])];
    }

    /// <summary>The loops, in an order in which each finds its operands computed; those of the forward pass first.</summary>
    public static FusedGraph Fuse(Graph graph) => new Fuser(graph).Fuse();

    private FusedGraph Fuse()
    {
        foreach (Node node in _graph.Nodes)
        {
            if (!_kinds.IsComputed(node.Id) && !IsNumberInMemory(node.Id)) continue;
            _groups[node.Id] = new(node.Id, _kinds.IsElementwise(node.Id));
            if (_kinds.IsElementwise(node.Id)) JoinProducers(node);
            else if (_kinds.FormOf(node.Id) is OperatorForm.Reduction) JoinPrologue(node);
            else if (Permute.KeepsRows(node) && IsStoredPermuted(node)) Join(_groups[node.Operands[0]], _groups[node.Id]);
            else if (_kinds.FormOf(node.Id) is OperatorForm.Kernel) JoinTwin(node);
        }

        foreach (Node node in _graph.Nodes)
            if (_kinds.FormOf(node.Id) is OperatorForm.Kernel { Following: { } following } && _groups.ContainsKey(node.Id)) JoinFollowing(node, following);

        List<Group> ordered = Order();
        return new(
            _graph,
            ordered.Where(group => _graph.IsForward(group.Nodes.Min)).Select(ToStep),
            ordered.Where(group => !_graph.IsForward(group.Nodes.Min)).Select(ToStep));
    }

    // A number that is a result, or that a loop of the core wants in memory, is stored by a pass over one element.
    private bool IsNumberInMemory(int id) => _kinds.IsNumber(id) && (_kept.Contains(id) || _users[id].Any(user => !_kinds.IsNumber(user) && ReadsMemory(user, id)));

    private bool ReadsMemory(int user, int number) => _kinds.FormOf(user) switch
    {
        OperatorForm.Product or OperatorForm.Reduction => true,
        OperatorForm.Kernel kernel => _graph[user].Operands.Select((operand, i) => operand == number && kernel.Reads(i)).Any(reads => reads),
        _ => false,
    };

    private void JoinProducers(Node node)
    {
        foreach (int operand in node.Operands.Distinct())
        {
            if (!_groups.TryGetValue(operand, out Group? producer)) continue;
            Group mine = _groups[node.Id];
            if (producer == mine || _graph.IsForward(operand) != _graph.IsForward(node.Id)) continue;
            if (!CanJoin(producer, mine, node.Shape) || HasPathAround(producer, mine, node.Id)) continue;
            Join(producer, mine);
        }
    }

    /// <summary>True if the producer's loop runs over the same elements, and at most one of the two is a product.</summary>
    private bool CanJoin(Group producer, Group consumer, Shape shape)
    {
        bool product = IsProductPass(producer), elementwise = IsElementwisePass(producer);
        if (!product && !elementwise || !_graph[producer.Nodes.Min].Shape.Equals(shape)) return false;
        if (!IsElementwisePass(consumer) && (product || !IsProductPass(consumer) || FeedsProduct(producer, consumer))) return false;
        HashSet<int> both = [.. producer.Nodes, .. consumer.Nodes];
        return Operands(both).Count() + both.Count(id => IsUsedOutside(id, both)) <= MostOperands;
    }

    private static bool IsElementwisePass(Group group) => group.Others.Count == 0;

    // A chain that joins may be older than the product, so the product need not come first.
    private bool IsProductPass(Group group) => group.Others.Count == 1 && IsFusableProduct(group.Others[0]);

    /// <summary>True if the product reads what the other loop computes: it wants the whole matrix, not the element at hand.</summary>
    private bool FeedsProduct(Group producer, Group consumer) => consumer.Others.Any(id => _graph[id].Operands.Any(producer.Nodes.Contains));

    // What follows a product is walked over as many axes as an operand of the core can have.
    private bool IsFusableProduct(int id) => _kinds.FormOf(id) is OperatorForm.Product && _graph[id].Shape.Rank <= MostAxes;

    private void JoinPrologue(Node node)
    {
        int operand = node.Operands[0];
        if (!_groups.TryGetValue(operand, out Group? producer) || _graph.IsForward(operand) != _graph.IsForward(node.Id)) return;
        HashSet<int> both = [.. producer.Nodes, node.Id];
        if (!IsElementwisePass(producer) || producer.Nodes.Any(id => IsUsedOutside(id, both))) return;
        Shape shape = _graph[operand].Shape;
        int axis = node.Int("axis"), count = node.Int("count");
        if (Operands(producer.Nodes).Any(id => Strides.Around(_graph[id].Shape, shape, axis, count) is null)) return;
        Join(producer, _groups[node.Id]);
    }

    /// <summary>True if a product, of which nothing else is wanted, can be stored in the order of axes that this permutation gives it.</summary>
    private bool IsStoredPermuted(Node node)
    {
        int operand = node.Operands[0];
        return _groups.TryGetValue(operand, out Group? producer) && IsProductPass(producer) && _graph.IsForward(operand) == _graph.IsForward(node.Id)
            && !_kept.Contains(operand) && _users[operand].All(user => user == node.Id);
    }

    /// <summary>Joins a value that the kernel of another, which has the same first operand, gives in the same pass.</summary>
    private void JoinTwin(Node node)
    {
        if (node.Operands.Count == 0) return;
        foreach (int other in _users[node.Operands[0]])
        {
            if (!_groups.TryGetValue(other, out Group? host)) continue;
            if (host.Nodes.Count != 1 || host == _groups[node.Id] || _graph.IsForward(other) != _graph.IsForward(node.Id)) continue;
            Node first = _graph[other];
            if (!JointKernels.Gives(first, node) && !JointKernels.Gives(node, first) || HasPathAround(host, _groups[node.Id], node.Id)) continue;
            Join(host, _groups[node.Id]);
            return; // a kernel gives one value besides its own
        }
    }

    /// <summary>Joins a kernel and the one that follows it, if nothing else wants what is between them.</summary>
    private void JoinFollowing(Node first, FollowingKernel following)
    {
        if (_kept.Contains(first.Id)) return;
        foreach (int user in _users[first.Id])
        {
            if (_graph[user].Operator != following.Operator || !following.Fits(_graph[user]) || !_groups.TryGetValue(user, out Group? group)) continue;
            if (_graph.IsForward(user) != _graph.IsForward(first.Id) || IsUsedOutside(first.Id, group.Nodes) || group.Nodes.Any(id => _graph[id].Operands.Any(operand => operand != first.Id))) return;
            Join(_groups[first.Id], group);
            return;
        }
    }

    private void Join(Group a, Group b)
    {
        b.Nodes.UnionWith(a.Nodes);
        b.Others.AddRange(a.Others);
        foreach (int id in a.Nodes) _groups[id] = b;
    }

    /// <summary>True if a value leaves the first group, is used by others, and comes back into one of the two: then they cannot be one loop.</summary>
    /// <param name="newest">The youngest node of the two groups. Those after it are in no loop yet, so no way leads back from them.</param>
    private bool HasPathAround(Group producer, Group consumer, int newest)
    {
        bool InEither(int id) => producer.Nodes.Contains(id) || consumer.Nodes.Contains(id);
        var seen = new HashSet<int>();
        var open = new Stack<int>(producer.Nodes.SelectMany(id => _users[id]).Where(id => id < newest && !InEither(id)));
        while (open.Count > 0)
        {
            int id = open.Pop();
            if (!seen.Add(id)) continue;
            foreach (int next in Next(id))
            {
                if (InEither(next)) return true;
                if (next < newest) open.Push(next);
            }
        }

        return false;
    }

    // What depends on a node is all that its whole loop gives.
    private IEnumerable<int> Next(int id)
        => _groups.TryGetValue(id, out Group? group) ? group.Nodes.SelectMany(member => _users[member]).Where(user => !group.Nodes.Contains(user)) : _users[id];

    /// <summary>What a loop over these nodes reads from memory.</summary>
    private IEnumerable<int> Operands(IEnumerable<int> nodes)
    {
        var own = new HashSet<int>(nodes);
        return own.SelectMany(id => _graph[id].Operands).Where(id => !own.Contains(id) && !_kinds.IsNumber(id)).Distinct();
    }

    private bool IsUsedOutside(int id, ICollection<int> nodes) => _kept.Contains(id) || _users[id].Any(user => !nodes.Contains(user));

    /// <summary>The loops, each after those that it reads from; of several that could come next, the one that ends first in the graph.</summary>
    private List<Group> Order()
    {
        var awaited = new Dictionary<Group, int>();
        var readers = new Dictionary<Group, List<Group>>();
        var ready = new SortedSet<Group>(Comparer<Group>.Create((a, b) => a.Nodes.Max.CompareTo(b.Nodes.Max)));
        List<Group> all = [.. _groups.Values.Distinct()];
        foreach (Group group in all) readers[group] = [];
        foreach (Group group in all)
        {
            HashSet<Group> read = [.. group.Nodes.SelectMany(id => _graph[id].Operands).Select(SourceOf).OfType<Group>().Where(other => other != group)];
            foreach (Group other in read) readers[other].Add(group);
            awaited[group] = read.Count;
            if (read.Count == 0) ready.Add(group);
        }

        var ordered = new List<Group>();
        while (ready.Min is { } next)
        {
            ready.Remove(next);
            ordered.Add(next);
            foreach (Group reader in readers[next])
                if (--awaited[reader] == 0) ready.Add(reader);
        }

        return ordered.Count == all.Count ? ordered : throw new InvalidOperationException("Two loops read from each other.");
    }

    /// <summary>The loop that computes an operand, or what it is a view or a part of.</summary>
    private Group? SourceOf(int operand)
        => _groups.TryGetValue(operand, out Group? group) || _groups.TryGetValue(_kinds.Root(operand), out group) ? group : null;

    private Step ToStep(Group group)
    {
        var nodes = new EquatableArray<int>(group.Nodes);
        var outputs = new EquatableArray<int>(group.Nodes.Where(id => IsUsedOutside(id, group.Nodes)));
        foreach (int id in group.Nodes)
            if (_kinds.FormOf(id) is OperatorForm.Product) return new Step.Product(new([id, .. group.Nodes.Where(other => other != id)]), outputs);
        switch (_kinds.FormOf(group.Nodes.Min))
        {
            case OperatorForm.Kernel:
                List<int> kernels = [.. group.Nodes];
                bool follows = kernels.Count > 1 && _graph[kernels[1]].Operands.Contains(kernels[0]) && _kinds.FormOf(kernels[0]) is OperatorForm.Kernel { Following: not null };
                kernels = [.. kernels.Skip(follows ? 1 : 0)];
                int main = kernels.First(id => kernels.Count == 1 || kernels.Any(other => other != id && JointKernels.Gives(_graph[id], _graph[other])));
                return new Step.Kernel(new([.. group.Nodes.Take(follows ? 1 : 0), main, .. kernels.Where(id => id != main)]), outputs, follows);
        }

        return _kinds.FormOf(group.Nodes.Max) is OperatorForm.Reduction
            ? new Step.Reduction(nodes, outputs)
            : new Step.Elementwise(nodes, outputs, _graph[group.Nodes.Min].Shape);
    }

    /// <summary>Nodes that become one loop.</summary>
    private sealed class Group(int first, bool isElementwise)
    {
        public SortedSet<int> Nodes { get; } = [first];

        /// <summary>Those of them that are not elementwise.</summary>
        public List<int> Others { get; } = isElementwise ? [] : [first];
    }
}
