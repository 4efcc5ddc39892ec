using System.Diagnostics.CodeAnalysis;

namespace NNGen.Generators.Shapes;

/// <summary>The dims of a tensor, outermost first. A scalar has none.</summary>
internal sealed class Shape : IEquatable<Shape>
{
    /// <summary>The text that stands for any leading dims, zero or more.</summary>
    public const string LeadingMark = "...";

    public static readonly Shape Scalar = new([]);

    // Asked for again and again, by every stage.
    private Dim? _size;

    public Shape(params Dim[] dims)
        : this(new EquatableArray<Dim>(dims), hasLeading: false)
    {
    }

    public Shape(IEnumerable<Dim> dims)
        : this(new EquatableArray<Dim>(dims), hasLeading: false)
    {
    }

    public Shape(EquatableArray<Dim> dims, bool hasLeading = false)
    {
        Dims = dims;
        HasLeading = hasLeading;
    }

    public EquatableArray<Dim> Dims { get; }

    /// <summary>Whether zero or more dims that are not told stand before <see cref="Dims"/>.</summary>
    public bool HasLeading { get; }

    /// <summary>The number of <see cref="Dims"/>.</summary>
    public int Rank => Dims.Count;

    /// <summary>The dim of an axis; a negative axis counts from the right, −1 being the last.</summary>
    public Dim this[int axis] => Dims[axis < 0 ? axis + Rank : axis];

    /// <summary>The number of elements: the product of the dims, 1 for a scalar.</summary>
    public Dim Size => _size ??= Dims.Aggregate(Dim.One, static (product, dim) => product * dim);

    /// <summary>All names in the order of their first appearance, each once.</summary>
    public IReadOnlyList<string> Names => [.. Dims.SelectMany(static dim => dim.NamesInOrder).Distinct(StringComparer.Ordinal)];

    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <summary>Reads a shape of which every dim is one text, as <c>[Shape("N", "T", "H*D")]</c> gives it; the first may be <c>"..."</c>.</summary>
    public static bool TryParse(IReadOnlyList<string> texts, [NotNullWhen(true)] out Shape? shape, [NotNullWhen(false)] out ShapeError? error)
    {
        (shape, error) = (null, null);
        bool hasLeading = texts.Count > 0 && texts[0].Trim() == LeadingMark;
        var dims = new List<Dim>();
        for (int i = hasLeading ? 1 : 0; i < texts.Count; i++)
        {
            if (!TryParseDim(texts[i], out Dim? dim, out DimError? dimError))
            {
                error = new ShapeError(i, dimError);
                return false;
            }
            dims.Add(dim);
        }
        shape = new Shape(new EquatableArray<Dim>(dims), hasLeading);
        return true;
    }

    /// <summary>The same shape with another dim at an axis.</summary>
    public Shape With(int axis, Dim dim) => Edited(dims => dims[axis < 0 ? axis + Rank : axis] = dim);

    /// <summary>The shape without an axis.</summary>
    public Shape Remove(int axis) => Edited(dims => dims.RemoveAt(axis < 0 ? axis + Rank : axis));

    /// <summary>The shape with one more dim, which gets the given axis; −1 is after the last.</summary>
    public Shape Insert(int axis, Dim dim) => Edited(dims => dims.Insert(axis < 0 ? axis + Rank + 1 : axis, dim));

    /// <summary>The shape with the given dims in place of the leading ones that were not told.</summary>
    public Shape WithLeading(IEnumerable<Dim> leading) => HasLeading ? new(new EquatableArray<Dim>(leading.Concat(Dims))) : this;

    public Shape Substitute(Func<string, Dim?> replacement) => new(new EquatableArray<Dim>(Dims.Select(dim => dim.Substitute(replacement))), HasLeading);

    public Shape Substitute(IReadOnlyDictionary<string, Dim> replacements)
        => new(new EquatableArray<Dim>(Dims.Select(dim => dim.Substitute(replacements))), HasLeading);

    /// <summary><c>(N, I)</c>, <c>(N)</c>, <c>()</c> for a scalar, <c>(..., I)</c>.</summary>
    public override string ToString()
        => "(" + string.Join(", ", (HasLeading ? new[] { LeadingMark } : []).Concat(Dims.Select(static dim => dim.ToString()))) + ")";

    public bool Equals(Shape? other) => other is not null && HasLeading == other.HasLeading && Dims == other.Dims;

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode() => unchecked(Dims.GetHashCode() * 2 + (HasLeading ? 1 : 0));

    private Shape Edited(Action<List<Dim>> edit)
    {
        var dims = Dims.ToList();
        edit(dims);
        return new(new EquatableArray<Dim>(dims), HasLeading);
    }

    private static bool TryParseDim(string text, [NotNullWhen(true)] out Dim? dim, [NotNullWhen(false)] out DimError? error)
    {
        dim = null;
        if (text.Trim() == LeadingMark)
        {
            error = new(0, text.Length, "\"...\" stands for the leading dims: write it first, and once");
            return false;
        }
        if (!Dim.TryParse(text, out dim, out error)) return false;
        if (!dim.TryConstant(out long value) || value is >= 0 and <= int.MaxValue) return true;
        error = new(0, text.Length, value < 0 ? $"a dim cannot be negative, and this one is {dim}" : $"a dim is an int, and {dim} is too large for one");
        return false;
    }
}

/// <summary>Which text of a shape is no dim, and what is wrong with it.</summary>
/// <param name="Index">The text, counted from 0.</param>
internal sealed record ShapeError(int Index, DimError Error)
{
    public string Message => Error.Message;
}
