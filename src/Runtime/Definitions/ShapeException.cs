using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>
/// A tensor has another shape than is needed. Thrown before anything is computed or changed; the message names the place,
/// the argument or operator, and both full shapes.
/// </summary>
public sealed class ShapeException : ArgumentException
{
    private readonly string? _argument;

    /// <summary>An exception with the given message.</summary>
    public ShapeException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with the given message and cause.</summary>
    public ShapeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private ShapeException(string message, string argument)
        : base(message) => _argument = argument;

    /// <summary>The argument whose shape is wrong, where it is one.</summary>
    public override string? ParamName => _argument;

    /// <summary>
    /// An argument of a generated method whose shape is not the declared one, as in
    /// <c>TwoLayerNet.Forward: x should have shape (N, I) with I = 2, but has (30, 3).</c>
    /// </summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="expected">The declared shape, as text.</param>
    /// <param name="actual">The lengths that came.</param>
    /// <param name="bindings">The dims of the declared shape whose numbers are known.</param>
    public static ShapeException Argument(
        string where, string argument, string expected, ReadOnlySpan<nint> actual, params ReadOnlySpan<(string Name, int Value)> bindings)
    {
        var message = new StringBuilder($"{where}: {argument} should have shape {expected}");
        for (int i = 0; i < bindings.Length; i++)
            message.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? " with " : ", ")}{bindings[i].Name} = {bindings[i].Value}");
        message.Append(CultureInfo.InvariantCulture, $", but has ({string.Join(", ", actual.ToArray())}).");
        return new(message.ToString(), argument);
    }
}
