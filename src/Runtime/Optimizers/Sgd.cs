using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen;

/// <summary>Plain stochastic gradient descent (Robbins and Monro, 1951): w ← w − learning rate · g.</summary>
public sealed class Sgd : Optimizer
{
    /// <summary>An optimizer of the given learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative, infinite or NaN.</exception>
    public Sgd(float learningRate)
        : base(learningRate, remembered: 0)
    {
    }

    private protected override void Step(Memory memory, float scale, Block values, Block gradients)
        => Map.Run(new Rule(LearningRate, WeightDecay, scale), [values.Length], values, gradients);

    private readonly struct Rule(float rate, float decay, float scale) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
        {
            V w = at.Load(0);
            V g = V.FusedMultiplyAdd(V.Broadcast(scale), at.Load(1), V.Broadcast(decay) * w);
            at.Store(0, V.FusedMultiplyAdd(V.Broadcast(-rate), g, w));
        }
    }
}
