using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Core;

/// <summary>The sum over the lanes of each of many vectors.</summary>
internal static unsafe class LaneSums
{
    /// <summary>Adds up each of <paramref name="count"/> vectors that lie one after another, and leaves the sums where the first of them began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V>(float* vectors, int count) where V : struct, IVec<V>
    {
        int i = 0;
        if (V.Count >= 4 && Sse.IsSupported)
        {
            // Four at once: half the work of one after another.
            for (; i <= count - 4; i += 4)
            {
                float* four = vectors + (nint)i * V.Count;
                Vector128<float> a = Four<V>(four), b = Four<V>(four + V.Count), c = Four<V>(four + 2 * V.Count), d = Four<V>(four + 3 * V.Count);
                Vector128<float> ab = Sse.UnpackLow(a, b) + Sse.UnpackHigh(a, b), cd = Sse.UnpackLow(c, d) + Sse.UnpackHigh(c, d);
                (Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab)).Store(vectors + i);
            }
        }

        for (; i < count; i++) vectors[i] = V.Sum(V.Load(vectors + (nint)i * V.Count));
    }

    /// <summary>A vector of any width, added up until four lanes are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Four<V>(float* vector) where V : struct, IVec<V>
    {
        Vector128<float> sum = Vector128.Load(vector);
        if (V.Count >= 8) sum += Vector128.Load(vector + 4);
        if (V.Count >= 16) sum += Vector128.Load(vector + 8) + Vector128.Load(vector + 12);
        return sum;
    }
}
