namespace NNGen.Generators.Shapes;

/// <summary>What the call-bound names of a layer are where it is called with symbolic shapes.</summary>
/// <param name="Names">Every name that the declared shapes mention, with the dim that it stands for: the fixed ones and the bound ones.</param>
/// <param name="Leading">What <c>...</c> stands for, or null where no declared shape has it.</param>
/// <param name="Missing">The names that no argument tells.</param>
/// <param name="Conflict">The first thing that can never agree, or null.</param>
/// <param name="Guards">What agrees only for some values: the generated code has to look.</param>
internal sealed record BindingResult(
    IReadOnlyDictionary<string, Dim> Names,
    EquatableArray<Dim>? Leading,
    EquatableArray<string> Missing,
    BindingConflict? Conflict,
    EquatableArray<BindingConflict> Guards)
{
    public bool Succeeded => Conflict is null && Missing.Count == 0;

    /// <summary>A shape of the called layer in the names of the caller.</summary>
    public Shape Translate(Shape shape)
    {
        Shape translated = shape.Substitute(Names);
        return Leading is { } leading ? translated.WithLeading(leading) : translated;
    }
}

internal enum BindingConflictKind
{
    /// <summary>Two dims are not the same, or not known to be.</summary>
    Dims,

    /// <summary>The argument has another number of dims.</summary>
    Rank,

    /// <summary>There are more or fewer arguments than declared shapes.</summary>
    Count,
}

/// <summary>An argument that does not have its declared shape, or has it only for some values.</summary>
/// <param name="Argument">The argument, counted from 0.</param>
/// <param name="Axis">The axis, counted from the left of the actual shape.</param>
/// <param name="Expected">The declared dim in the caller's names; null when ranks or numbers of arguments differ.</param>
/// <param name="Actual">The dim that is there; null when ranks or numbers of arguments differ.</param>
/// <param name="ExpectedShape">The declared shape, in the caller's names as far as they are known.</param>
internal sealed record BindingConflict(
    BindingConflictKind Kind, int Argument, int Axis, Dim? Expected, Dim? Actual, Shape ExpectedShape, Shape ActualShape, Agreement Agreement)
{
    /// <summary><c>expected (N, 3), got (N, I): I is not 3</c>, and for a guard <c>I is not known to be 3</c>.</summary>
    public override string ToString()
    {
        string text = $"expected {ExpectedShape}, got {ActualShape}";
        return Kind == BindingConflictKind.Dims ? $"{text}: {Actual} is not {(Agreement == Agreement.Undecided ? "known to be " : "")}{Expected}" : text;
    }
}
