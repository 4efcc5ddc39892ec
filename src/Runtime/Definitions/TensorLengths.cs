namespace NNGen;

/// <summary>Shapes as the lengths that <see cref="System.Numerics.Tensors"/> takes.</summary>
internal static class TensorLengths
{
    /// <summary>The dims; for a scalar one length of 1, since there a tensor without lengths has no elements.</summary>
    public static nint[] Of(Shape shape)
    {
        if (shape.Rank == 0) return [1];
        nint[] lengths = new nint[shape.Rank];
        for (int axis = 0; axis < lengths.Length; axis++) lengths[axis] = shape[axis];
        return lengths;
    }
}
