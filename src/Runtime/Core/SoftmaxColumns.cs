using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>Softmax down the columns of an axis × inner matrix: a vector of columns at a time.</summary>
internal static unsafe class SoftmaxColumns
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TResult>(float* x, float* y, nint axis, nint inner)
        where V : struct, IVec<V>
        where TResult : struct, ISoftmaxResult
    {
        for (nint column = 0; column < inner; column += V.Count)
        {
            nint count = Math.Min(V.Count, inner - column);
            V max = V.Broadcast(float.NegativeInfinity);
            for (nint row = 0; row < axis; row++) max = V.Max(max, Load<V>(x + row * inner + column, count));

            V sum = V.Zero;
            for (nint row = 0; row < axis; row++)
            {
                V e = V.Apply<VectorMath.ExpWithoutDenormals>(Load<V>(x + row * inner + column, count) - max);
                if (TResult.KeepsExponentials) Store(y + row * inner + column, count, e);
                sum += e;
            }

            if (TResult.IsReduced)
            {
                Store(y + column, count, TResult.Of(sum, max, sum));
                continue;
            }

            float* elements = TResult.KeepsExponentials ? y : x;
            for (nint row = 0; row < axis; row++)
                Store(y + row * inner + column, count, TResult.Of(Load<V>(elements + row * inner + column, count), max, sum));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load<V>(float* address, nint count) where V : struct, IVec<V>
        => count == V.Count ? V.Load(address) : V.LoadFirst(address, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V>(float* address, nint count, V value) where V : struct, IVec<V>
    {
        if (count == V.Count) V.Store(address, value);
        else V.StoreFirst(address, count, value);
    }
}
