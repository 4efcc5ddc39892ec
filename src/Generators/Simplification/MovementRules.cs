using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Simplification;

/// <summary>The rewrites of operators that only move elements; each saves a pass over memory.</summary>
internal static class MovementRules
{
    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        new("permute of a permute", m => m.Is("Permute") && Order(m[0]) is { } inner
            ? Permute.By(m.Algebra[m[0].Node.Operands[0]], [.. Permute.Axes(m.Node).Select(axis => inner[axis])])
            : null),
        new("a permute that leaves all in place", m => m.Is("Permute") && LeavesInPlace(m[0].Shape, Permute.Axes(m.Node)) ? m[0].Reshape(m.Node.Shape) : null),
        new("a permute of the last two axes = xᵀ", m => m.Is("Permute") && IsTranspose(Permute.Axes(m.Node)) ? m[0].Apply("Transpose") : null),
        new("flip of a flip", m => m.Is("Flip") && m.Is(m[0], "Flip", out var x) && m.Node.Int("axis") == m[0].Node.Int("axis") ? x[0] : null),
        new("a slice of everything = x", m => m.Is("Slice") && m.Node.Shape.Equals(m[0].Shape) ? m[0] : null),
        new("slice of a slice", m => m.Is("Slice") && m.Is(m[0], "Slice", out var x) && SameAxis(m)
            ? Slice.Of(x[0], m.Node.Int("axis"), m[0].Node.Dim("start") + m.Node.Dim("start"), m.Node.Dim("length"))
            : null),
        new("a slice that is a part of a concat", PartOfConcat),
        new("a concat of one = x", m => m.Is("Concat") && m.Operands.Count == 1 ? m[0] : null),
        new("concat of a concat", JoinedConcat),
        new("a pad of nothing = x", m => m.Is("Pad") && m.Node.Shape.Equals(m[0].Shape) ? m[0] : null),

        // The gradient of slices of one value, such as the gates of an LSTM, is written once, part by part, instead of being summed up.
        new("a sum of parts that lie apart is a concat", SumOfParts),
    ];

    /// <summary>The order of axes that a value is a permutation by: a transpose is one, too.</summary>
    private static IReadOnlyList<int>? Order(Value value)
    {
        int rank = value.Shape.Rank;
        return value.Node.Operator switch
        {
            "Permute" => Permute.Axes(value.Node),
            "Transpose" => [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2],
            _ => null,
        };
    }

    /// <summary>True if only axes of size 1 change their places.</summary>
    private static bool LeavesInPlace(Shape x, IReadOnlyList<int> axes)
    {
        List<int> moving = [.. axes.Where(axis => !x[axis].Equals(Dim.One))];
        return moving.SequenceEqual(moving.OrderBy(axis => axis));
    }

    private static bool IsTranspose(IReadOnlyList<int> axes)
    {
        int rank = axes.Count;
        return rank >= 2 && axes[rank - 1] == rank - 2 && axes[rank - 2] == rank - 1 && axes.Take(rank - 2).SequenceEqual(Enumerable.Range(0, rank - 2));
    }

    private static bool SameAxis(Match m) => m.Node.Int("axis") == m[0].Node.Int("axis");

    private static Value? PartOfConcat(Match m)
    {
        if (!m.Is("Slice") || !m.Is(m[0], "Concat", out var parts) || !SameAxis(m)) return null;
        int axis = m.Node.Int("axis");
        Dim start = Dim.Zero;
        foreach (Value part in parts)
        {
            if (start.Equals(m.Node.Dim("start")) && part.Shape[axis].Equals(m.Node.Dim("length"))) return part;
            start += part.Shape[axis];
        }

        return null;
    }

    private static Value? JoinedConcat(Match m)
    {
        if (!m.Is("Concat")) return null;
        int axis = m.Node.Int("axis");
        bool IsInner(Value x) => x.Node.Operator == "Concat" && x.Node.Int("axis") == axis;
        return m.Operands.Any(IsInner)
            ? Concat.Along(axis, [.. m.Operands.SelectMany(x => IsInner(x) ? x.Node.Operands.Select(id => m.Algebra[id]) : [x])])
            : null;
    }

    private static Value? SumOfParts(Match m)
    {
        if (!m.Is("Add") || !m[0].Shape.Equals(m[1].Shape) || !HasZeros(m[0]) || !HasZeros(m[1]) || m[0].Node.Int("axis") != m[1].Node.Int("axis")) return null;
        int axis = m[0].Node.Int("axis");
        List<Part> parts = [.. Parts(m[0], axis), .. Parts(m[1], axis)];
        bool Before(Part a, Part b) => Unification.Decide(new(a.End, Relation.AtMost, b.Start), m.Algebra.Facts) == Truth.Always;

        // In order, and each pair known to lie apart: otherwise the sum stays.
        for (int i = 1; i < parts.Count; i++)
            for (int j = i; j > 0 && !Before(parts[j - 1], parts[j]); j--)
                (parts[j - 1], parts[j]) = (parts[j], parts[j - 1]);
        for (int i = 1; i < parts.Count; i++)
            if (!Before(parts[i - 1], parts[i])) return null;

        var joined = new List<Value>();
        for (int i = 0; i < parts.Count; i++)
        {
            Dim gap = i + 1 < parts.Count ? parts[i + 1].Start - parts[i].End : Dim.Zero;
            joined.Add(gap.IsZero ? parts[i].Value : Pad.With(parts[i].Value, axis, 0, gap, m.Algebra.Constant(0)));
        }

        Dim before = parts[0].Start, after = m.Node.Shape[axis] - parts[parts.Count - 1].End;
        Value all = Concat.Along(axis, joined);
        return before.IsZero && after.IsZero ? all : Pad.With(all, axis, before, after, m.Algebra.Constant(0));
    }

    private static bool IsPadOfZeros(Value value) => value.Node.Operator == "Pad" && Match.IsConstant(value.Operand(1), 0);

    private static bool HasZeros(Value value) => IsPadOfZeros(value)
        || value.Node.Operator == "Concat" && Enumerable.Range(0, value.Node.Operands.Count).Any(i => IsPadOfZeros(value.Operand(i)) && value.Operand(i).Node.Int("axis") == value.Node.Int("axis"));

    /// <summary>What lies where along an axis, between zeros.</summary>
    private static IEnumerable<Part> Parts(Value value, int axis, Dim? start = null)
    {
        Dim from = start ?? Dim.Zero;
        if (IsPadOfZeros(value) && value.Node.Int("axis") == axis) return Parts(value.Operand(0), axis, from + value.Node.Dim("before"));
        if (value.Node.Operator != "Concat" || value.Node.Int("axis") != axis) return [new(from, value, axis)];
        var parts = new List<Part>();
        for (int i = 0; i < value.Node.Operands.Count; i++)
        {
            parts.AddRange(Parts(value.Operand(i), axis, from));
            from += value.Operand(i).Shape[axis];
        }

        return parts;
    }

    private sealed record Part(Dim Start, Value Value, int Axis)
    {
        public Dim End => Start + Value.Shape[Axis];
    }
}
