using System.Globalization;
using NNGen.Generators.Fusion;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>Loops within each other over axes whose sizes are constants. An axis of one entry needs no loop.</summary>
internal sealed class LoopNest
{
    private readonly List<(string Variable, int Extent, int Axis)> _loops = [];

    /// <param name="extents">The axes, the outermost first.</param>
    /// <param name="variables">What the loops' variables are called; more of them than there are axes.</param>
    public LoopNest(IReadOnlyList<int> extents, IReadOnlyList<string> variables)
    {
        for (int axis = 0; axis < extents.Count; axis++)
            if (extents[axis] > 1) _loops.Add((variables[_loops.Count], extents[axis], axis));
    }

    /// <summary>The names of all loops' variables.</summary>
    public static IReadOnlyList<string> Variables { get; } = ["i", "j", "k", "l", "m", "n"];

    /// <summary>What the name of one element is told by from that of the whole: the variables.</summary>
    public string Suffix => string.Concat(_loops.Select(loop => loop.Variable.ToUpperInvariant()));

    /// <summary>The loops over a shape, as few as can be, with the strides of each operand over them.</summary>
    public static (LoopNest Nest, IReadOnlyList<string> Indexes) Over(Shape shape, IReadOnlyList<Shape> operands)
    {
        (IReadOnlyList<Dim> extents, IReadOnlyList<IReadOnlyList<Dim>> strides) = Strides.Collapse(shape, operands);
        var nest = new LoopNest(Constants(extents), Variables);
        return (nest, [.. strides.Select(operand => nest.Index(Constants(operand)))]);
    }

    /// <summary>C# for where an operand is, with so many elements from entry to entry of each axis.</summary>
    public string Index(IReadOnlyList<int> strides)
    {
        string text = string.Join(" + ", _loops.Where(loop => strides[loop.Axis] != 0).Select(loop => Times(loop.Variable, strides[loop.Axis])));
        return text.Length > 0 ? text : "0";
    }

    /// <summary>Writes the loops around some lines.</summary>
    public void Write(List<string> lines, IReadOnlyList<string> body)
    {
        for (int loop = _loops.Count - 1; loop >= 0; loop--)
        {
            string head = $"for (int {_loops[loop].Variable} = 0; {_loops[loop].Variable} < {Text(_loops[loop].Extent)}; {_loops[loop].Variable}++)";
            IEnumerable<string> inside = body.Select(line => "    " + line);
            body = body.Count == 1 || loop < _loops.Count - 1 ? [head, .. inside] : [head, "{", .. inside, "}"];
        }

        lines.AddRange(body);
    }

    /// <summary>C# for a variable, or 0, times a number.</summary>
    public static string Times(string variable, int factor) => factor == 1 || variable == "0" ? variable : $"{Text(factor)} * {variable}";

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int[] Constants(IReadOnlyList<Dim> dims) => [.. dims.Select(dim => BatchShapes.Count(new(dim)))];
}
