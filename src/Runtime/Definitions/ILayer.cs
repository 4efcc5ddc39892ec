using System.ComponentModel;

namespace NNGen;

/// <summary>A layer: what an optimizer, a file format or a report needs to know of one.</summary>
public interface ILayer
{
    /// <summary>Every parameter of the layer and of its subs, once each, in order of declaration.</summary>
    IReadOnlyList<Parameter> Params { get; }

    /// <summary>The gradient of each of <see cref="Params"/>, in the same order and shapes.</summary>
    Gradients Grads { get; }

    /// <summary>Every state of the layer and of its subs, once each, in order of declaration.</summary>
    IReadOnlyList<State> States { get; }

    /// <summary>Where the layer keeps its parameters and states, with its seed and the number of its training step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    LayerScope Scope { get; }
}
