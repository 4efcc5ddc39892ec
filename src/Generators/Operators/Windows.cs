using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>What the shape rules of operators share whose windows move over images.</summary>
internal static class Windows
{
    /// <summary>
    /// How often a window fits along an axis: ⌊(length + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1. It has to fit once.
    /// </summary>
    /// <param name="what">The window and its places: "kernel" and "rows".</param>
    /// <param name="shapes">What is said of the operands' shapes.</param>
    public static Dim Steps(Dim length, Dim kernel, Dim stride, Dim padding, Dim dilation, Operands operands, (string Window, string Places) what, Func<string> shapes)
    {
        Dim room = length + 2 * padding, extent = dilation * (kernel - 1) + 1;
        ShapeRules.AtMost(extent, room, operands, () =>
        {
            string apart = dilation.Equals(Dim.One) ? "" : $", {dilation} apart and {extent} together,";
            string padded = padding.IsZero ? "" : $" with a padding of {padding} on both sides";
            return $"{shapes()}, but a {what.Window} of {kernel}{what.Places}{apart} does not fit into {length}{padded}{Fitting(what.Window, extent - room, padding)}";
        });
        return Dim.FloorDivide(room - extent, stride) + 1;
    }

    /// <summary>The least padding with which a kernel fits; a pooling's has to stay below its window.</summary>
    private static string Fitting(string window, Dim missing, Dim padding) => window == "kernel" && missing.TryConstant(out long count)
        ? $"; padding: {padding + ((count + 1) / 2)} would make room for it"
        : "";

    public static void AtLeast(string name, Dim value, int least, Operands operands)
        => ShapeRules.AtMost(least, value, operands, () => $"the {name} should be at least {least}, but is {value}");

    /// <summary>What a call says of its windows, as attributes of its node.</summary>
    public static NodeAttribute[] Attributes(Arguments arguments, params string[] names)
        => [.. names.Select(name => NodeAttribute.Of(name, arguments.Size(name)))];
}
