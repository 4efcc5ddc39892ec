using NNGen.Core;

namespace NNGen;

/// <content>What differs between training and inference. Which of the two a definition is read for it asks by the property <c>IsTraining</c>.</content>
public static partial class Ops
{
    /// <summary>
    /// Whether the definition is read for training: true where the compiler derives <c>Forward</c> and <c>Backward</c> from it, false for
    /// <c>Infer</c> and every other method. It is known when the layer is compiled, so a branch that is not taken costs nothing.
    /// </summary>
    /// <remarks>A definition that is called with <see cref="Var"/>s sees false, except within <see cref="Definition.Training"/>.</remarks>
    public static bool IsTraining => TrainingDefinition.Current is not null;

    /// <summary>
    /// Inverted dropout: in training each element is dropped with probability <paramref name="rate"/>, and what is kept is divided by
    /// 1 − rate, so that the mean stays; in inference it is x itself. Gradient: dx = dy / (1 − rate) where the element was kept, else 0.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The part that is dropped, at least 0 and below 1: a constant or a <c>[Setting]</c>.</param>
    /// <remarks>
    /// Which elements are kept is a function of the layer's seed, the number of its <c>Forward</c> calls, the number of this dropout among those
    /// of the call, and the element's position: the same seed gives the same run on every machine and number of threads.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public static Var Dropout(Var x, float rate)
    {
        Core.Dropout.Rate("Dropout", nameof(rate), rate);
        if (TrainingDefinition.Current is not { } training) return x;
        DropoutMask mask = training.NextMask(rate);
        double[] data = x.ToArray();
        for (int i = 0; i < data.Length; i++) data[i] = mask.Keeps((ulong)i) ? data[i] * mask.Scale : 0;
        return new(x.Shape, data);
    }
}
