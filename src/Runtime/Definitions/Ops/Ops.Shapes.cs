namespace NNGen;

/// <content>The same elements in another shape, and elements repeated.</content>
public static partial class Ops
{
    /// <summary>
    /// The elements of x, row-major, in another shape; one dim may be −1, which is then what the others leave.
    /// Gradient: dy in the shape of x.
    /// </summary>
    /// <exception cref="ShapeException">The shape has another number of elements, or −1 has no answer or several.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dim is below −1.</exception>
    public static Var Reshape(Var x, params int[] shape)
    {
        string text = $"({string.Join(", ", shape)})";
        int[] dims = [.. shape];
        int free = Array.IndexOf(dims, -1);
        if (free >= 0)
        {
            if (Array.LastIndexOf(dims, -1) != free) throw new ShapeException($"Reshape: {x.Shape} to {text}: only one dim may be -1.");
            dims[free] = 1;
            int others = new Shape(dims).Size;
            if (others == 0) throw new ShapeException($"Reshape: {x.Shape} to {text}: beside a dim of 0, -1 could be any number.");
            if (x.Shape.Size % others != 0)
                throw new ShapeException($"Reshape: {x.Shape} to {text}: {x.Shape.Size} elements are not a multiple of {others}.");
            dims[free] = x.Shape.Size / others;
        }

        Shape to = new(dims);
        if (to.Size != x.Shape.Size)
            throw new ShapeException($"Reshape: {x.Shape} to {text}: there are {x.Shape.Size} elements on the one side, {to.Size} on the other.");
        return new(to, x.ToArray());
    }

    /// <summary>x with all dims from an axis on made one: (N, C, H, W) becomes (N, C·H·W). Gradient: dy in the shape of x.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Var Flatten(Var x, int startAxis = 1)
    {
        int start = x.Shape.Axis("Flatten", startAxis);
        return new(x.Shape.Replace(start, x.Shape.Rank, x.Shape.SizeOf(start, x.Shape.Rank)), x.ToArray());
    }

    /// <summary>x with a dim of 1 inserted, which is then that axis of the result. Gradient: dy in the shape of x.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not one of the result.</exception>
    public static Var ExpandDims(Var x, int axis)
    {
        int resultRank = x.Shape.Rank + 1;
        if (axis < -resultRank || axis >= resultRank)
        {
            throw new ArgumentOutOfRangeException(
                nameof(axis), $"ExpandDims: a dim cannot be inserted into {x.Shape} at axis {axis}; the result has rank {resultRank}, with axes {-resultRank}..{resultRank - 1}.");
        }

        int at = axis < 0 ? axis + resultRank : axis;
        return new(x.Shape.Replace(at, at, 1), x.ToArray());
    }

    /// <summary>x without an axis that is 1. Gradient: dy in the shape of x.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis is not 1.</exception>
    public static Var Squeeze(Var x, int axis)
    {
        int at = x.Shape.Axis("Squeeze", axis);
        if (x.Shape[at] != 1) throw new ShapeException($"Squeeze: axis {axis} of {x.Shape} is {x.Shape[at]}, not 1.");
        return new(x.Shape.Replace(at, at + 1), x.ToArray());
    }

    /// <summary>x stretched to a shape, as broadcasting would. Gradient: dy summed over what was stretched.</summary>
    /// <exception cref="ShapeException">x does not stretch to that shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dim is negative.</exception>
    public static Var BroadcastTo(Var x, params int[] shape)
    {
        Shape to = new(shape);
        Broadcasting.Expect("BroadcastTo", x.Shape, to);
        var data = x.Data;
        double[] result = new double[to.Size];
        for (int i = 0; i < result.Length; i++) result[i] = data[Broadcasting.Source(x.Shape, to, i)];
        return new(to, result);
    }

    /// <summary>
    /// Each entry along an axis, <paramref name="count"/> times in a row, as NumPy's <c>repeat</c>: D becomes count·D.
    /// Gradient: dx = Σ dy over the copies of each entry.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the count is negative.</exception>
    public static Var Repeat(Var x, int count, int axis)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), $"Repeat: the count cannot be negative, but is {count}.");
        int at = x.Shape.Axis("Repeat", axis);
        return AlongAxis(x, at, checked(x.Shape[at] * count), lane => [.. lane.SelectMany(v => Enumerable.Repeat(v, count))]);
    }
}
