using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Locals: declared, assigned, taken apart, counted up.</summary>
internal sealed partial class DefinitionReader
{
    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            IVariableInitializerOperation? initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
            if (initializer is not null) Assign(declarator.Symbol, Evaluate(initializer.Value));
        }
    }

    /// <summary>Binds a local, and gives the value the local's name.</summary>
    private void Assign(ISymbol local, Meaning meaning)
    {
        (FrameOf(local) ?? Current).Locals[local] = meaning;
        if (meaning is not Meaning.Tensor tensor) return;
        Name(tensor.Value, Current.Layer.PathOf(local.Name), own: _frames.Count == 1);
        if (Current.CallSite is null && Current.Layer.Path.Length == 0 && local is ILocalSymbol && NameRules.Taken(_layer, _method, local.Name) is { } taken)
            _problems.Report(Rules.NameTaken, WellKnown.LocationOf(local), $"'{local.Name}' is a local here and also {taken}; one of them needs another name");
    }

    /// <summary>Names a value after a local or a sub-layer. The outermost method's own names win; inputs and parameters keep theirs.</summary>
    private void Name(Value value, string name, bool own)
    {
        if (value.Node.Operator is "Input" or "Parameter" or "State") return;
        _graph.Rename(value.Id, name, own);
    }

    private Meaning EvaluateAssignment(IOperation operation, IOperation target, Meaning value)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }: Assign(local, value); return value;
            case IParameterReferenceOperation { Parameter: var parameter }: Assign(parameter.OriginalDefinition, value); return value;
            case IDiscardOperation: return value;
            case IArrayElementReferenceOperation { Indices: [var index] } element: return AssignElement(element, Evaluate(element.ArrayReference), index, value);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list, Arguments: [{ Value: var index }] } when Evaluate(list) is Meaning.List items:
                return AssignElement(target, items, index, value);
            case IDeclarationExpressionOperation { Expression: var declared }: return EvaluateAssignment(operation, declared, value);
            case ITupleOperation { Elements: var elements }: return TakeApart(operation, target, elements, value);
            case IInvalidOperation: _problems.ReportedElsewhere(); return Meaning.Unknown;
            default: return Refuse(operation, "a definition can only assign to its own locals");
        }
    }

    private Meaning TakeApart(IOperation operation, IOperation target, IReadOnlyList<IOperation> elements, Meaning value)
    {
        if (value is Meaning.Sizes { Shape: var given } && Leading.Starts(given))
        {
            Refuse(operation, Advice.Leading);
            return SpreadUnknown(elements);
        }

        IReadOnlyList<Meaning>? items = value switch
        {
            Meaning.Several several => several.Items,
            Meaning.Sizes { Shape: var shape } => [.. shape.Dims.Select(dim => new Meaning.Size(dim))],
            _ => null,
        };
        if (items is null)
        {
            if (value != Meaning.Unknown) Refuse(operation, "only tuples and shapes can be taken apart");
            return SpreadUnknown(elements);
        }

        if (items.Count != elements.Count)
        {
            Report(Rules.ShapeMismatch, operation, [], value is Meaning.Sizes { Shape: var actual }
                ? $"'{Quote(target)}' takes {ShapeText.Count(elements.Count, "size")}, but the shape {actual} has {ShapeText.Count(actual.Rank, "dim")}"
                : $"'{Quote(target)}' takes {ShapeText.Count(elements.Count, "value")}, but there are {items.Count}");
            return SpreadUnknown(elements);
        }

        for (int i = 0; i < items.Count; i++) EvaluateAssignment(operation, elements[i], items[i]);
        return value;
    }

    private Meaning SpreadUnknown(IEnumerable<IOperation> targets)
    {
        foreach (IOperation target in targets) EvaluateAssignment(target, target, Meaning.Unknown);
        return Meaning.Unknown;
    }

    private Meaning EvaluateCompound(ICompoundAssignmentOperation compound)
    {
        Meaning left = Evaluate(compound.Target), right = Evaluate(compound.Value);
        return EvaluateAssignment(compound, compound.Target, Combine(compound, compound.OperatorKind, compound.OperatorMethod, left, right));
    }

    private Meaning EvaluateStep(IIncrementOrDecrementOperation step)
    {
        Meaning before = Evaluate(step.Target);
        if (before is not Meaning.Size { Dim: var dim }) return before == Meaning.Unknown ? before : Refuse(step, "only an int can be counted up or down");
        int by = step.Kind == OperationKind.Increment ? 1 : -1;
        Meaning after = EvaluateAssignment(step, step.Target, new Meaning.Size(dim + by));
        return step.IsPostfix ? before : after;
    }
}
