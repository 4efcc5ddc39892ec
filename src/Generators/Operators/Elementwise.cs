using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>An operator that gives each element from the same element of its operands, which are broadcast against each other.</summary>
internal sealed class Elementwise(
    string name,
    string vector,
    string scalar,
    string formula,
    Precedence precedence,
    int flops,
    Func<Differential, IReadOnlyList<Value?>> gradient,
    string? function = null) : Operator
{
    public override string Name => name;

    public ElementType Type { get; init; } = ElementType.Float;

    /// <summary>What the operands are called as parameters of the function.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = vector.Contains("{2}") ? ["m", "a", "b"] : vector.Contains("{1}") ? ["a", "b"] : ["x"];

    /// <summary>True if no gradient flows to any operand; always so for truth values.</summary>
    public bool IsFlat { get; init; }

    public override OperatorForm Form { get; } = new OperatorForm.Elementwise(vector, scalar, formula, precedence);

    public override bool IsConstant => IsFlat || Type == ElementType.Mask;

    public override IEnumerable<Function> Functions
        => function is null ? [] : [new(function, (algebra, arguments) => algebra.Apply(name, Parameters.Select(arguments.Tensor).ToList()))];

    public override ElementType TypeOf(IReadOnlyList<Node> operands) => Type;

    public override Shape Infer(Operands operands)
    {
        Shape result = operands[0];
        for (int i = 1; i < operands.Nodes.Count; i++) result = ShapeRules.Broadcast(result, operands[i], operands);
        return result;
    }

    /// <summary>The rule of the table, summed over whatever was stretched.</summary>
    public override IReadOnlyList<Value?> Differentiate(Differential d)
        => gradient(d).Select((value, i) => value?.SumTo(d[i].Shape)).ToList();

    public override Dim Flops(Node node, Func<int, Node> operand) => flops * node.Shape.Size;
}
