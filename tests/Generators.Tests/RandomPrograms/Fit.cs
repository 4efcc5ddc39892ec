namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>What has to hold for the shapes of a step to fit, and does not.</summary>
internal sealed class Fit
{
    /// <summary>Pairs that would have to be equal.</summary>
    public List<(Extent Left, Extent Right)> Unequal { get; } = [];

    /// <summary>Conditions other than that two extents are equal; each holds for some sizes, and here not for all.</summary>
    public List<(Extent Number, int Divisor)> Indivisible { get; } = [];

    /// <summary>Whether the shapes fit for all sizes.</summary>
    public bool Holds => Unequal.Count == 0 && Indivisible.Count == 0;

    /// <summary>Whether some pair is never taken for equal: two numbers, or two names, which are two different dims.</summary>
    public bool IsNever => Unequal.Any(pair => (pair.Left.Number is not null && pair.Right.Number is not null) || (pair.Left.IsName && pair.Right.IsName));

    public Extent Same(Extent left, Extent right)
    {
        if (!left.Equals(right)) Unequal.Add((left, right));
        return left;
    }

    /// <summary>The result of an operation for which two shapes of one rank have to be the same.</summary>
    public Extents Same(Extents left, Extents right, Extents result)
    {
        for (int axis = 0; axis < left.Rank; axis++) Same(left[axis], right[axis]);
        return result;
    }

    /// <summary>A value stretched to a shape; null where it has too many axes for that.</summary>
    public Extents? Stretch(Extents from, Extents to)
    {
        if (from.Rank > to.Rank) return null;
        for (int i = 1; i <= from.Rank; i++)
            if (!from[-i].IsOne) Same(from[-i], to[-i]);
        return to;
    }

    /// <summary>A number of elements in parts; the quotient is exact where the calculus can see it.</summary>
    public Extent Divide(Extent number, int divisor)
    {
        if ((divisor * number.DividedBy(divisor)).Equals(number)) return number.DividedBy(divisor);
        Indivisible.Add((number, divisor));
        return number;
    }

    /// <summary>Aligned on the right; 1 stretches.</summary>
    public Extents Broadcast(Extents left, Extents right)
    {
        var axes = new List<Extent>();
        for (int i = Math.Max(left.Rank, right.Rank); i >= 1; i--)
        {
            Extent a = i <= left.Rank ? left[-i] : Extent.One, b = i <= right.Rank ? right[-i] : Extent.One;
            axes.Add(a.IsOne ? b : b.IsOne ? a : Same(a, b));
        }

        return new(axes);
    }
}
