using System.Globalization;

namespace NNGen;

/// <summary>One value of a <see cref="ComputationGraph"/>: an operator applied to earlier values.</summary>
public sealed class GraphNode
{
    internal GraphNode(int id, string @operator, IReadOnlyList<GraphNode> operands, bool isBackward)
    {
        Id = id;
        Operator = @operator;
        Operands = operands;
        IsBackward = isBackward;
    }

    /// <summary>Its place in <see cref="ComputationGraph.Nodes"/>; the text writes it as %3.</summary>
    public int Id { get; }

    /// <summary>The operator: MatMul, Add, …; Input, Parameter and OutputGradient come from outside, Constant, Size and Setting are numbers.</summary>
    public string Operator { get; }

    /// <summary>What the value is computed from, in the operator's order.</summary>
    public IReadOnlyList<GraphNode> Operands { get; }

    /// <summary>What the operator needs besides: axes, flags, sizes, as text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; internal init; } = [];

    /// <summary>The shape in the names of the layer's dims: "(N, 2*H)"; "()" for a scalar.</summary>
    public string Shape { get; internal init; } = "()";

    /// <summary>What the elements are: "float", "int" or "mask".</summary>
    public string Type { get; internal init; } = "float";

    /// <summary>What the definition calls the value: a local, an input, a parameter, a sub-layer; empty for a step in between.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>What pictures call the value: its name, or a letter where it has none; the number itself for a number. Unique among the values of the forward pass.</summary>
    public string Label { get; internal set; } = "";

    /// <summary>The expression of the definition that it stands for; empty where the compiler made it.</summary>
    public string Source { get; internal init; } = "";

    /// <summary>True if the backward pass computes it.</summary>
    public bool IsBackward { get; }

    /// <summary>The dims of <see cref="Shape"/>, as text.</summary>
    internal IReadOnlyList<string> Dims { get; init; } = [];

    /// <summary>True for a number known before the call computes anything: a constant, a dim, a setting, or what is computed from these alone.</summary>
    internal bool IsNumber { get; init; }

    internal string? Attribute(string key) => Attributes.FirstOrDefault(attribute => attribute.Key == key).Value;

    internal bool Flag(string key) => Attribute(key) == "true";

    /// <summary>An attribute that is a whole number; 0 where there is none.</summary>
    internal int Number(string key)
        => int.TryParse(Attribute(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : 0;

    /// <summary>The node as its line in the text begins: "%2 = MatMul(%0, %1)".</summary>
    public override string ToString() => $"%{Id} = {Operator}({string.Join(", ", Operands.Select(static operand => "%" + operand.Id))})";
}
