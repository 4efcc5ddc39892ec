namespace NNGen;

/// <content>Parts of a tensor, by indices and ranges.</content>
public partial class Var
{
    /// <summary>
    /// A part of the tensor: each item is one axis, an index drops its axis, a range keeps it, and trailing axes may be left out.
    /// Of x (N, T, D), <c>x[.., ^1]</c> is the last step, (N, D), and <c>x[.., 1.., ..4]</c> is (N, T − 1, 4).
    /// Gradient: dy at what was taken, 0 elsewhere.
    /// </summary>
    /// <exception cref="ShapeException">There are more items than axes, or an item takes what is not there.</exception>
    public Var this[params AxisItem[] items]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(items);
            string text = $"x[{string.Join(", ", items)}]";
            if (items.Length > Shape.Rank) throw new ShapeException($"{text}: there are {items.Length} items for the {Shape.Rank} axes of {Shape}.");
            Var part = this;
            for (int axis = items.Length - 1; axis >= 0; axis--)
            {
                int size = Shape[axis];
                (int start, int length) = items[axis].Of(size);
                if (start < 0 || length < 0 || start + length > size)
                    throw new ShapeException($"{text}: {items[axis]} does not lie in axis {axis} of {Shape}, which has {size}.");
                part = Ops.Slice(part, axis, start, length);
                if (items[axis].IsIndex) part = Ops.Squeeze(part, axis);
            }

            return part;
        }
    }
}
