using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>How a loop over a shape steps through an operand that is broadcast to it: elements to move along each axis, 0 where it is stretched.</summary>
internal static class Strides
{
    /// <summary>The strides of a value that lies row by row.</summary>
    public static IReadOnlyList<Dim> Dense(Shape shape)
    {
        var strides = new Dim[shape.Rank];
        Dim step = Dim.One;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= shape[axis];
        }

        return strides;
    }

    /// <summary>One stride for each axis of <paramref name="iteration"/>.</summary>
    public static IReadOnlyList<Dim> Of(Shape operand, Shape iteration) => Of(operand, Dense(operand), iteration);

    /// <summary>The same, of an operand that lies at some strides.</summary>
    public static IReadOnlyList<Dim> Of(Shape operand, IReadOnlyList<Dim> steps, Shape iteration)
    {
        var strides = new Dim[iteration.Rank];
        for (int fromRight = 1; fromRight <= iteration.Rank; fromRight++)
        {
            int axis = operand.Rank - fromRight;
            strides[iteration.Rank - fromRight] = axis < 0 || operand[axis].Equals(Dim.One) ? Dim.Zero : steps[axis];
        }

        return strides;
    }

    /// <summary>Joins neighbouring axes over which every operand moves as over one, so that loops are as long and as few as can be.</summary>
    public static (IReadOnlyList<Dim> Extents, IReadOnlyList<IReadOnlyList<Dim>> Operands) Collapse(Shape iteration, IReadOnlyList<Shape> operands)
        => Collapse(iteration, [.. operands.Select(operand => Of(operand, iteration))]);

    /// <summary>The same, of operands with a stride for each axis.</summary>
    public static (IReadOnlyList<Dim> Extents, IReadOnlyList<IReadOnlyList<Dim>> Operands) Collapse(Shape iteration, IReadOnlyList<IReadOnlyList<Dim>> operands)
    {
        List<Dim> extents = [.. iteration.Dims];
        List<List<Dim>> strides = [.. operands.Select(operand => operand.ToList())];
        for (int axis = extents.Count - 2; axis >= 0; axis--)
        {
            Dim inner = extents[axis + 1];
            if (!strides.All(operand => Joins(operand[axis], operand[axis + 1], extents[axis], inner))) continue;
            foreach (List<Dim> operand in strides)
            {
                // An axis of size 1 has no stride of its own; its neighbour's is the one that counts.
                if (inner.Equals(Dim.One)) operand.RemoveAt(axis + 1);
                else operand.RemoveAt(axis);
            }

            extents[axis] *= inner;
            extents.RemoveAt(axis + 1);
        }

        return (extents, strides);
    }

    /// <summary>The strides over [before, along, after] the reduced axes; null if an operand does not move evenly over one of the three.</summary>
    public static IReadOnlyList<Dim>? Around(Shape operand, Shape iteration, int axis, int count)
    {
        IReadOnlyList<Dim> all = Of(operand, iteration);
        var three = new List<Dim>();
        foreach ((int start, int length) in new[] { (0, axis), (axis, count), (axis + count, iteration.Rank - axis - count) })
        {
            Dim stride = Dim.Zero, extent = Dim.One;
            for (int i = start + length - 1; i >= start; i--)
            {
                if (extent.Equals(Dim.One)) stride = all[i];
                else if (!Joins(all[i], stride, iteration[i], extent)) return null;
                extent *= iteration[i];
            }

            three.Add(stride);
        }

        return three;
    }

    /// <summary>True if the operand lies in memory just as the loop goes, so that nothing need be said about strides.</summary>
    public static bool IsDense(IReadOnlyList<Dim> extents, IReadOnlyList<Dim> strides)
    {
        Dim step = Dim.One;
        for (int axis = extents.Count - 1; axis >= 0; axis--)
        {
            if (!strides[axis].Equals(step) && !extents[axis].Equals(Dim.One)) return false;
            step *= extents[axis];
        }

        return true;
    }

    private static bool Joins(Dim outer, Dim inner, Dim outerExtent, Dim innerExtent)
        => outerExtent.Equals(Dim.One) || innerExtent.Equals(Dim.One) || outer.Equals(inner * innerExtent);
}
