using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>A member of <c>Ops</c> or an operator of <c>Var</c>, and what a call of it adds to the graph.</summary>
internal sealed record Function(string Name, Func<Algebra, Arguments, Value> Build, LeadingUse Leading = LeadingUse.LinesUp);

/// <summary>The arguments of a call as the reader found them, by the names of the method's parameters.</summary>
internal sealed class Arguments(IReadOnlyDictionary<string, object> values)
{
    public bool Has(string name) => values.ContainsKey(name);

    public string Text(string name) => (string)values[name];

    public Value Tensor(string name) => (Value)values[name];

    /// <summary>The tensors of a <c>params</c> argument.</summary>
    /// <exception cref="ShapeProblem">There is none.</exception>
    public IReadOnlyList<Value> Tensors(string name, string verb) => values[name] is IReadOnlyList<Value> { Count: > 0 } tensors
        ? tensors
        : throw new ShapeProblem($"there is nothing to {verb}; it takes one value or more");

    public bool Flag(string name) => values.TryGetValue(name, out object? value) && (bool)value;

    /// <summary>A size: a number or a formula in the dims.</summary>
    public Dim Size(string name) => (Dim)values[name];

    public IReadOnlyList<Dim> Sizes(string name) => (IReadOnlyList<Dim>)values[name];

    /// <summary>An axis of a value of this rank, counted from the front; negative ones count from the end.</summary>
    /// <exception cref="ShapeProblem">The axis is no number that the compiler knows, or the value has no such axis.</exception>
    public int Axis(string name, Shape shape) => Axis(Size(name), shape);

    /// <inheritdoc cref="Axis(string, Shape)"/>
    public static int Axis(Dim number, Shape shape)
    {
        if (!number.TryConstant(out long axis))
            throw new ShapeProblem($"the axis has to be a number that the compiler knows, but it is {number}");
        if (axis < -shape.Rank || axis >= shape.Rank)
            throw new ShapeProblem(shape.Rank == 0
                ? $"there is no axis {axis}; the value is a scalar, of shape ()"
                : $"there is no axis {axis}; {shape} has {(shape.Rank == 1 ? "the axis 0, or -1" : $"the axes 0 to {shape.Rank - 1}, or {-shape.Rank} to -1")} counted from the end");
        return (int)(axis < 0 ? axis + shape.Rank : axis);
    }
}
