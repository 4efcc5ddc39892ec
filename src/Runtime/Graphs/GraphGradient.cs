namespace NNGen;

/// <summary>Which node of a <see cref="ComputationGraph"/> is the gradient of which value.</summary>
/// <param name="Of">The input or parameter.</param>
/// <param name="Value">Its gradient ∂L/∂v, of the same shape.</param>
public sealed record GraphGradient(GraphNode Of, GraphNode Value);
