using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>A node under construction, with the arithmetic of the field, so that a gradient rule reads like the formula it is.</summary>
internal readonly struct Value(Algebra algebra, int id)
{
    public int Id { get; } = id;

    public Algebra Algebra { get; } = algebra;

    public Node Node => Algebra.Graph[Id];

    public Shape Shape => Node.Shape;

    /// <summary>One of the values that this is computed from.</summary>
    public Value Operand(int index) => Algebra[Node.Operands[index]];

    public static Value operator +(Value a, Value b) => a.Apply("Add", b);

    public static Value operator -(Value a, Value b) => a.Apply("Subtract", b);

    public static Value operator *(Value a, Value b) => a.Apply("Multiply", b);

    public static Value operator /(Value a, Value b) => a.Apply("Divide", b);

    public static Value operator -(Value a) => a.Apply("Negate");

    public static Value operator *(double a, Value b) => b.Constant(a) * b;

    public static Value operator -(double a, Value b) => b.Constant(a) - b;

    public static Value operator +(double a, Value b) => b.Constant(a) + b;

    public static Value operator /(double a, Value b) => b.Constant(a) / b;

    /// <summary>Applies an operator of one operand, or of more that follow this one.</summary>
    public Value Apply(string @operator, params Value[] others) => Algebra.Apply(@operator, [this, .. others]);

    /// <summary>Applies an operator that has attributes; this is its first operand.</summary>
    public Value Apply(string @operator, IEnumerable<Value> others, params NodeAttribute[] attributes) => Algebra.Apply(@operator, [this, .. others], attributes);

    public Value Sum(int axis, bool keepDims) => Reduce("Sum", axis, 1, keepDims);

    /// <summary>Applies a reduction over <paramref name="count"/> neighbouring axes.</summary>
    public Value Reduce(string reduction, int axis, int count, bool keepDims) => Algebra.Apply(
        reduction,
        [this],
        [NodeAttribute.Of("axis", axis), NodeAttribute.Of("count", count), .. NodeAttribute.Flags(("keepDims", keepDims))]);

    /// <summary>Applies an operator that works along one axis.</summary>
    public Value Along(string @operator, int axis) => Algebra.Apply(@operator, [this], NodeAttribute.Of("axis", axis));

    public Value Reshape(Shape shape) => shape.Equals(Shape) ? this : Algebra.Apply("Reshape", [this], Algebra.Target(shape));

    public Value BroadcastTo(Shape shape) => shape.Equals(Shape) ? this : Algebra.Apply("BroadcastTo", [this], Algebra.Target(shape));

    /// <summary>The sum over whatever was stretched to get from <paramref name="shape"/> to this value's shape.</summary>
    public Value SumTo(Shape shape)
    {
        Value value = this;
        if (value.Shape.Rank > shape.Rank) value = value.Reduce("Sum", 0, value.Shape.Rank - shape.Rank, keepDims: false);
        for (int axis = 0; axis < shape.Rank; axis++)
            if (!value.Shape[axis].Equals(shape[axis]) && IsOne(shape[axis]))
                value = value.Sum(axis, keepDims: true);
        return value;
    }

    public Value Constant(double value) => Algebra.Constant(value);

    private static bool IsOne(Dim dim) => dim.TryConstant(out long size) && size == 1;
}
