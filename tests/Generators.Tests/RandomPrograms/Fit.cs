namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>What has to hold for the shapes of a step to fit, and does not.</summary>
internal sealed class Fit
{
    /// <summary>Pairs that would have to be equal.</summary>
    public List<(Extent Left, Extent Right)> Unequal { get; } = [];

    /// <summary>Conditions other than that two extents are equal; each holds for some sizes, and here not for all.</summary>
    public List<(Extent Number, int Divisor)> Indivisible { get; } = [];

    /// <summary>What would have to be at least a number; more than an empty axis is in the way.</summary>
    public List<(Extent Number, int Least)> TooSmall { get; } = [];

    /// <summary>Whether the result has a length that this calculus has no word for.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>Whether the shapes fit for all sizes.</summary>
    public bool Holds => Unequal.Count == 0 && Indivisible.Count == 0 && TooSmall.Count == 0 && !IsUnknown;

    /// <summary>Whether some pair is never taken for equal: two numbers, or two names, which are two different dims.</summary>
    public bool IsNever => TooSmall.Any(pair => pair.Number.Number is not null) || Unequal.Any(pair => (pair.Left.Number is not null && pair.Right.Number is not null) || (pair.Left.IsName && pair.Right.IsName));

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

    /// <summary>A length of at least so many entries. That there is one at all is no matter of shapes: a call without is refused.</summary>
    public void AtLeast(Extent length, int least)
    {
        if (length.Least < least && (least > 1 || length.Number is not null)) TooSmall.Add((length, least));
    }

    /// <summary>How many windows of a size lie in a length that is padded on both sides, a stride apart.</summary>
    public Extent Windows(Extent length, Extent size, int stride, int padding)
    {
        if (size.Number is { } known && (length + (2 * padding - known)) is var last)
        {
            if (last.Least < 0) TooSmall.Add((length + 2 * padding, known));
            if (last.Floor(stride) is { } steps) return steps + 1;
        }

        IsUnknown = true;
        return length;
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
