using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>What an expression of a definition stands for while it is being read.</summary>
internal abstract record Meaning
{
    /// <summary>Something that was reported already, or that C# reports; whatever is computed from it is unknown too.</summary>
    public static Meaning Unknown { get; } = new Nothing();

    /// <summary>A <c>Var</c>, an <c>IntVar</c> or a <c>Mask</c>.</summary>
    internal record Tensor(Value Value) : Meaning;

    /// <summary>A state of a layer, by its path. Its value is the one at the place where it is read: an update gives it another.</summary>
    internal sealed record State(Value Value, string Path) : Tensor(Value);

    /// <summary>A <c>float</c> or <c>double</c> made of dims, settings and constants.</summary>
    internal sealed record Number(Value Value) : Meaning;

    /// <summary>An <c>int</c>: a number or a formula in the dims.</summary>
    internal sealed record Size(Dim Dim) : Meaning;

    internal sealed record Truth(bool Value) : Meaning;

    internal sealed record Text(string Value) : Meaning;

    /// <summary>The shape of a value.</summary>
    internal sealed record Sizes(Shape Shape) : Meaning;

    /// <summary>A tuple.</summary>
    internal sealed record Several(IReadOnlyList<Meaning> Items) : Meaning;

    /// <summary>An array: the arguments of a <c>params</c> parameter.</summary>
    internal sealed record List(IReadOnlyList<Meaning> Items) : Meaning;

    /// <summary>A layer: this one, or a sub-layer at a path.</summary>
    internal sealed record Layer(LayerInstance Instance) : Meaning;

    private sealed record Nothing : Meaning;
}
