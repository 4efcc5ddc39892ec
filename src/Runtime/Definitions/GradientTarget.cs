using System.ComponentModel;
using System.Numerics.Tensors;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// Where one <c>Backward</c> writes the gradients of the parameters: over the old ones or, to add to them, beside them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientTarget
{
    private readonly LayerScope _scope;
    private readonly bool _accumulate;

    internal GradientTarget(LayerScope scope, bool accumulate)
    {
        (_scope, _accumulate) = (scope, accumulate);

        // A parameter that this layer's Backward does not reach must not get what another call left.
        if (accumulate) scope.ScratchOfScope.Span.Clear();
    }

    /// <summary>Where the gradient of a parameter is to be written: all of it, whatever is there.</summary>
    public Block this[Parameter parameter] => _accumulate ? parameter.ScratchBlock : parameter.GradBlock;

    /// <summary>Adds what was written to the gradients, where that was asked for. Called once, at the end.</summary>
    public void Complete()
    {
        if (!_accumulate) return;
        var gradients = _scope.Gradients.Span;
        TensorPrimitives.Add(gradients, _scope.ScratchOfScope.Span, gradients);
    }
}
