namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>A definition that nobody thought of, with the sizes that it is run at.</summary>
/// <param name="Name">The class.</param>
/// <param name="Seed">What its data are made from.</param>
/// <param name="Sizes">The sizes of all dims but N.</param>
/// <param name="Batches">The sizes of N, one call after another.</param>
internal sealed record RandomProgram(
    string Name, ulong Seed, IReadOnlyDictionary<string, int> Sizes, IReadOnlyList<int> Batches, IReadOnlyList<Declared> Declared, IReadOnlyList<Step> Steps, IReadOnlyList<string> Results)
{
    /// <summary>Whether the shape of the result is declared: then two calculi have to agree on it.</summary>
    public bool DeclaresResult { get; init; }

    public string Source => ProgramSource.Of(this);

    public Func<string, int> SizeOf(int batch) => name => name == "N" ? batch : Sizes[name];

    /// <summary>The declaration that holds values under a name: <c>x1</c>, <c>D2.W</c>.</summary>
    public Declared? Holder(string name) => Declared.FirstOrDefault(one => one.Holders.Any(holder => holder.Name == name));

    /// <summary>The shape of everything that has a name.</summary>
    public IReadOnlyDictionary<string, Extents> Shapes()
    {
        var shapes = Declared.ToDictionary(one => one.Name, one => one.Shape);
        foreach (Step step in Steps)
            shapes[step.Name] = step.Operation.Infer([.. step.Operands.Select(operand => shapes[operand])], step.Numbers, new())!;
        return shapes;
    }

    /// <summary>Without steps and parameters of which nothing comes.</summary>
    public RandomProgram WithoutDeadSteps()
    {
        HashSet<string> wanted = [.. Results];
        foreach (Step step in Steps.Reverse())
            if (wanted.Contains(step.Name)) wanted.UnionWith(step.Operands);
        return this with { Steps = [.. Steps.Where(step => wanted.Contains(step.Name))], Declared = [.. Declared.Where(one => wanted.Contains(one.Name) || one.Kind is Kind.Input)] };
    }

    public override string ToString() => Source;
}
