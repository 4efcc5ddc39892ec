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

/// <summary>Where a value lies: the slot, or the parameter or state by its place in the layer's list.</summary>
internal readonly record struct Place(PlaceKind Kind, int Index)
{
    public string Type => Kind == PlaceKind.IntSlot ? "Core::IntBlock" : "Core::Block";

    /// <param name="index">C# for the index: a number, or what a loop makes of its variable.</param>
    public string Code(string index, string arena = "memory") => Kind switch
    {
        PlaceKind.Slot => $"{arena}[{index}]",
        PlaceKind.IntSlot => $"{arena}.Ints({index})",
        PlaceKind.Parameter => $"_scope.Params[{index}].ValueBlock",
        PlaceKind.Gradient => $"target[_scope.Params[{index}]]",
        PlaceKind.State => $"_scope.States[{index}].ValueBlock",
        _ => $"_scope.States[{index}].KeptBlock",
    };

    public string In(string arena) => Code(Index.ToString(CultureInfo.InvariantCulture), arena);
}
