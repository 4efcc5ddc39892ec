using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Operators: over tensors they become nodes, over sizes formulas, over truths they are decided.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning EvaluateBinary(IBinaryOperation binary)
    {
        Meaning left = Evaluate(binary.LeftOperand);
        bool? decided = binary.OperatorKind switch
        {
            BinaryOperatorKind.ConditionalAnd => false,
            BinaryOperatorKind.ConditionalOr => true,
            _ => null,
        };
        if (decided is { } result && left is Meaning.Truth { Value: var first } && first == result) return left;
        return Combine(binary, binary.OperatorKind, binary.OperatorMethod, left, Evaluate(binary.RightOperand));
    }

    private Meaning Combine(IOperation operation, BinaryOperatorKind kind, IMethodSymbol? method, Meaning left, Meaning right)
    {
        if (left == Meaning.Unknown || right == Meaning.Unknown) return Meaning.Unknown;
        if (method is not null && WellKnown.IsSymbolic(method.ContainingType))
            return CallOperator(operation, method.Name, ("a", Promote(left)), ("b", Promote(right)));
        return (left, right) switch
        {
            (Meaning.Size a, Meaning.Size b) => CombineSizes(operation, kind, a.Dim, b.Dim),
            (Meaning.Truth a, Meaning.Truth b) => CombineTruths(operation, kind, a.Value, b.Value),
            (Meaning.Text a, Meaning.Text b) when kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => new Meaning.Truth(a.Value == b.Value == (kind == BinaryOperatorKind.Equals)),
            (Meaning.Number or Meaning.Size, Meaning.Number or Meaning.Size) when ArithmeticName(kind) is { } name
                => AsNumber(CallOperator(operation, name, ("a", Promote(left)), ("b", Promote(right)))),
            (Meaning.Number or Meaning.Size, Meaning.Number or Meaning.Size)
                => Refuse(operation, "the compiler decides conditions over sizes and constants; a [Setting] has its value only when the layer is made"),
            _ => Refuse(operation, "the compiler does not follow this operator here"),
        };
    }

    private Meaning CombineSizes(IOperation operation, BinaryOperatorKind kind, Dim a, Dim b)
    {
        Meaning? size = kind switch
        {
            BinaryOperatorKind.Add => Size(operation, a + b),
            BinaryOperatorKind.Subtract => Size(operation, a - b),
            BinaryOperatorKind.Multiply => Size(operation, a * b),
            BinaryOperatorKind.Divide => Size(operation, Dim.FloorDivide(a, b)),
            BinaryOperatorKind.Remainder => Size(operation, Dim.Modulo(a, b)),
            _ => null,
        };
        if (size is not null) return size;
        Truth truth = kind switch
        {
            BinaryOperatorKind.Equals => AreEqual(a, b),
            BinaryOperatorKind.NotEquals => Not(AreEqual(a, b)),
            BinaryOperatorKind.LessThan => Decide(a, Relation.Less, b),
            BinaryOperatorKind.LessThanOrEqual => Decide(a, Relation.AtMost, b),
            BinaryOperatorKind.GreaterThan => Decide(b, Relation.Less, a),
            BinaryOperatorKind.GreaterThanOrEqual => Decide(b, Relation.AtMost, a),
            _ => Truth.Undecided,
        };
        if (truth != Truth.Undecided) return new Meaning.Truth(truth == Truth.Always);
        List<string> names = [.. a.Names.Concat(b.Names).Distinct()];
        string of = names.Count switch
        {
            0 => "it for these numbers",
            1 => $"it for every size of {names[0]}",
            _ => $"it for every size of {string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}",
        };
        return Refuse(operation, $"the compiler cannot decide {of}; use a constant, or say what is sure with a [Where]");
    }

    private Meaning Size(IOperation operation, Dim dim) => dim.HasFault ? Refuse(operation, $"this size has no value: {dim.Fault}") : new Meaning.Size(dim);

    private Truth Decide(Dim left, Relation relation, Dim right) => Unification.Decide(new Fact(left, relation, right), _layer.Facts);

    /// <summary>
    /// Whether two sizes are equal, as the program sees them when it runs: where shapes take different names for different dims,
    /// a condition may not, because both can be 3.
    /// </summary>
    private Truth AreEqual(Dim a, Dim b)
    {
        if (Unification.Compare(a, b, _layer.Facts) == Agreement.Equal) return Truth.Always;
        return Decide(a, Relation.Less, b) == Truth.Always || Decide(b, Relation.Less, a) == Truth.Always ? Truth.Never : Truth.Undecided;
    }

    private static Truth Not(Truth truth) => truth switch
    {
        Truth.Always => Truth.Never,
        Truth.Never => Truth.Always,
        _ => truth,
    };

    private Meaning CombineTruths(IOperation operation, BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => new Meaning.Truth(a && b),
        BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => new Meaning.Truth(a || b),
        BinaryOperatorKind.Equals => new Meaning.Truth(a == b),
        BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr => new Meaning.Truth(a != b),
        _ => Refuse(operation, "the compiler does not follow this operator here"),
    };

    private Meaning EvaluateUnary(IUnaryOperation unary)
    {
        Meaning operand = Evaluate(unary.Operand);
        return (operand, unary.OperatorKind) switch
        {
            (_, _) when operand == Meaning.Unknown => operand,
            (Meaning.Tensor, UnaryOperatorKind.Minus) => CallOperator(unary, "op_UnaryNegation", ("x", operand)),
            (Meaning.Tensor, UnaryOperatorKind.Not) => CallOperator(unary, "op_LogicalNot", ("x", operand)),
            (Meaning.Number, UnaryOperatorKind.Minus) => AsNumber(CallOperator(unary, "op_UnaryNegation", ("x", Promote(operand)))),
            (Meaning.Size { Dim: var dim }, UnaryOperatorKind.Minus) => Size(unary, -dim),
            (Meaning.Size { Dim: var count }, UnaryOperatorKind.Hat) => new Meaning.FromEnd(count),
            (Meaning.Truth { Value: var truth }, UnaryOperatorKind.Not) => new Meaning.Truth(!truth),
            (Meaning.Number or Meaning.Size, UnaryOperatorKind.Plus) => operand,
            _ => Refuse(unary, Advice.ForExpression(unary)),
        };
    }

    /// <summary>A number where a tensor is expected.</summary>
    private Meaning Promote(Meaning meaning) => meaning switch
    {
        Meaning.Number { Value: var value } => new Meaning.Tensor(value),
        Meaning.Size { Dim: var dim } => new Meaning.Tensor(_algebra.Number(dim)),
        _ => meaning,
    };

    private static Meaning AsNumber(Meaning meaning) => meaning is Meaning.Tensor { Value: var value } ? new Meaning.Number(value) : meaning;

    private static string? ArithmeticName(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "op_Addition",
        BinaryOperatorKind.Subtract => "op_Subtraction",
        BinaryOperatorKind.Multiply => "op_Multiply",
        BinaryOperatorKind.Divide => "op_Division",
        _ => null,
    };
}
