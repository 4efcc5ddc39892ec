namespace NNGen;

/// <summary>
/// Declares a layer within this one, <c>[Sub("I", "H")] public partial Affine Hidden { get; }</c>, or several of a kind,
/// <c>[Sub("H", "H", Count = 4)] public partial SubList&lt;Affine&gt; Deep { get; }</c>.
/// </summary>
/// <param name="dims">The dims of that layer's constructor, in its order: names, numbers, or expressions of them.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SubAttribute(params string[] dims) : Attribute
{
    /// <summary>The dims of that layer's constructor, in its order.</summary>
    public IReadOnlyList<string> Dims => dims;

    /// <summary>How many layers a <see cref="SubList{T}"/> has, at least 1. A single layer has none.</summary>
    public int Count { get; set; }
}
