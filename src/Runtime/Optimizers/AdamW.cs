using NNGen.Core;

namespace NNGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019): as <see cref="Adam"/>, but the weights decay by themselves and not by way of
/// the gradient, w ← (1 − learning rate · weight decay) · w − learning rate · m̂ / (√v̂ + epsilon).
/// </summary>
public sealed class AdamW : Optimizer
{
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="beta1">How much of the past gradients is remembered, at least 0 and below 1.</param>
    /// <param name="beta2">How much of the past squares is remembered, at least 0 and below 1.</param>
    /// <param name="epsilon">What keeps the divisor away from 0, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN, the epsilon is 0, or a beta is out of its range.</exception>
    public AdamW(float learningRate = 0.001f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f)
        : base(learningRate, remembered: 2)
    {
        Beta1 = Share(beta1, "beta1", nameof(beta1));
        Beta2 = Share(beta2, "beta2", nameof(beta2));
        Epsilon = AboveZero(epsilon, "epsilon", nameof(epsilon));
    }

    /// <summary>How much of the past gradients is remembered.</summary>
    public float Beta1 { get; }

    /// <summary>How much of the past squares is remembered.</summary>
    public float Beta2 { get; }

    /// <summary>What keeps the divisor away from 0.</summary>
    public float Epsilon { get; }

    private protected override void Step(Memory memory, float scale, Block values, Block gradients)
    {
        var step = AdamMoments.At(memory.Step, LearningRate, Beta1, Beta2, Epsilon, penalty: 0, kept: 1 - LearningRate * WeightDecay, scale: scale);
        Map.Run(step, [values.Length], values, gradients, memory[0], memory[1]);
    }
}
