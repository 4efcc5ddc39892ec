using NNGen.Graphs;

namespace NNGen;

/// <summary>
/// The computation graph of a compiled layer: the forward pass that its definition describes, simplified, and the backward pass
/// that the compiler derived from it. <see cref="ToString"/> gives the text, <see cref="ToMermaid"/> and <see cref="ToDot"/> a picture.
/// </summary>
/// <remarks>
/// In the picture operations are circles and values travel along the arrows: forward in black, each with its name and shape, and
/// backward in blue, against the same arrows, the gradients: dx is ∂L/∂x, with the formula by which it is computed.
/// A value that is used more than once goes through a branch; there its gradients add up.
/// </remarks>
public sealed class ComputationGraph
{
    private readonly string _text;

    /// <summary>Reads a graph from its text.</summary>
    /// <param name="text">What the compiler printed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is no printed graph; the message names the line and what was expected there.</exception>
    public ComputationGraph(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        GraphReader read = GraphReader.Read(text);
        Nodes = read.Nodes;
        Outputs = read.Outputs;
        Gradients = read.Gradients;
        ValueLabels.Assign(this);
    }

    /// <summary>Every value, operands before their users; the backward pass after the forward pass.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>What the forward pass returns.</summary>
    public IReadOnlyList<GraphNode> Outputs { get; }

    /// <summary>What the backward pass returns, and of which input or parameter it is the gradient.</summary>
    public IReadOnlyList<GraphGradient> Gradients { get; }

    /// <summary>The text, as it was given.</summary>
    public override string ToString() => _text;

    /// <summary>The picture for Mermaid, which Markdown viewers draw from a fenced block marked <c>mermaid</c>.</summary>
    public string ToMermaid() => MermaidWriter.Write(Picture.Of(this));

    /// <summary>The picture for Graphviz: <c>dot -Tsvg</c>.</summary>
    public string ToDot() => DotWriter.Write(Picture.Of(this));

    internal IEnumerable<GraphNode> Forward => Nodes.Where(static node => !node.IsBackward);

    internal bool HasBackward => Gradients.Count > 0;

    /// <summary>The gradient that the caller of the backward pass gives for an output; null for a scalar, whose gradient is 1.</summary>
    internal GraphNode? Seed(int output)
    {
        string index = output.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Nodes.FirstOrDefault(node => node.Operator == "OutputGradient" && node.Attribute("output") == index);
    }
}
