using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>What an expression of a definition stands for while it is being read.</summary>
internal abstract record Meaning
{
    /// <summary>Something that was reported already, or that C# reports; whatever is computed from it is unknown too.</summary>
    public static Meaning Unknown { get; } = new Nothing();

    /// <summary>A <c>Var</c>, an <c>IntVar</c> or a <c>Mask</c>.</summary>
    internal record Tensor(Value Value) : Meaning
    {
        public virtual Value Value { get; } = Value;
    }

    /// <summary>A state of a layer, by its path. Its value is the one at the place where it is looked at: an update gives it another.</summary>
    /// <param name="Values">The values that all states have by now.</param>
    internal sealed record State(IReadOnlyDictionary<string, Value> Values, string Path) : Tensor(Values[Path])
    {
        public override Value Value => Values[Path];
    }

    /// <summary>A <c>float</c> or <c>double</c> made of dims, settings and constants.</summary>
    internal sealed record Number(Value Value) : Meaning;

    /// <summary>An <c>int</c>: a number or a formula in the dims.</summary>
    internal sealed record Size(Dim Dim) : Meaning;

    /// <summary>A <c>System.Index</c> that counts from the end: <c>^1</c>. One that counts from the front is a <see cref="Size"/>.</summary>
    internal sealed record FromEnd(Dim Count) : Meaning;

    /// <summary>A <c>System.Range</c>; a side that is left out is null.</summary>
    internal sealed record Range(Meaning? Start, Meaning? End) : Meaning;

    internal sealed record Truth(bool Value) : Meaning;

    internal sealed record Text(string Value) : Meaning;

    /// <summary>The shape of a value.</summary>
    internal sealed record Sizes(Shape Shape) : Meaning;

    /// <summary>A tuple.</summary>
    internal sealed record Several(IReadOnlyList<Meaning> Items) : Meaning;

    /// <summary>An array, a list or a <c>SubList</c>. It is one thing, whatever its names are: what is assigned to an element is seen by all.</summary>
    internal sealed record List(List<Meaning> Items) : Meaning;

    /// <summary>A layer: this one, or a sub-layer at a path.</summary>
    internal sealed record Layer(LayerInstance Instance) : Meaning;

    /// <summary>An element of an array before it is assigned.</summary>
    public static Meaning NoValue { get; } = new Missing();

    private sealed record Nothing : Meaning;

    private sealed record Missing : Meaning;
}
