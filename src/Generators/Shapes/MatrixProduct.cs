using System.Diagnostics.CodeAnalysis;

namespace NNGen.Generators.Shapes;

/// <summary>(…, M, K) · (…, K, N) = (…, M, N); the leading dims broadcast.</summary>
internal static class MatrixProduct
{
    /// <summary>The shape of a matrix product, or what of the two shapes does not go together.</summary>
    /// <param name="transposeA">Whether a is given as (…, K, M).</param>
    /// <param name="transposeB">Whether b is given as (…, N, K).</param>
    /// <param name="guards">Gets a conflict for each pair of dims that is equal only for some values: the generated code has to look.</param>
    public static bool TryShape(
        Shape a, Shape b, bool transposeA, bool transposeB, Facts facts,
        [NotNullWhen(true)] out Shape? result, [NotNullWhen(false)] out ShapeConflict? conflict, ICollection<ShapeConflict>? guards = null)
    {
        result = null;
        if (a.Rank < 2 || b.Rank < 2)
        {
            conflict = ShapeConflict.OfRanks(a, b);
            return false;
        }
        (int rows, int innerA) = transposeA ? (-1, -2) : (-2, -1);
        (int innerB, int columns) = transposeB ? (-1, -2) : (-2, -1);
        Agreement agreement = Unification.Compare(a[innerA], b[innerB], facts);
        var inner = new ShapeConflict(ShapeConflictKind.Dims, a, innerA, b, innerB, agreement, Stretches: false);
        if (agreement == Agreement.Never)
        {
            conflict = inner;
            return false;
        }
        if (agreement == Agreement.Undecided) guards?.Add(inner);
        if (!Broadcasting.TryBroadcast(a, b, 2, facts, out Shape? leading, out conflict, guards)) return false;
        result = new Shape(new EquatableArray<Dim>(leading.Dims.Append(a[rows]).Append(b[columns])), leading.HasLeading);
        return true;
    }
}
