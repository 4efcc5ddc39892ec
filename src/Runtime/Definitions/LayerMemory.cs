using System.Text;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// The memory of a layer, in bytes: what it holds from the start, and what a call of each of its methods needs beside that, as a formula
/// in the dims and as a number for a batch of any size. Nothing is allocated to find out.
/// </summary>
/// <remarks>
/// What a method needs is held from its first call on, grows with the batch and does not shrink: <c>Forward</c> and <c>Backward</c>
/// have one run of memory, all methods in inference mode share another. A layer that is a part of another has its parameters in the other's memory.
/// </remarks>
public sealed class LayerMemory
{
    private readonly string _layer;
    private readonly Arena _training, _inference;

    /// <summary>The memory of a layer. Layers make it.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public LayerMemory(string layer, LayerScope scope, Arena training, Arena inference, params ReadOnlySpan<MethodMemory> methods)
    {
        _layer = layer;
        (_training, _inference) = (training, inference);
        Methods = methods.ToArray();
        Parameters = 4 * scope.Params.Sum(parameter => Capacity.Aligned(parameter.Shape.Size).Value);
        States = 8 * scope.States.Sum(state => Capacity.Aligned(state.Shape.Size).Value);
    }

    /// <summary>The bytes of all parameters, each of which begins a cache line of 64 bytes.</summary>
    public long Parameters { get; }

    /// <summary>The bytes of the gradients: as many as of the parameters.</summary>
    public long Gradients => Parameters;

    /// <summary>The bytes of the states, aligned likewise, each of which is there twice: as it is, and as <c>Backward</c> has to see it.</summary>
    public long States { get; }

    /// <summary>What the methods of the layer need: <c>Forward</c> (with <c>Backward</c>), <c>Infer</c>, and every other by its name.</summary>
    public IReadOnlyList<MethodMemory> Methods { get; }

    /// <summary>What one method needs; of several of a name the first.</summary>
    /// <exception cref="ArgumentException">The layer has no such method.</exception>
    public MethodMemory this[string method] => Methods.FirstOrDefault(one => one.Method == method)
        ?? throw new ArgumentException($"{_layer} has no method {method}; it has {string.Join(", ", Methods.Select(one => one.Method).Distinct())}.", nameof(method));

    /// <summary>A training step: what <c>Forward</c> and <c>Backward</c> need together.</summary>
    public MethodMemory Training => this["Forward"];

    /// <summary><c>Forward</c> in inference mode.</summary>
    public MethodMemory Inference => this["Infer"];

    /// <summary>The bytes that this instance holds at present, beside parameters, gradients and states.</summary>
    public long Working => _training.Bytes + _inference.Bytes;

    /// <summary>The numbers and the formulas, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append($"{_layer}: {(Count)Parameters} bytes of parameters, {(Count)Gradients} of gradients");
        if (States > 0) text.Append($", {(Count)States} of states");
        foreach (MethodMemory method in Methods) text.Append($"\n{method}");
        return text.ToString();
    }
}
