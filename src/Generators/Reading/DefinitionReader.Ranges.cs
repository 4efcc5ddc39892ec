using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Parts of values, by indices and ranges: <c>x[.., 1..3, ^1]</c>.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning RangeOf(IRangeOperation range)
    {
        Meaning? start = range.LeftOperand is null ? null : Evaluate(range.LeftOperand), end = range.RightOperand is null ? null : Evaluate(range.RightOperand);
        return start == Meaning.Unknown || end == Meaning.Unknown ? Meaning.Unknown : new Meaning.Range(start, end);
    }

    /// <summary>A slice of each axis that an item takes a part of; the axes of indices are dropped, and axes that no item speaks of stay.</summary>
    private Meaning PartOf(IOperation operation, Value x, Meaning items)
    {
        if (items is not Meaning.List { Items: var list }) return items == Meaning.Unknown ? items : Refuse(operation, "the items between the brackets are written out one by one");
        if (Leading.Starts(x.Shape)) return Refuse(operation, Advice.LeadingPart);
        return Guarded(operation, [x], () =>
        {
            if (list.Count > x.Shape.Rank) throw new ShapeProblem($"{ShapeRules.Describe(x.Node)} has shape {x.Shape}, but there are {list.Count} items, one for each axis");
            Value part = x;
            var kept = new List<Dim>();
            for (int axis = 0; axis < list.Count; axis++)
            {
                Dim size = x.Shape[axis];
                switch (list[axis])
                {
                    case Meaning.Range { Start: var first, End: var last }:
                        Dim start = first is null ? 0 : Position(first, size), end = last is null ? size : Position(last, size);
                        if (!start.IsZero || !end.Equals(size)) part = Slice.Of(part, axis, start, end - start);
                        kept.Add(end - start);
                        break;
                    case Meaning.Size { Dim: var index } when index.TryConstant(out long number) && number < 0:
                        throw new ShapeProblem($"the index {number} is negative; counted from the end it is ^{-number}");
                    case var index:
                        part = Slice.Of(part, axis, Position(index, size), 1);
                        break;
                }
            }

            return new Meaning.Tensor(part.Reshape(new(kept.Concat(x.Shape.Dims.Skip(list.Count)))));
        });
    }

    private static Dim Position(Meaning index, Dim size) => index switch
    {
        Meaning.Size { Dim: var position } => position,
        Meaning.FromEnd { Count: var count } => size - count,
        _ => throw new ShapeProblem("an item between the brackets is an index or a range"),
    };
}
