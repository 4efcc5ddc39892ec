using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The expressions of a definition; calls, members, arithmetic and assignments have files of their own.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning Evaluate(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && Constant(constant) is { } known) return known;
        switch (operation)
        {
            case IParenthesizedOperation parenthesized: return Evaluate(parenthesized.Operand);
            case ILocalReferenceOperation local: return Lookup(local, local.Local);
            case IParameterReferenceOperation parameter: return Lookup(parameter, parameter.Parameter);
            case IInstanceReferenceOperation: return new Meaning.Layer(Current.Layer);
            case IPropertyReferenceOperation property: return EvaluateProperty(property);
            case IFieldReferenceOperation field: return EvaluateField(field);
            case IConversionOperation conversion: return Convert(conversion);
            case IBinaryOperation binary: return EvaluateBinary(binary);
            case IUnaryOperation unary: return EvaluateUnary(unary);
            case IRangeOperation range: return RangeOf(range);
            case IInvocationOperation invocation: return EvaluateCall(invocation);
            case ITupleOperation tuple: return new Meaning.Several([.. tuple.Elements.Select(Evaluate)]);
            case IArrayCreationOperation array: return EvaluateArray(array);
            case IArrayElementReferenceOperation { Indices: [var index] } element: return Element(element, Evaluate(element.ArrayReference), index);
            case IImplicitIndexerReferenceOperation element: return Element(element, Evaluate(element.Instance), element.Argument);
            case IObjectCreationOperation creation when EvaluateNewList(creation) is { } list: return list;
            case ICollectionExpressionOperation collection: return ListOf(collection.Elements);
            case ISimpleAssignmentOperation assignment: return EvaluateAssignment(assignment, assignment.Target, Evaluate(assignment.Value));
            case ICompoundAssignmentOperation compound: return EvaluateCompound(compound);
            case IIncrementOrDecrementOperation step: return EvaluateStep(step);
            case IDeconstructionAssignmentOperation deconstruction: return EvaluateAssignment(deconstruction, deconstruction.Target, Evaluate(deconstruction.Value));
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Decide(choice.Condition) is { } holds ? Evaluate(holds ? choice.WhenTrue : otherwise) : Meaning.Unknown;
            case ISwitchExpressionOperation choice: return EvaluateSwitch(choice);
            case IIsPatternOperation question: return EvaluateIs(question);
            case IInvalidOperation:
                _problems.ReportedElsewhere();
                return Meaning.Unknown;
            default:
                return Refuse(operation, Advice.ForExpression(operation));
        }
    }

    private Meaning? Constant(object value) => value switch
    {
        bool truth => new Meaning.Truth(truth),
        int size => new Meaning.Size(Dim.Constant(size)),
        long size => new Meaning.Size(Dim.Constant(size)),
        float number => new Meaning.Number(_algebra.Constant(number)),
        double number => new Meaning.Number(_algebra.Constant(number)),
        string text => new Meaning.Text(text),
        _ => null,
    };

    private Meaning Lookup(IOperation operation, ISymbol symbol)
    {
        if (FrameOf(symbol.OriginalDefinition) is { } frame) return frame.Locals[symbol.OriginalDefinition];
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } })
            return Refuse(operation, "the constructor is generated; declare a size as [Dim] and a number as [Setting]");

        // A local that has no value yet.
        _problems.ReportedElsewhere();
        return Meaning.Unknown;
    }

    /// <summary>The call whose local it is. A local function sees the locals of the method around it; nothing else does.</summary>
    private Frame? FrameOf(ISymbol local)
    {
        foreach (Frame frame in _frames)
        {
            if (frame.Locals.ContainsKey(local)) return frame;
            if (frame.Method.MethodKind != MethodKind.LocalFunction) break;
        }

        return null;
    }

    private Meaning Convert(IConversionOperation conversion)
    {
        Meaning operand = Evaluate(conversion.Operand);
        if (operand == Meaning.Unknown || conversion.Type is not { } target) return operand;
        if (!conversion.Conversion.Exists || target.TypeKind == TypeKind.Error)
        {
            _problems.ReportedElsewhere();
            return Meaning.Unknown;
        }

        return (operand, target.SpecialType) switch
        {
            (Meaning.Size { Dim: var dim }, SpecialType.System_Single or SpecialType.System_Double) => new Meaning.Number(_algebra.Number(dim)),
            (Meaning.Number, SpecialType.System_Int32 or SpecialType.System_Int64) => Refuse(conversion, "a size is made of whole numbers and dims; a real number cannot become one"),
            (Meaning.Number { Value: var value }, _) when WellKnown.IsVar(target) => new Meaning.Tensor(value),
            (Meaning.Size { Dim: var dim }, _) when WellKnown.IsVar(target) => new Meaning.Tensor(_algebra.Number(dim)),
            _ => operand,
        };
    }

    private Meaning SizeOf(IOperation operation, Shape shape, Meaning axis)
    {
        if (axis is not Meaning.Size { Dim: var dim }) return Meaning.Unknown;
        if (Leading.Starts(shape) && !Leading.IsBehind(dim, shape.Rank - 1)) return Refuse(operation, Advice.Leading);
        return Guarded(operation, [], () =>
        {
            int index = new Arguments(new Dictionary<string, object> { ["axis"] = dim }).Axis("axis", shape);
            return new Meaning.Size(shape[index]);
        });
    }
}
