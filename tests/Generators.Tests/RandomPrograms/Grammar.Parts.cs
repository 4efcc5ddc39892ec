using System.Globalization;

namespace NNGen.Generators.Tests.RandomPrograms;

using static NNGen.Ops;

/// <content>Parts of a tensor, by numbers and by ranges.</content>
internal static partial class Grammar
{
    /// <summary>What stands for one axis between the brackets, how many entries that needs, and how many it leaves; null where the axis goes.</summary>
    private static readonly (string Text, AxisItem Item, int Least, Func<Extent, Extent>? Left)[] Items =
    [
        ("..", .., 0, size => size),
        ("1..", 1.., 1, size => size - 1),
        ("^1", ^1, 1, null),
        ("0", 0, 1, null),
        ("..^1", ..^1, 1, size => size - 1),
        ("1..3", 1..3, 3, _ => Extent.Of(2)),
        ("^2..", ^2.., 2, _ => Extent.Of(2)),
    ];

    private static IReadOnlyList<Operation> Parts =>
    [
        new("Slice of a length")
        {
            // The numbers: the axis, where it starts, how many.
            Choose = m => m.AxisWith(2) is { } found ? new([found.Name], found.Axis, 1, 1 + m.Draw.Below((int)m.ShapeOf(found.Name)[found.Axis].Least - 1)) : null,
            Text = n => Invariant($"Slice({{0}}, {n[0]}, {n[1]}, {n[2]})"),
            Infer = (x, n, fit) =>
            {
                if (!x[0].Has(n[0]) || n[1] < 0 || n[2] < 0) return null;
                fit.AtLeast(x[0][n[0]], n[1] + n[2]);
                return x[0].Replace(n[0], 1, Extent.Of(n[2]));
            },
            Compute = g => Slice(g[0], g.Numbers[0], g.Numbers[1], g.Numbers[2]),
        },
        new("Slice of all but one")
        {
            Choose = m => m.AxisWith(2) is { } found ? new([found.Name], found.Axis) : null,
            Text = n => Invariant($"Slice({{0}}, {n[0]}, 1, {{0}}.Size({n[0]}) - 1)"),
            Infer = (x, n, fit) =>
            {
                if (!x[0].Has(n[0])) return null;
                fit.AtLeast(x[0][n[0]], 1);
                return x[0].Replace(n[0], 1, x[0][n[0]] - 1);
            },
            Compute = g => Slice(g[0], g.Numbers[0], 1, g[0].Size(g.Numbers[0]) - 1),
        },
        new("Ranges")
        {
            // The numbers: an item for each axis, of which the last may be left out.
            Choose = m => m.Any(x => x.Rank >= 1) is { } x ? new([x], [.. m.ShapeOf(x).Axes.Take(1 + m.Draw.Below(m.ShapeOf(x).Rank)).Select(size => ItemFor(m, size))]) : null,
            Text = n => $"{{0}}[{string.Join(", ", n.Select(one => ItemOf(one).Text))}]",
            Infer = (x, n, fit) =>
            {
                if (n.Length > x[0].Rank) return null;
                var left = new List<Extent>();
                for (int axis = 0; axis < x[0].Rank; axis++)
                {
                    var item = ItemOf(axis < n.Length ? n[axis] : 0);
                    fit.AtLeast(x[0][axis], item.Least);
                    if (item.Left is { } length) left.Add(length(x[0][axis]));
                }

                return new(left);
            },
            Compute = g => g[0][[.. g.Numbers.Select(one => ItemOf(one).Item)]],
            Weight = 3,
        },
    ];

    private static (string Text, AxisItem Item, int Least, Func<Extent, Extent>? Left) ItemOf(int number) => Items[(number % Items.Length + Items.Length) % Items.Length];

    /// <summary>An item that leaves something of an axis whatever its size: of nothing there is no mean, and no largest.</summary>
    private static int ItemFor(ProgramMaker m, Extent size)
    {
        int[] fitting = [.. Enumerable.Range(0, Items.Length).Where(i => Items[i].Left is { } left ? i == 0 || (Items[i].Least <= size.Least && left(size).Least >= 1) : true)];
        return fitting[m.Draw.Below(fitting.Length)];
    }
}
