using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>How two shapes differ, in words.</summary>
internal static class ShapeText
{
    /// <summary>The first difference for good between a declared shape and the one that is there; what depends on the sizes goes to <paramref name="undecided"/>.</summary>
    public static Difference? Compare(Shape expected, Shape actual, Facts facts, Action<int, Dim, Dim> undecided)
    {
        if (expected.Rank != actual.Rank) return new($"{Count(actual.Rank, "dim")} instead of {(expected.Rank == 0 ? "none" : expected.Rank)}");
        for (int axis = 0; axis < expected.Rank; axis++)
            if (Unification.Compare(expected[axis], actual[axis], facts) == Agreement.Never)
                return new($"{actual[axis]}, its {Place(axis, actual.Rank)} dim, is not {expected[axis]}{Example(expected, actual, axis, facts)}");
        for (int axis = 0; axis < expected.Rank; axis++)
            if (Unification.Compare(expected[axis], actual[axis], facts) == Agreement.Undecided) undecided(axis, expected[axis], actual[axis]);
        return null;
    }

    /// <summary>"; with N=1, H=2, K=3: (1, 2) against (1, 3)", or nothing where there is no small example.</summary>
    public static string Example(Shape expected, Shape actual, int axis, Facts facts)
        => Witness.TryFind([expected, actual], expected[axis], actual[axis], facts, out Witness? witness) ? "; " + witness.Render("against") : "";

    /// <summary>"first", "second", "last".</summary>
    public static string Place(int axis, int rank)
    {
        string[] ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
        if (rank == 1) return "only";
        return axis == rank - 1 || axis >= ordinals.Length ? "last" : ordinals[axis];
    }

    /// <summary>"no dims", "1 dim", "2 dims".</summary>
    public static string Count(int count, string noun) => count switch
    {
        0 => $"no {noun}s",
        1 => $"1 {noun}",
        _ => $"{count} {noun}s",
    };

    internal sealed record Difference(string Text);
}
