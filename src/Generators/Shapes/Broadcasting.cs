using System.Diagnostics.CodeAnalysis;

namespace NNGen.Generators.Shapes;

/// <summary>
/// NumPy's rule: shapes are lined up at the right, a missing dim and a literal 1 stretch, every other pair has to be equal. A name
/// never stretches, also where its value is 1 when the program runs.
/// </summary>
internal static class Broadcasting
{
    /// <summary>The shape of an elementwise operation on two tensors, or the pair of dims that can never be equal.</summary>
    /// <param name="guards">Gets a conflict for each pair that is equal only for some values: the generated code has to look.</param>
    public static bool TryBroadcast(
        Shape a, Shape b, Facts facts, [NotNullWhen(true)] out Shape? result, [NotNullWhen(false)] out ShapeConflict? conflict, ICollection<ShapeConflict>? guards = null)
        => TryBroadcast(a, b, 0, facts, out result, out conflict, guards);

    /// <summary>The same for all dims but the last <paramref name="skip"/> ones, which are not in the result.</summary>
    internal static bool TryBroadcast(
        Shape a, Shape b, int skip, Facts facts, [NotNullWhen(true)] out Shape? result, [NotNullWhen(false)] out ShapeConflict? conflict, ICollection<ShapeConflict>? guards)
    {
        (result, conflict) = (null, null);
        // Leading dims that are not told line up with nothing but themselves.
        if ((a.HasLeading && (b.HasLeading ? a.Rank != b.Rank : b.Rank > a.Rank)) || (b.HasLeading && !a.HasLeading && a.Rank > b.Rank))
        {
            conflict = ShapeConflict.OfRanks(a, b);
            return false;
        }
        var dims = new List<Dim>();
        for (int axis = -skip - 1; -axis <= Math.Max(a.Rank, b.Rank); axis--)
        {
            if (-axis > a.Rank || -axis > b.Rank)
            {
                dims.Insert(0, -axis > a.Rank ? b[axis] : a[axis]);
                continue;
            }
            if (!TryStretch(a[axis], b[axis], facts, out Dim? dim))
            {
                Agreement agreement = Unification.Compare(a[axis], b[axis], facts);
                var pair = new ShapeConflict(ShapeConflictKind.Dims, a, axis, b, axis, agreement, Stretches: true);
                if (agreement == Agreement.Never)
                {
                    conflict = pair;
                    return false;
                }
                if (agreement == Agreement.Undecided) guards?.Add(pair);
                dim = MoreSpecific(a[axis], b[axis]);
            }
            dims.Insert(0, dim);
        }
        result = new Shape(new EquatableArray<Dim>(dims), a.HasLeading || b.HasLeading);
        return true;
    }

    /// <summary>Of two dims that are equal, the one that says more: a number, or else a name.</summary>
    internal static Dim MoreSpecific(Dim a, Dim b)
    {
        return Rank(b) < Rank(a) ? b : a;

        static int Rank(Dim dim) => dim.TryConstant(out _) ? 0 : dim.TryName(out _) ? 1 : 2;
    }

    private static bool TryStretch(Dim a, Dim b, Facts facts, [NotNullWhen(true)] out Dim? dim)
    {
        // A 1 that stands there before a name that a fact says is 1: the name is what people read.
        dim = a.Equals(Dim.One) ? b : b.Equals(Dim.One) ? a : IsOne(a, facts) ? b : IsOne(b, facts) ? a : null;
        return dim is not null;
    }

    /// <summary>Whether a dim is 1 for all sizes, and so stretches.</summary>
    internal static bool IsOne(Dim dim, Facts facts) => Unification.Compare(dim, Dim.One, facts) == Agreement.Equal;
}
