using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Values that come from outside of the graph, and numbers.</summary>
internal static class Sources
{
    public static IReadOnlyList<Operator> All { get; } =
    [
        new Source("Input"),
        new Source("Parameter"),
        new Source("State"),
        new Source("OutputGradient"),
        new Source(CustomGradient.Seed),
        new Number("Constant"),
        new Number("Size"),
        new Number("Setting"),
    ];

    /// <summary>A tensor that the caller or the model holds; its node is made with its shape.</summary>
    private sealed class Source(string name) : Operator
    {
        public override string Name => name;

        public override OperatorForm Form { get; } = new OperatorForm.Source();

        public override Shape Infer(Operands operands) => operands.Target;

        public override IReadOnlyList<Value?> Differentiate(Differential d) => [];
    }

    /// <summary>A real number known before the call computes anything: a constant, a dim or a setting.</summary>
    private sealed class Number(string name) : Operator
    {
        public override string Name => name;

        public override OperatorForm Form { get; } = new OperatorForm.Source();

        public override bool IsConstant => true;

        public override Shape Infer(Operands operands) => Shape.Scalar;

        public override IReadOnlyList<Value?> Differentiate(Differential d) => [];
    }
}
