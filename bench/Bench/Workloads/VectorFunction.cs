using System.Runtime.CompilerServices;
using NNGen.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>An elementary function over floats that stay in the first-level cache.</summary>
/// <typeparam name="TKernel">The function, as the generator emits it: operand 0 is x, operand 1 the result.</typeparam>
/// <param name="name">The function's name.</param>
/// <param name="kernel">Ours.</param>
/// <param name="peer">libtorch's, into a new tensor, as it is commonly called.</param>
/// <param name="positive">Whether only positive numbers have a value.</param>
internal sealed class VectorFunction<TKernel>(string name, TKernel kernel, Func<Tensor, Tensor> peer, bool positive = false) : Workload
    where TKernel : struct, IMap
{
    private const int Count = 4096;

    public override string Name => name;

    public override int Elements => Count;

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = [.. Numbers.Of(Count).Select(value => positive ? 1e-3f + 8 * Math.Abs(value) : 8 * value)];
        var arena = new Arena();
        arena.Reserve(Count, Count);
        Block x = arena[0], y = arena[1];
        data.CopyTo(x.Span);
        Tensor tx = Torch.Of(data, Count);
        void Step() => Map.Run(kernel, [Count], x, y);
        return
        [
            new("NNGen", Step, () =>
            {
                Step();
                return [new("the outputs", y.Span.ToArray())];
            }),
            Inference.Torchs(() => peer(tx)),
        ];
    }
}

internal readonly struct ExpKernel : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(1, V.Exp(at.Load(0)));
}

internal readonly struct TanhKernel : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(1, V.Tanh(at.Load(0)));
}

internal readonly struct SigmoidKernel : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(1, V.Sigmoid(at.Load(0)));
}

internal readonly struct LogKernel : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(Lanes<V> at) where V : struct, IVec<V> => at.Store(1, V.Log(at.Load(0)));
}
