using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>The value itself; to the backward pass it is a constant.</summary>
internal sealed class StopGradient : Operator
{
    public override string Name => "StopGradient";

    public override OperatorForm Form { get; } = new OperatorForm.View();

    public override bool IsConstant => true;

    public override IEnumerable<Function> Functions =>
    [
        new(Name, (_, arguments) => arguments.Tensor("x").Apply(Name)),
    ];

    public override Shape Infer(Operands operands) => operands[0];

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [null];
}
