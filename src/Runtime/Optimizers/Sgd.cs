using System.Globalization;
using System.Numerics.Tensors;

namespace NNGen;

/// <summary>Plain stochastic gradient descent: value ← value − learning rate · gradient.</summary>
public sealed class Sgd
{
    /// <summary>An optimizer of the given learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative, infinite or NaN.</exception>
    public Sgd(float learningRate) => LearningRate = learningRate;

    /// <summary>The size of a step, at least 0; may be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public float LearningRate
    {
        get;
        set => field = value >= 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), string.Create(CultureInfo.InvariantCulture, $"Sgd: the learning rate should be finite and at least 0, but is {value}."));
    }

    /// <summary>Takes one step along the gradients that the layer's last <c>Backward</c> left.</summary>
    public void Update(ILayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        IReadOnlyList<Parameter> parameters = layer.Params;
        for (int i = 0; i < parameters.Count; i++)
        {
            Span<float> value = parameters[i].ValueBlock.Span;
            TensorPrimitives.MultiplyAdd(parameters[i].GradBlock.Span, -LearningRate, value, value);
        }
    }
}
