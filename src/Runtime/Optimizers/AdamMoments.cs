using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen;

/// <summary>One step of <see cref="Adam"/> and of <see cref="AdamW"/>, which differ in where the weights decay.</summary>
/// <param name="rate">The learning rate, divided by 1 − β₁ᵗ.</param>
/// <param name="root">1 / √(1 − β₂ᵗ).</param>
/// <param name="beta1">How much of the past gradients is remembered.</param>
/// <param name="beta2">How much of the past squares is remembered.</param>
/// <param name="epsilon">What keeps the divisor away from 0.</param>
/// <param name="penalty">What of w is added to its gradient.</param>
/// <param name="kept">What of w is left before the step.</param>
/// <param name="scale">What every gradient is multiplied with.</param>
internal readonly struct AdamMoments(float rate, float root, float beta1, float beta2, float epsilon, float penalty, float kept, float scale) : IMap
{
    /// <summary>The step of number <paramref name="step"/>, from 1 on.</summary>
    public static AdamMoments At(int step, float rate, float beta1, float beta2, float epsilon, float penalty, float kept, float scale) => new(
        (float)(rate / (1 - Math.Pow(beta1, step))), (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step))), beta1, beta2, epsilon, penalty, kept, scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
    {
        V w = at.Load(0);
        V g = V.FusedMultiplyAdd(V.Broadcast(scale), at.Load(1), V.Broadcast(penalty) * w);
        V m = V.FusedMultiplyAdd(V.Broadcast(beta1), at.Load(2), V.Broadcast(1 - beta1) * g);
        V v = V.FusedMultiplyAdd(V.Broadcast(beta2), at.Load(3), V.Broadcast(1 - beta2) * g * g);
        at.Store(2, m);
        at.Store(3, v);
        at.Store(0, V.Broadcast(kept) * w - V.Broadcast(rate) * m / V.FusedMultiplyAdd(V.Sqrt(v), V.Broadcast(root), V.Broadcast(epsilon)));
    }
}
