using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Arrays, lists and the sub-layers of a <c>SubList</c>: as many elements as the compiler knows, one by one.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning EvaluateArray(IArrayCreationOperation array)
    {
        if (array.DimensionSizes.Length != 1) return Refuse(array, "the compiler follows arrays of one dimension; an array may hold arrays");
        if (array.Initializer is { } initializer) return ListOf(initializer.ElementValues);
        if (Evaluate(array.DimensionSizes[0]) is not Meaning.Size { Dim: var dim }) return Meaning.Unknown;
        if (!dim.TryConstant(out long length) || length is < 0 or > MostSteps)
            return Refuse(array, "an array is written out element by element, so its length is a number that the compiler knows");
        ITypeSymbol? element = (array.Type as IArrayTypeSymbol)?.ElementType;
        return new Meaning.List([.. Enumerable.Range(0, (int)length).Select(_ => Start(element))]);
    }

    /// <summary>What an element is before it is assigned.</summary>
    private Meaning Start(ITypeSymbol? element) => element?.SpecialType switch
    {
        SpecialType.System_Int32 or SpecialType.System_Int64 => new Meaning.Size(Dim.Zero),
        SpecialType.System_Single or SpecialType.System_Double => new Meaning.Number(_algebra.Constant(0)),
        SpecialType.System_Boolean => new Meaning.Truth(false),
        _ => Meaning.NoValue,
    };

    /// <summary><c>new List&lt;Var&gt;()</c>, also of other elements or with some of them; null for every other object.</summary>
    private Meaning? EvaluateNewList(IObjectCreationOperation creation)
    {
        if (creation.Type?.OriginalDefinition.ToDisplayString() != "System.Collections.Generic.List<T>") return null;
        var items = new List<Meaning>();
        if (creation.Arguments is [{ Value: var given }] && Evaluate(given) is Meaning.List list) items.AddRange(list.Items);
        foreach (IOperation added in creation.Initializer?.Initializers ?? [])
            items.Add(added is IInvocationOperation { Arguments: [{ Value: var item }] } ? Evaluate(item) : Refuse(added, Advice.ForExpression(added)));
        return new Meaning.List(items);
    }

    private Meaning ListOf(IEnumerable<IOperation> elements)
    {
        var items = new List<Meaning>();
        foreach (IOperation element in elements)
        {
            if (element is not ISpreadOperation spread) items.Add(Evaluate(element));
            else if (Evaluate(spread.Operand) is Meaning.List spreadOut) items.AddRange(spreadOut.Items);
            else items.Add(Refuse(spread, "only an array, a list or a SubList of known length can be spread out"));
        }

        return items.Contains(Meaning.Unknown) ? Meaning.Unknown : new Meaning.List(items);
    }

    /// <summary>An element that is read.</summary>
    private Meaning Element(IOperation operation, Meaning array, IOperation index)
    {
        if (!TryPlace(operation, array, index, out List<Meaning> items, out int place)) return Meaning.Unknown;
        return items[place] == Meaning.NoValue ? Refuse(operation, "this element has no value yet") : items[place];
    }

    /// <summary>An element that is assigned. An array is one thing, whatever names it has, so it changes for all of them.</summary>
    private Meaning AssignElement(IOperation target, Meaning array, IOperation index, Meaning value)
    {
        if (TryPlace(target, array, index, out List<Meaning> items, out int place)) items[place] = value;
        return value;
    }

    private bool TryPlace(IOperation operation, Meaning array, IOperation index, out List<Meaning> items, out int place)
    {
        (items, place) = ([], 0);
        if (index is IRangeOperation)
        {
            Refuse(operation, "of an array the compiler follows single elements, not parts");
            return false;
        }

        bool fromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        Meaning at = Evaluate(fromEnd ? ((IUnaryOperation)index).Operand : index);
        if (array is not Meaning.List list || at is not Meaning.Size { Dim: var dim })
        {
            if (array != Meaning.Unknown && at != Meaning.Unknown) Refuse(operation, "of an array the compiler follows single elements, not parts");
            return false;
        }

        items = list.Items;
        if (!dim.TryConstant(out long number))
        {
            Refuse(operation, "the compiler has to know which element this is; use a constant, or count in a loop");
            return false;
        }

        if (fromEnd) number = items.Count - number;
        place = number >= 0 && number < items.Count ? (int)number : -1;
        if (place < 0) Refuse(operation, $"there is no element {number}, only {(items.Count == 0 ? "none" : $"0 to {items.Count - 1}")}");
        return place >= 0;
    }

    /// <summary>A method of an array or list.</summary>
    private Meaning CallList(IInvocationOperation call, Meaning.List list, IReadOnlyList<Meaning> arguments)
    {
        switch (call.TargetMethod.Name)
        {
            case "Add" when arguments is [var item]:
                list.Items.Add(item);
                return list;
            case "AddRange" when arguments is [Meaning.List { Items: var items }]:
                list.Items.AddRange([.. items]);
                return list;
            case "ToArray" when arguments.Count == 0:
                return new Meaning.List([.. list.Items]);
            default:
                return Refuse(call, $"of a list the compiler follows Add, AddRange, ToArray, Count and single elements, not '{call.TargetMethod.Name}'");
        }
    }

    /// <summary><c>Enumerable.Range(start, count)</c>.</summary>
    private Meaning Range(IInvocationOperation call, IReadOnlyList<Meaning> arguments)
        => arguments is [Meaning.Size { Dim: var start }, Meaning.Size { Dim: var count }] && count.TryConstant(out long number) && number is >= 0 and <= MostSteps
            ? new Meaning.List([.. Enumerable.Range(0, (int)number).Select(i => new Meaning.Size(start + i))])
            : Refuse(call, "a loop is written out, so the compiler has to know its count");

    /// <summary>Whether a part of it has been reported.</summary>
    private static bool IsUnknown(Meaning meaning) => meaning == Meaning.Unknown || meaning is Meaning.List { Items: var items } && items.Contains(Meaning.Unknown);
}
