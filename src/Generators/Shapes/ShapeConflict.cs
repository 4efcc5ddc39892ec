namespace NNGen.Generators.Shapes;

/// <summary>What of two shapes does not go together.</summary>
internal enum ShapeConflictKind
{
    /// <summary>Two dims are not the same, or not known to be.</summary>
    Dims,

    /// <summary>A shape has too few dims for the operation, or leading dims that cannot be lined up.</summary>
    Rank,
}

/// <summary>Two shapes that do not go together, or go together only where the generated code finds two dims equal.</summary>
/// <param name="LeftAxis">The axis of the left shape, counted from the right: −1 is the last.</param>
/// <param name="RightAxis">The axis of the right shape, counted the same way.</param>
/// <param name="Agreement"><see cref="Agreement.Never"/> for an error, <see cref="Agreement.Undecided"/> for a guard.</param>
/// <param name="Stretches">Whether a dim of length 1 would go with every other here, so that an example must not show one.</param>
internal sealed record ShapeConflict(
    ShapeConflictKind Kind, Shape Left, int LeftAxis, Shape Right, int RightAxis, Agreement Agreement, bool Stretches)
{
    /// <summary>The dim of the left shape that is meant; null when the ranks are.</summary>
    public Dim? LeftDim => Kind == ShapeConflictKind.Dims ? Left[LeftAxis] : null;

    /// <summary>The dim of the right shape that is meant; null when the ranks are.</summary>
    public Dim? RightDim => Kind == ShapeConflictKind.Dims ? Right[RightAxis] : null;

    public static ShapeConflict OfRanks(Shape left, Shape right) => new(ShapeConflictKind.Rank, left, 0, right, 0, Agreement.Never, false);

    /// <summary><c>I of (N, I) is not H of (H, O)</c>, <c>H of (N, H) is not known to be 3 of (3)</c>.</summary>
    public override string ToString()
    {
        if (Kind == ShapeConflictKind.Rank) return $"the ranks of {Left} and {Right} do not go together";
        return $"{LeftDim} of {Left} is not {(Agreement == Agreement.Undecided ? "known to be " : "")}{RightDim} of {Right}";
    }
}
