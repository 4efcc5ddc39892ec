using System.Globalization;

namespace NNGen.Generators.Emission;

/// <summary>What holds a value at run time.</summary>
internal enum PlaceKind
{
    /// <summary>A slot of the arena.</summary>
    Slot,

    /// <summary>A slot of the arena's part for integers.</summary>
    IntSlot,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>The gradient of a parameter.</summary>
    Gradient,

    /// <summary>A state as it is now.</summary>
    State,

    /// <summary>A state as the training step found it, whatever has been written since.</summary>
    KeptState,
}

/// <summary>A part of a block.</summary>
/// <param name="Length">C# for its length.</param>
/// <param name="Start">C# for where it begins; null if it is one of several of the same length, from the first element on.</param>
/// <param name="Number">Which of them.</param>
internal readonly record struct PlacePart(string Length, string? Start, int Number);

/// <summary>Where a value lies: the slot, or the parameter or state by its place in the layer's list, or in a part of that.</summary>
internal readonly record struct Place(PlaceKind Kind, int Index, PlacePart? Part = null)
{
    public string Type => Kind == PlaceKind.IntSlot ? "Core::IntBlock" : "Core::Block";

    /// <summary>What two places have in common that differ in nothing but numbers.</summary>
    public string Form => Part is { } part ? $"{Kind}[{part.Start}:{part.Length}]" : $"{Kind}";

    /// <param name="index">C# for the index: a number, or what a loop makes of its variable.</param>
    /// <param name="number">The same for the number of the part, if it is one.</param>
    public string Code(string index, string number, string arena = "memory")
    {
        string whole = Whole(index, arena);
        if (Part is not { } part) return whole;
        return part.Start is { } start ? $"{whole}.Slice({start}, {part.Length})" : $"{whole}.Part({number}, {part.Length})";
    }

    public string In(string arena) => Code(Text(Index), Text(Part?.Number ?? 0), arena);

    private string Whole(string index, string arena) => Kind switch
    {
        PlaceKind.Slot => $"{arena}[{index}]",
        PlaceKind.IntSlot => $"{arena}.Ints({index})",
        PlaceKind.Parameter => $"_scope.Params[{index}].ValueBlock",
        PlaceKind.Gradient => $"target[_scope.Params[{index}]]",
        PlaceKind.State => $"_scope.States[{index}].ValueBlock",
        _ => $"_scope.States[{index}].KeptBlock",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
