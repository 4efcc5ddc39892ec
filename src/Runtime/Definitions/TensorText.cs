using System.Globalization;

namespace NNGen;

/// <summary>The first elements of a tensor as text, for debuggers and messages.</summary>
internal static class TensorText
{
    private const int Shown = 8;

    public static string Of<T>(ReadOnlySpan<T> values)
        where T : IFormattable
    {
        var first = new List<string>();
        foreach (T value in values[..Math.Min(Shown, values.Length)]) first.Add(value.ToString(null, CultureInfo.InvariantCulture));
        return $"[{string.Join(", ", first)}{(values.Length > Shown ? ", …" : "")}]";
    }
}
