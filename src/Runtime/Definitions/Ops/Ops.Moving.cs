namespace NNGen;

/// <content>Elements in other places: axes reordered, cut, joined, padded, turned around.</content>
public static partial class Ops
{
    /// <summary>
    /// x with its axes in another order, as NumPy's <c>transpose</c>: axis d of the result is axis <c>axes[d]</c> of x, so (A, B, C) by
    /// 2, 0, 1 becomes (C, A, B). Negative axes count from the end. Gradient: dy with its axes put back.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">An axis is named twice, or not at all.</exception>
    public static Var Permute(Var x, params int[] axes)
    {
        int[] from = [.. axes.Select(axis => x.Shape.Axis("Permute", axis))];
        if (from.Length != x.Shape.Rank || from.Distinct().Count() != from.Length)
            throw new ShapeException($"Permute: each axis of {x.Shape} should be named once, but the axes are ({string.Join(", ", axes)}).");
        Shape shape = new([.. from.Select(axis => x.Shape[axis])]);
        return At(shape, x, place =>
        {
            int[] source = new int[place.Length];
            for (int axis = 0; axis < from.Length; axis++) source[from[axis]] = place[axis];
            return source;
        });
    }

    /// <summary>
    /// The entries <paramref name="start"/> to before <paramref name="start"/> + <paramref name="length"/> along an axis.
    /// Gradient: dy at those entries, 0 elsewhere.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The entries are not all there.</exception>
    public static Var Slice(Var x, int axis, int start, int length)
    {
        int at = x.Shape.Axis("Slice", axis);
        if (start < 0 || length < 0 || (long)start + length > x.Shape[at])
            throw new ShapeException($"Slice: {length} entries from {start} on do not lie in axis {axis} of {x.Shape}, which has {x.Shape[at]}.");
        return AlongAxis(x, at, length, lane => lane[start..(start + length)]);
    }

    /// <summary>
    /// x with <paramref name="before"/> and <paramref name="after"/> entries of a value added along an axis. Gradient: dy without what was added.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or a number of entries is negative.</exception>
    public static Var Pad(Var x, int axis, int before, int after, float value = 0)
    {
        int at = x.Shape.Axis("Pad", axis);
        if (before < 0) throw new ArgumentOutOfRangeException(nameof(before), $"Pad: the entries before cannot be negative, but are {before}.");
        if (after < 0) throw new ArgumentOutOfRangeException(nameof(after), $"Pad: the entries after cannot be negative, but are {after}.");
        return AlongAxis(x, at, checked(before + x.Shape[at] + after), lane => [.. Enumerable.Repeat((double)value, before), .. lane, .. Enumerable.Repeat((double)value, after)]);
    }

    /// <summary>x with the entries along an axis in the opposite order. Gradient: dy, turned around likewise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Var Flip(Var x, int axis)
    {
        int at = x.Shape.Axis("Flip", axis);
        return AlongAxis(x, at, x.Shape[at], lane => [.. lane.Reverse()]);
    }

    /// <summary>
    /// Tensors joined along an axis, in which they may differ: (N, A) and (N, B) along axis 1 become (N, A + B).
    /// Gradient: each gets its own part of dy.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">There is nothing to join, or the shapes differ in another axis.</exception>
    public static Var Concat(int axis, params Var[] xs)
    {
        if (xs.Length == 0) throw new ShapeException("Concat: there is nothing to join.");
        Shape first = xs[0].Shape;
        int at = first.Axis("Concat", axis);
        foreach (Var x in xs)
        {
            if (x.Shape.Rank != first.Rank || x.Shape.Replace(at, at + 1, first[at]) != first)
                throw new ShapeException($"Concat: {first} and {x.Shape} cannot be joined along axis {axis}: the other dims should be the same.");
        }

        Shape shape = first.Replace(at, at + 1, xs.Sum(x => x.Shape[at]));
        double[] result = new double[shape.Size];
        int outer = shape.SizeOf(0, at), written = 0;
        for (int o = 0; o < outer; o++)
        {
            foreach (Var x in xs)
            {
                int width = x.Shape.SizeOf(at, x.Shape.Rank);
                x.Data.Slice(o * width, width).CopyTo(result.AsSpan(written));
                written += width;
            }
        }

        return new(shape, result);
    }

    /// <summary>
    /// Tensors of one shape along a new axis, which is then that axis of the result: two of (N, D) along axis 1 become (N, 2, D).
    /// Gradient: each gets its own entry of dy.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not one of the result.</exception>
    /// <exception cref="ShapeException">There is nothing to stack, or the shapes differ.</exception>
    public static Var Stack(int axis, params Var[] xs)
    {
        if (xs.Length == 0) throw new ShapeException("Stack: there is nothing to stack.");
        foreach (Var x in xs)
            if (x.Shape != xs[0].Shape) throw new ShapeException($"Stack: {xs[0].Shape} and {x.Shape} are not of one shape.");
        return Concat(axis, [.. xs.Select(x => ExpandDims(x, axis))]);
    }

    /// <summary>A tensor of which each element is one of x: that at the position which a function gives for the position in the result.</summary>
    private static Var At(Shape shape, Var x, Func<int[], int[]> source)
    {
        var data = x.Data;
        double[] result = new double[shape.Size];
        int[] place = new int[shape.Rank];
        for (int i = 0; i < result.Length; i++)
        {
            for (int axis = shape.Rank - 1, left = i; axis >= 0; axis--) (left, place[axis]) = Math.DivRem(left, shape[axis]);
            int[] position = source(place);
            int from = 0;
            for (int axis = 0; axis < x.Shape.Rank; axis++) from = from * x.Shape[axis] + position[axis];
            result[i] = data[from];
        }

        return new(shape, result);
    }
}
