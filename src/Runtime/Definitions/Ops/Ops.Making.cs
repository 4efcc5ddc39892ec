namespace NNGen;

/// <summary>
/// The operators of a definition (<c>using static NNGen.Ops;</c>). To the compiler each call is a node of the graph; run on
/// <see cref="Var"/>s it computes at once, in double precision, with the simplest code that is right.
/// </summary>
/// <remarks>
/// Negative axes count from the end; an axis that does not exist throws <see cref="ArgumentOutOfRangeException"/>. Shapes
/// that do not fit throw <see cref="ShapeException"/>. NaN and infinities pass through. In the gradients dy is the gradient
/// of the result, y the result.
/// </remarks>
public static partial class Ops
{
    /// <summary>A tensor of the given shape with the same value everywhere; no dims make a scalar. No gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dim is negative.</exception>
    public static Var Full(float value, params int[] shape)
    {
        Shape of = new(shape);
        double[] data = new double[of.Size];
        Array.Fill(data, value);
        return new(of, data);
    }

    /// <summary>0, 1, 2, … up to <paramref name="count"/> − 1: (count). No gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static Var Arange(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(new(count), [.. Enumerable.Range(0, count).Select(i => (double)i)]);
    }

    /// <summary>x itself, as a constant. No gradient flows through it.</summary>
    /// <remarks>A numerical gradient does not know of it, and sees the identity.</remarks>
    public static Var StopGradient(Var x) => new(x.Shape, x.ToArray());
}
