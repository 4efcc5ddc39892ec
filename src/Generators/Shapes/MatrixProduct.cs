using System.Diagnostics.CodeAnalysis;

namespace NNGen.Generators.Shapes;

/// <summary>
/// (…, M, K) · (…, K, N) = (…, M, N); the leading dims broadcast. A vector is a row on the left and a column on the right, and the result
/// is without the dim that makes it one: (K) · (…, K, N) = (…, N), (…, M, K) · (K) = (…, M), (K) · (K) = ().
/// </summary>
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
        if (a.Rank == 0 || b.Rank == 0 || (transposeA && a.Rank == 1) || (transposeB && b.Rank == 1))
        {
            conflict = ShapeConflict.OfRanks(a, b);
            return false;
        }
        (int rows, int innerA) = transposeA ? (-1, -2) : (-2, -1);
        (int innerB, int columns) = transposeB || b.Rank == 1 ? (-1, -2) : (-2, -1);
        Agreement agreement = Unification.Compare(a[innerA], b[innerB], facts);
        var inner = new ShapeConflict(ShapeConflictKind.Dims, a, innerA, b, innerB, agreement, Stretches: false);
        if (agreement == Agreement.Never)
        {
            conflict = inner;
            return false;
        }
        if (agreement == Agreement.Undecided) guards?.Add(inner);
        if (!Broadcasting.TryBroadcast(a, b, 2, facts, out Shape? leading, out conflict, guards)) return false;
        Dim[] matrix = [.. a.Rank > 1 ? [a[rows]] : Array.Empty<Dim>(), .. b.Rank > 1 ? [b[columns]] : Array.Empty<Dim>()];
        result = new Shape(new EquatableArray<Dim>(leading.Dims.Concat(matrix)), leading.HasLeading);
        return true;
    }
}
