using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.RandomPrograms;

internal enum Kind
{
    Input,
    Param,
    Labels,
    Setting,
    Sub,
    Computed,
}

/// <summary>What a random program declares: an input, a parameter, a setting, a sub-layer.</summary>
/// <param name="Shape">The shape; of a sub-layer the dims of its constructor.</param>
/// <param name="Low">The least value that it takes; of a setting its value.</param>
/// <param name="High">The bound of its values.</param>
internal sealed record Declared(string Name, Kind Kind, Extents Shape, float Low = -2, float High = 2)
{
    public bool NoGrad { get; init; }

    /// <summary>What labels choose among.</summary>
    public Extent? Classes { get; init; }

    /// <summary>The layer that a sub-layer is.</summary>
    public PoolLayer? Layer { get; init; }

    /// <summary>The names of what holds values: the declaration itself, or each parameter of a sub-layer.</summary>
    public IEnumerable<(string Name, Extents Shape)> Holders => Layer is null ? [(Name, Shape)] : Layer.Parameters(Shape).Select(one => ($"{Name}.{one.Name}", one.Shape));

    /// <summary>The values under a name: always the same for the same seed, name and shape.</summary>
    public object Values(ulong seed, string name, Func<string, int> sizeOf)
    {
        int[] shape = Holders.Single(holder => holder.Name == name).Shape.Evaluate(sizeOf);
        if (Kind == Kind.Setting) return Var.From([Low]);
        int count = shape.Aggregate(1, (product, length) => product * length);
        var numbers = new TestNumbers(name.Aggregate(unchecked((int)seed), (hash, c) => unchecked(hash * 31 + c)) & 0xFFFFFF);
        if (Kind != Kind.Labels) return Var.From([.. Enumerable.Range(0, count).Select(_ => (double)numbers.Next(Low, High))], shape);
        int classes = Classes!.Evaluate(sizeOf);
        return IntVar.From([.. Enumerable.Range(0, count).Select(_ => (int)(numbers.Next(0, 1) * classes) % classes)], shape);
    }
}
