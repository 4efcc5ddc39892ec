using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NNGen.Generators.Shapes;

/// <summary>The value of a name.</summary>
internal sealed record NameValue(string Name, long Value)
{
    public override string ToString() => Name + "=" + Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An example for which shapes do not go together: values of the names, and the shapes for them.</summary>
internal sealed record Witness(EquatableArray<NameValue> Values, EquatableArray<EquatableArray<long>> Shapes)
{
    /// <summary>The smallest example for which the two dims of the conflict differ.</summary>
    public static bool TryFind(ShapeConflict conflict, Facts facts, [NotNullWhen(true)] out Witness? witness)
    {
        witness = null;
        return conflict.Kind == ShapeConflictKind.Dims
            && TryFind([conflict.Left, conflict.Right], conflict.LeftDim!, conflict.RightDim!, facts, out witness, conflict.Stretches);
    }

    /// <summary>The smallest example for which two dims differ and the facts hold.</summary>
    /// <remarks>
    /// Of all examples with positive values the one in which different names have different values, if there is any; of those the one
    /// with the smallest greatest value; of those the first when the names are counted up in the order of their first appearance.
    /// </remarks>
    /// <param name="shapes">The shapes to show, in order.</param>
    /// <param name="stretches">Whether a dim of length 1 would not be a conflict.</param>
    public static bool TryFind(
        IReadOnlyList<Shape> shapes, Dim left, Dim right, Facts facts, [NotNullWhen(true)] out Witness? witness, bool stretches = false)
    {
        witness = null;
        if (left.HasFault || right.HasFault || shapes.Any(static shape => shape.Dims.Any(static dim => dim.HasFault))) return false;
        IReadOnlyList<NameValue>? values = new WitnessSearch(shapes, left, right, facts, stretches).Find();
        // Where the facts leave no other value than 1, an example with it is better than none.
        if (values is null && stretches) values = new WitnessSearch(shapes, left, right, facts, stretches: false).Find();
        if (values is null) return false;
        var byName = values.ToDictionary(static value => value.Name, static value => value.Value, StringComparer.Ordinal);
        witness = new(
            new(values),
            new(shapes.Select(shape => new EquatableArray<long>(shape.Dims.Select(dim => dim.Evaluate(name => byName[name]))))));
        return true;
    }

    /// <summary><c>with N=1, I=2, H=3: (1, 2) × (3, 4)</c> for the sign <c>×</c>.</summary>
    public string Render(string sign)
    {
        string shapes = string.Join(" " + sign + " ", Shapes.Select(static shape
            => "(" + string.Join(", ", shape.Select(static length => length.ToString(CultureInfo.InvariantCulture))) + ")"));
        return Values.Count == 0 ? shapes : $"with {string.Join(", ", Values)}: {shapes}";
    }
}
