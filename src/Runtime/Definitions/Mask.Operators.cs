namespace NNGen;

/// <content>Logic, element by element with broadcasting.</content>
public partial class Mask
{
    /// <summary>Where both are true, element by element with broadcasting. No gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Mask operator &(Mask a, Mask b) => Combine("&", a, b, (x, y) => x && y);

    /// <summary>Where either is true or both are, element by element with broadcasting. No gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Mask operator |(Mask a, Mask b) => Combine("|", a, b, (x, y) => x || y);

    /// <summary>Where x is not true. No gradient.</summary>
    public static Mask operator !(Mask x) => new(x.Shape, [.. x._data.Select(value => !value)]);

    private static Mask Combine(string where, Mask a, Mask b, Func<bool, bool, bool> f)
    {
        Shape shape = Broadcasting.Of(where, a.Shape, b.Shape);
        bool[] result = new bool[shape.Size];
        for (int i = 0; i < result.Length; i++)
            result[i] = f(a._data[Broadcasting.Source(a.Shape, shape, i)], b._data[Broadcasting.Source(b.Shape, shape, i)]);
        return new(shape, result);
    }
}
