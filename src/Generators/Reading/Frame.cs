using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Reading;

/// <summary>One call while it is being followed: whose method it is, and what its locals stand for.</summary>
/// <param name="layer">The layer whose dims, parameters and sub-layers the method sees.</param>
internal sealed class Frame(LayerInstance layer, IMethodSymbol method)
{
    public LayerInstance Layer { get; } = layer;

    public IMethodSymbol Method { get; } = method;

    /// <summary>Where to report, for a body that is not part of the layer's own class; null reports in the body itself.</summary>
    public Location? CallSite { get; init; }

    /// <summary>The outermost sub-layer that the call leads through: a mistake in there may be that layer's own.</summary>
    public LayerInstance? Within { get; init; }

    public Dictionary<ISymbol, Meaning> Locals { get; } = new(SymbolEqualityComparer.Default);

    public Meaning? Returned { get; set; }

    /// <summary>True after a <c>break</c> or <c>continue</c> until its loop has seen it.</summary>
    public BranchKind? Leaving { get; set; }

    internal enum BranchKind
    {
        Break,
        Continue,
    }
}
