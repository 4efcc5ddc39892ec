using System.ComponentModel;

namespace NNGen;

/// <summary>
/// The graph of a compiled layer as text. The compiler writes it, and reads it where a network in another assembly is
/// built from that layer, so that the network is still one graph.
/// </summary>
/// <param name="text">The graph.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerGraphAttribute(string text) : Attribute
{
    /// <summary>The graph.</summary>
    public string Text => text;
}
