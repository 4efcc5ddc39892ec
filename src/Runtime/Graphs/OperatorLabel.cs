namespace NNGen.Graphs;

/// <summary>What stands in the circle of an operation: +, ×, MatMul, or the name and what it needs besides.</summary>
internal static class OperatorLabel
{
    /// <summary>The lines of the label.</summary>
    public static IReadOnlyList<string> Of(GraphNode node) => node.Operator switch
    {
        "Add" => [Between(node, "+", commutes: true)],
        "Subtract" => [Between(node, "−", commutes: false)],
        "Multiply" => [Between(node, "×", commutes: true)],
        "Divide" => [Between(node, "÷", commutes: false)],
        "Less" => [Between(node, "<", commutes: false)],
        "LessOrEqual" => [Between(node, "≤", commutes: false)],
        "Greater" => [Between(node, ">", commutes: false)],
        "GreaterOrEqual" => [Between(node, "≥", commutes: false)],
        "Equal" => [Between(node, "=", commutes: true)],
        "MatMul" when node.Flag("transposeA") || node.Flag("transposeB") =>
        [
            "MatMul",
            $"{node.Operands[0].Label}{(node.Flag("transposeA") ? "ᵀ" : "")} · {node.Operands[1].Label}{(node.Flag("transposeB") ? "ᵀ" : "")}",
        ],
        "Sum" or "Mean" or "Max" or "Min" => Lines(node.Operator, Axes.OfReduction(node)),
        "Repeat" => Lines("Repeat", $"{node.Attribute("repeats")}, axis {node.Attribute("axis")}"),
        _ when node.Operands.Any(static operand => operand.IsNumber) =>
            [$"{node.Operator}({string.Join(", ", node.Operands.Select(static operand => operand.IsNumber ? operand.Label : "·"))})"],
        _ => Lines(node.Operator, string.Join(", ", node.Attributes.Where(static attribute => attribute is not { Key: "shape" } and not { Value: "true" or "false" })
            .Select(static attribute => $"{attribute.Key} {attribute.Value}"))),
    };

    /// <summary>A number stands beside the sign; two values come along the arrows, and where their order matters it is told.</summary>
    private static string Between(GraphNode node, string sign, bool commutes)
    {
        GraphNode a = node.Operands[0], b = node.Operands[1];
        return a.IsNumber ? $"{a.Label} {sign}"
            : b.IsNumber ? $"{sign} {b.Label}"
            : commutes ? sign
            : $"{a.Label} {sign} {b.Label}";
    }

    private static string[] Lines(string name, string rest) => rest.Length > 0 ? [name, rest] : [name];
}
