using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>The next value of a state (attribute state, its path): written when all loops of Forward have run. An end of the graph; nothing uses it.</summary>
internal sealed class Update : Operator
{
    public override string Name => "Update";

    public override OperatorForm Form { get; } = new OperatorForm.Update();

    public override bool IsConstant => true;

    public override Shape Infer(Operands operands) => operands[0];

    public override IReadOnlyList<Value?> Differentiate(Differential d) => [null];

    public override Dim Flops(Node node, Func<int, Node> operand) => Dim.Zero;
}
