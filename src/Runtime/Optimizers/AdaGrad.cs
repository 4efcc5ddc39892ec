using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// AdaGrad (Duchi, Hazan and Singer, 2011), smaller steps where the gradients have been large: h ← h + g², then
/// w ← w − learning rate · g / (√h + epsilon). h starts at 0.
/// </summary>
public sealed class AdaGrad : Optimizer
{
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="epsilon">What keeps the divisor away from 0, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN, or epsilon is 0.</exception>
    public AdaGrad(float learningRate = 0.01f, float epsilon = 1e-7f)
        : base(learningRate, remembered: 1)
        => Epsilon = AboveZero(epsilon, "epsilon", nameof(epsilon));

    /// <summary>What keeps the divisor away from 0.</summary>
    public float Epsilon { get; }

    private protected override void Step(Memory memory, float scale, Block values, Block gradients)
        => Map.Run(new Rule(LearningRate, Epsilon, WeightDecay, scale), [values.Length], values, gradients, memory[0]);

    private readonly struct Rule(float rate, float epsilon, float decay, float scale) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
        {
            V w = at.Load(0);
            V g = V.FusedMultiplyAdd(V.Broadcast(scale), at.Load(1), V.Broadcast(decay) * w);
            V h = V.FusedMultiplyAdd(g, g, at.Load(2));
            at.Store(2, h);
            at.Store(0, w - V.Broadcast(rate) * g / (V.Sqrt(h) + V.Broadcast(epsilon)));
        }
    }
}
