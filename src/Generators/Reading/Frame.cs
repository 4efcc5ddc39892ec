using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Reading;

/// <summary>One call while it is being followed: whose method it is, and what its locals stand for.</summary>
/// <param name="layer">The layer whose dims, parameters and sub-layers the method sees.</param>
/// <param name="callSite">Where to report, for a body that is not part of the layer's own class; null reports in the body itself.</param>
internal sealed class Frame(LayerInstance layer, IMethodSymbol method, Location? callSite)
{
    public LayerInstance Layer { get; } = layer;

    public IMethodSymbol Method { get; } = method;

    public Location? CallSite { get; } = callSite;

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
