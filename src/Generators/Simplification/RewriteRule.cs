using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;

namespace NNGen.Generators.Simplification;

/// <summary>One way to say the same with less.</summary>
/// <param name="Name">What it does, for tests and for readers.</param>
/// <param name="Apply">What the node becomes, or null where the rule does not apply.</param>
internal sealed record RewriteRule(string Name, Func<Match, Value?> Apply);

/// <summary>A node that a rule looks at, with its operands as they have become.</summary>
internal sealed record Match(Algebra Algebra, Node Node, IReadOnlyList<Value> Operands)
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
