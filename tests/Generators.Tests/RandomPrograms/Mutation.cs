namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Makes a mistake in a program, of the kind that people make.</summary>
internal static class Mutation
{
    private const int MostTries = 60;

    /// <summary>A program with one mistake for which its shapes no longer fit, or fit only for some sizes; null if none was found.</summary>
    public static RandomProgram? Of(RandomProgram program, Draw draw, Func<Verdict, bool> wanted)
    {
        // One step a line, so that it can be said where the mistake has to be reported.
        program = program with { DeclaresResult = false, Steps = [.. program.Steps.Select(step => step with { Style = StepStyle.Local })] };
        for (int i = 0; i < MostTries; i++)
            if (Mistake(program, draw) is { } wrong && Verdict.Of(wrong) is { Wrong: not null } verdict && wanted(verdict)) return wrong;
        return null;
    }

    private static RandomProgram? Mistake(RandomProgram program, Draw draw)
    {
        if (program.Steps.Count == 0) return null;
        int index = draw.Below(program.Steps.Count);
        Step step = program.Steps[index];
        switch (draw.Below(7))
        {
            case 0 when step.Operands.Length > 1 && step.Operands.All(operand => IsTensor(program, operand)): // swapped operands
                return With(program, step, step with { Operands = [.. step.Operands.Reverse()] });
            case 1: // another value
                int at = draw.Below(step.Operands.Length);
                List<string> others = [.. program.Declared.Select(one => one.Name).Concat(program.Steps.Take(index).Select(one => one.Name)).Where(name => KindOf(program, name) == KindOf(program, step.Operands[at]) && LayerOf(program, name) == LayerOf(program, step.Operands[at]))];
                return With(program, step, step with { Operands = [.. step.Operands.Select((operand, i) => i == at ? draw.Of(others) : operand)] });
            case 2 when step.Numbers.Length > 0: // another axis, no keepDims, another count
                int which = draw.Below(step.Numbers.Length), by = 1 + draw.Below(4);
                return With(program, step, step with { Numbers = [.. step.Numbers.Select((number, i) => i != which ? number : number < 0 ? number - by : number + by)] });
            case 3 or 4: // other dims of an input, a parameter, labels, a sub-layer
                Declared declared = draw.Of([.. program.Declared.Where(one => one.Kind != Kind.Setting)]);
                return OtherDims(declared, draw) is { } shape ? program with { Declared = [.. program.Declared.Select(one => one == declared ? one with { Shape = shape } : one)] } : null;
            case 5: // the product the other way round
                List<Operation> products = [.. Grammar.All.Where(row => row.Name.StartsWith("MatMul(", StringComparison.Ordinal) && row.Name != step.Operation.Name)];
                return step.Operation.Name.StartsWith("MatMul(", StringComparison.Ordinal) ? With(program, step, step with { Operation = draw.Of(products) }) : null;
            case 6 when IsTensor(program, step.Operands[0]): // a step forgotten
                return program with
                {
                    Steps = [.. program.Steps.Where(one => one != step).Select(one => one with { Operands = [.. one.Operands.Select(operand => operand == step.Name ? step.Operands[0] : operand)] })],
                    Results = [.. program.Results.Select(result => result == step.Name ? step.Operands[0] : result)],
                };
            default: return null;
        }
    }

    private static Extents? OtherDims(Declared declared, Draw draw)
    {
        Extents shape = declared.Shape;
        if (shape.Rank == 0) return null;
        int axis = draw.Below(shape.Rank);
        Extent other = Extent.Of(draw.Of("H", "K", "C", "T"));
        return (declared.Kind == Kind.Sub ? 0 : draw.Below(4)) switch
        {
            0 => shape.Replace(axis, 1, draw.Below(4) switch { 0 => other + 1, 1 => 2 * other, 2 => Extent.Of(3), _ => other }),
            1 when shape.Rank > 1 => shape.Replace(axis, 1),
            2 => shape.Replace(axis, 0, other),
            3 when shape.Rank > 1 => shape.Transposed(),
            _ => null,
        };
    }

    private static RandomProgram With(RandomProgram program, Step step, Step by) => program with { Steps = [.. program.Steps.Select(one => one == step ? by : one)] };

    private static Kind KindOf(RandomProgram program, string name)
        => program.Declared.FirstOrDefault(one => one.Name == name)?.Kind is { } kind and not (Kind.Input or Kind.Param) ? kind : Kind.Computed;

    private static PoolLayer? LayerOf(RandomProgram program, string name) => program.Declared.FirstOrDefault(one => one.Name == name)?.Layer;

    private static bool IsTensor(RandomProgram program, string name) => KindOf(program, name) == Kind.Computed;
}
