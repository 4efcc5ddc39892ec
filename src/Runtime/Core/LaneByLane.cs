using System.Runtime.CompilerServices;

namespace NNGen.Core;

/// <summary>The functions that have no vector form, or none for every argument: the scalar one on each lane in turn.</summary>
internal static unsafe class LaneByLane
{
    public interface IFunction
    {
        static abstract float Of(float x, float y);
    }

    public readonly struct Sin : IFunction
    {
        public static float Of(float x, float y) => MathF.Sin(x);
    }

    public readonly struct Cos : IFunction
    {
        public static float Of(float x, float y) => MathF.Cos(x);
    }

    public readonly struct Pow : IFunction
    {
        public static float Of(float x, float y) => MathF.Pow(x, y);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Apply<V, TFunction>(V x, V y)
        where V : struct, IVec<V>
        where TFunction : struct, IFunction
    {
        float* first = stackalloc float[V.Count];
        float* second = stackalloc float[V.Count];
        V.Store(first, x);
        V.Store(second, y);
        for (int lane = 0; lane < V.Count; lane++) first[lane] = TFunction.Of(first[lane], second[lane]);
        return V.Load(first);
    }
}
