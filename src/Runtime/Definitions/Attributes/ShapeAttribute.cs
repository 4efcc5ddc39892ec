namespace NNGen;

/// <summary>
/// The shape of an input, or of a result with <c>return:</c>. Each dim is a name, a number, or an expression of them with
/// <c>+ - * /</c> and brackets; <c>"..."</c> stands for zero or more leading dims. None at all is a scalar.
/// </summary>
/// <param name="dims">The dims, in order.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ShapeAttribute(params string[] dims) : Attribute
{
    /// <summary>The dims, in order.</summary>
    public IReadOnlyList<string> Dims => dims;
}
