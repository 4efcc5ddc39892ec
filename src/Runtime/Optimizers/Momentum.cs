using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// Gradient descent with momentum (Polyak, 1964): v ← momentum · v − learning rate · g, then w ← w + v. v starts at 0.
/// </summary>
public sealed class Momentum : Optimizer
{
    /// <param name="learningRate">The size of a step.</param>
    /// <param name="momentum">How much of the last step goes into the next, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative, infinite or NaN, or the momentum is out of its range.</exception>
    public Momentum(float learningRate, float momentum = 0.9f)
        : base(learningRate, remembered: 1)
        => Coefficient = Share(momentum, "momentum", nameof(momentum));

    /// <summary>How much of the last step goes into the next.</summary>
    public float Coefficient { get; }

    private protected override void Step(Memory memory, float scale, Block values, Block gradients)
        => Map.Run(new Rule(LearningRate, Coefficient, WeightDecay, scale), [values.Length], values, gradients, memory[0]);

    private readonly struct Rule(float rate, float momentum, float decay, float scale) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
        {
            V w = at.Load(0);
            V g = V.FusedMultiplyAdd(V.Broadcast(scale), at.Load(1), V.Broadcast(decay) * w);
            V v = V.FusedMultiplyAdd(V.Broadcast(-rate), g, V.Broadcast(momentum) * at.Load(2));
            at.Store(2, v);
            at.Store(0, w + v);
        }
    }
}
