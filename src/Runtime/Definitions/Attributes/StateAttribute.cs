namespace NNGen;

/// <summary>
/// Declares values that a layer keeps and saves but does not train, such as running statistics:
/// <c>[State("C", Init = Init.Ones)] public partial State Variance { get; }</c>. The definition reads it as a <see cref="Var"/> and
/// sets its next value by <see cref="State.Update"/>.
/// </summary>
/// <param name="dims">The shape, one dim each: a name, a number, or an expression of them; none for a scalar.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StateAttribute(params string[] dims) : Attribute
{
    /// <summary>The shape, one dim each.</summary>
    public IReadOnlyList<string> Dims => dims;

    /// <summary>How the state starts: zeros unless something else is said.</summary>
    public Init Init { get; set; } = Init.Zeros;

    /// <summary>What every starting value is multiplied with.</summary>
    public float Scale { get; set; } = 1;
}
