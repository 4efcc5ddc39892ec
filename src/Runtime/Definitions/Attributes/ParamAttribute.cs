namespace NNGen;

/// <summary>Declares a trained parameter: <c>[Param("I", "O")] public partial Parameter W { get; }</c>.</summary>
/// <param name="dims">The shape, one dim each: a name, a number, or an expression of them; none for a scalar.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParamAttribute(params string[] dims) : Attribute
{
    /// <summary>The shape, one dim each.</summary>
    public IReadOnlyList<string> Dims => dims;

    /// <summary>How the parameter starts. The default is zeros for at most one dim, Xavier for more.</summary>
    public Init Init { get; set; }

    /// <summary>What every starting value is multiplied with.</summary>
    public float Scale { get; set; } = 1;
}
