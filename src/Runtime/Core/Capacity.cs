using System.Globalization;

namespace NNGen.Core;

/// <summary>What one array and this machine can hold.</summary>
internal static class Capacity
{
    /// <summary>Floats beside those that are used, so that the first of them begins a cache line.</summary>
    public const int Alignment = 64 / sizeof(float);

    // Of the machine, or of the container that the process is in.
    private static readonly long s_machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>So many floats up to the next border of a cache line.</summary>
    public static Count Aligned(Count floats) => (floats + (Alignment - 1)) / Alignment * Alignment;

    /// <summary>Why so many floats at once, in arrays of so many, cannot be held, or null: to be read after "it needs … bytes; ".</summary>
    public static string? Refusal(Count floats, int arrays = 1)
    {
        if (floats.IsTooLarge || floats.Value > Array.MaxLength - Alignment)
            return string.Create(CultureInfo.InvariantCulture, $"one model can hold {4L * (Array.MaxLength - Alignment):N0} of them");
        return s_machine > 0 && 4L * arrays * floats.Value > s_machine
            ? string.Create(CultureInfo.InvariantCulture, $"this process can have {s_machine:N0}")
            : null;
    }

    /// <summary>Dims with their values: <c> with N = 100, I = 2</c>; nothing of none.</summary>
    public static string Text(ReadOnlySpan<(string Name, int Value)> dims)
    {
        string text = "";
        foreach ((string name, int value) in dims)
            text += string.Create(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? " with " : ", ")}{name} = {value}");
        return text;
    }
}
