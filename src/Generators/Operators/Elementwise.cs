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
    private static readonly string[][] ParameterNames = [[], ["x"], ["a", "b"], ["m", "a", "b"]];

    public override string Name => name;

    public ElementType Type { get; init; } = ElementType.Float;

    public int Arity { get; } = vector.Contains("{2}") ? 3 : vector.Contains("{1}") ? 2 : 1;

    public override OperatorForm Form { get; } = new OperatorForm.Elementwise(vector, scalar, formula, precedence);

    public override bool IsConstant => Type == ElementType.Mask;

    public override IEnumerable<Function> Functions
        => function is null ? [] : [new(function, (algebra, arguments) => algebra.Apply(name, ParameterNames[Arity].Select(arguments.Tensor).ToList()))];

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
