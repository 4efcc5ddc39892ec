using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// RMSProp (Tieleman and Hinton, 2012), AdaGrad that forgets: h ← decay rate · h + (1 − decay rate) · g², then
/// w ← w − learning rate · g / (√h + epsilon). h starts at 0.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="decayRate">How much of the past squares is remembered, at least 0 and below 1.</param>
    /// <param name="epsilon">What keeps the divisor away from 0, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN, the epsilon is 0, or the decay rate is out of its range.</exception>
    public RmsProp(float learningRate = 0.01f, float decayRate = 0.99f, float epsilon = 1e-7f)
        : base(learningRate, remembered: 1)
    {
        DecayRate = Share(decayRate, "decay rate", nameof(decayRate));
        Epsilon = AboveZero(epsilon, "epsilon", nameof(epsilon));
    }

    /// <summary>How much of the past squares is remembered.</summary>
    public float DecayRate { get; }

    /// <summary>What keeps the divisor away from 0.</summary>
    public float Epsilon { get; }

    private protected override void Step(Memory memory, float scale, Block values, Block gradients)
        => Map.Run(new Rule(LearningRate, DecayRate, Epsilon, WeightDecay, scale), [values.Length], values, gradients, memory[0]);

    private readonly struct Rule(float rate, float decayRate, float epsilon, float decay, float scale) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
        {
            V w = at.Load(0);
            V g = V.FusedMultiplyAdd(V.Broadcast(scale), at.Load(1), V.Broadcast(decay) * w);
            V h = V.FusedMultiplyAdd(V.Broadcast(decayRate), at.Load(2), V.Broadcast(1 - decayRate) * g * g);
            at.Store(2, h);
            at.Store(0, w - V.Broadcast(rate) * g / (V.Sqrt(h) + V.Broadcast(epsilon)));
        }
    }
}
