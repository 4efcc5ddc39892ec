namespace NNGen.Core;

/// <summary>The extents of a batch of products, and how far each steps through the two operands.</summary>
internal readonly unsafe struct BatchExtents(int rank, int count, int* extents, int* aStrides, int* bStrides)
{
    public int Rank => rank;

    /// <summary>The number of products.</summary>
    public int Count => count;

    /// <summary>The index of a product along each extent, and where its operands begin.</summary>
    public void Position(int item, int* position, out int aStart, out int bStart)
    {
        (aStart, bStart) = (0, 0);
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            (item, position[axis]) = Math.DivRem(item, extents[axis]);
            aStart += position[axis] * aStrides[axis];
            bStart += position[axis] * bStrides[axis];
        }
    }
}
