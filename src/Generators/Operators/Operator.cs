using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// All that the compiler knows of one operator: how it is called, which shape it gives, its gradient, what it costs
/// and how it is emitted. Stages ask; of the operators that compute, none is known to them by name.
/// </summary>
internal abstract class Operator
{
    /// <summary>The name in graphs.</summary>
    public abstract string Name { get; }

    /// <summary>The members of <c>Ops</c> (or operators of <c>Var</c>) that a definition calls to get this operator.</summary>
    public virtual IEnumerable<Function> Functions => [];

    /// <summary>How the value is computed at run time, as data for the emitter.</summary>
    public abstract OperatorForm Form { get; }

    /// <summary>True if no gradient flows to the operands.</summary>
    public virtual bool IsConstant => false;

    /// <summary>The shape rule.</summary>
    /// <exception cref="ShapeProblem">The operands do not fit.</exception>
    public abstract Shape Infer(Operands operands);

    public virtual ElementType TypeOf(IReadOnlyList<Node> operands) => ElementType.Float;

    /// <summary>The gradient of the loss with respect to each operand, given that of the result; null where none flows.</summary>
    public virtual IReadOnlyList<Value?> Differentiate(Differential d)
        => throw new InvalidOperationException($"{Name} is only made by gradients and has no gradient of its own.");

    /// <summary>What takes its place once the gradients are taken: what it is made of, if no loop computes it, or what one loop does with its operands; null for all others.</summary>
    public virtual Value? Lower(Node node, IReadOnlyList<Value> operands) => null;

    /// <summary>The operand that holds indices, how many classes they choose from, and what one of them is called; null if there is none.</summary>
    public virtual (int Operand, Dim Classes, string Noun)? Indices(Node node, IReadOnlyList<Shape> operands) => null;

    /// <summary>Of a result that is integers computed here: how many there are, from 0 on; null for every other result.</summary>
    public virtual Dim? Count(Node node, IReadOnlyList<Shape> operands) => null;

    /// <summary>The operand that is a dropout rate, a number at least 0 and below 1; null if there is none.</summary>
    public virtual int? Rate => null;

    /// <summary>How many elements go into a result that has no value for none; null if there is no such result.</summary>
    public virtual Dim? NeedsElements(Node node, IReadOnlyList<Shape> operands) => null;

    /// <summary>Floating-point operations, as a formula in the dims.</summary>
    public virtual Dim Flops(Node node, Func<int, Node> operand) => Dim.Constant(0);
}

/// <summary>What a shape rule looks at.</summary>
internal sealed record Operands(
    IReadOnlyList<Node> Nodes, EquatableArray<NodeAttribute> Attributes, Facts Facts, List<Guard> Guards)
{
    public Shape this[int index] => Nodes[index].Shape;

    public string Text(string key) => Attributes.First(attribute => attribute.Key == key).Value;

    public int Int(string key) => int.Parse(Text(key), System.Globalization.CultureInfo.InvariantCulture);

    public bool Flag(string key) => Attributes.Any(attribute => attribute.Key == key && attribute.Value == "true");

    public Dim Size(string key) => Dim.TryParse(Text(key), out Dim? dim, out _)
        ? dim
        : throw new InvalidOperationException($"'{key}' holds no dim: {Text(key)}");

    public Shape Target => GraphText.ParseShape(new TextScanner(Text("shape")));
}

/// <summary>What a gradient rule computes with.</summary>
/// <param name="Node">The node that is differentiated.</param>
/// <param name="Operands">Its operands.</param>
/// <param name="Result">Its value.</param>
/// <param name="Gradient">The gradient of the loss with respect to its value: same shape.</param>
internal sealed record Differential(Algebra Algebra, Node Node, IReadOnlyList<Value> Operands, Value Result, Value Gradient)
{
    public Value this[int operand] => Operands[operand];
}
