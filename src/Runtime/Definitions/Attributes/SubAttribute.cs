namespace NNGen;

/// <summary>Declares a layer within this one: <c>[Sub("I", "H")] public partial Affine Hidden { get; }</c>.</summary>
/// <param name="dims">The dims of that layer's constructor, in its order: names, numbers, or expressions of them.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SubAttribute(params string[] dims) : Attribute
{
    /// <summary>The dims of that layer's constructor, in its order.</summary>
    public IReadOnlyList<string> Dims => dims;
}
