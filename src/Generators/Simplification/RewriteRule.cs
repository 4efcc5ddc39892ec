using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;

namespace NNGen.Generators.Simplification;

/// <summary>One way to say the same with less.</summary>
/// <param name="Name">What it does, for tests and for readers.</param>
/// <param name="Reason">What is gained, for the comment beside the loop; empty where there is nothing to say.</param>
/// <param name="Apply">What the node becomes, or null where the rule does not apply.</param>
internal sealed record RewriteRule(string Name, string Reason, Func<Match, Value?> Apply)
{
    /// <summary>A rule that only prepares others, or is said enough by the formula that it leaves.</summary>
    public RewriteRule(string name, Func<Match, Value?> apply)
        : this(name, "", apply)
    {
    }

    /// <summary>The comment beside a loop that it changed.</summary>
    public string Comment => $"{Name}: {Reason}";
}

/// <summary>A node that a rule looks at, with its operands as they have become.</summary>
/// <param name="IsOnlyUse">Says whether nothing else uses an operand, so that it need not be computed when the node does without.</param>
/// <param name="Whole">The graph that the node is of, for rules about what several nodes have in common; null for a node that a rule made.</param>
internal sealed record Match(Algebra Algebra, Node Node, IReadOnlyList<Value> Operands, Func<int, bool> IsOnlyUse, UsedGraph? Whole)
{
    public Value this[int operand] => Operands[operand];

    public bool Is(string name) => Node.Operator == name;

    /// <summary>The operands of <paramref name="value"/> if it is that operator.</summary>
    public bool Is(Value value, string name, out IReadOnlyList<Value> operands)
    {
        Node node = value.Node;
        operands = node.Operator == name ? [.. node.Operands.Select(id => Algebra[id])] : [];
        return node.Operator == name;
    }

    /// <summary>True if the value is this constant.</summary>
    public static bool IsConstant(Value value, double constant)
        => value.Node.Operator == "Constant" && value.Node.Number("value").Equals(constant);

    /// <summary>True for a reduction over all axes.</summary>
    public bool IsOfAll(Value value, string reduction, out Value operand)
    {
        if (Is(value, reduction, out IReadOnlyList<Value> operands) && value.Shape.Rank == 0 && value.Node.Int("count") == operands[0].Shape.Rank)
        {
            operand = operands[0];
            return true;
        }

        operand = default;
        return false;
    }
}

/// <summary>A graph as it is before it is rewritten, with the users of each of its nodes.</summary>
internal sealed class UsedGraph(Graph graph)
{
    private List<int>[]? _users;

    public Node this[int id] => graph[id];

    /// <summary>The nodes that read a value in the same pass as a node does, that one among them.</summary>
    public IEnumerable<Node> UsersOf(int value, Node inPassOf)
        => (_users ??= graph.Users())[value].Where(id => graph.IsForward(id) == graph.IsForward(inPassOf.Id)).Select(id => graph[id]);
}
