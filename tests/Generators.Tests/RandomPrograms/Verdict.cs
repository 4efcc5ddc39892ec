namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>What the tests' own calculus says of a program: the first step whose shapes do not fit for all sizes.</summary>
/// <param name="Wrong">The step; null if all fit.</param>
/// <param name="IsNever">Whether its shapes never fit, two different names being two different dims.</param>
/// <param name="Fits">What has to hold for every step up to the first that never fits.</param>
/// <param name="Shapes">The shapes as far as they are known.</param>
internal sealed record Verdict(Step? Wrong, bool IsNever, IReadOnlyList<Fit> Fits, IReadOnlyDictionary<string, Extents> Shapes)
{
    public static Verdict Of(RandomProgram program)
    {
        var shapes = program.Declared.ToDictionary(one => one.Name, one => one.Shape);
        var fits = new List<Fit>();
        Step? wrong = null;
        bool isNever = false;
        foreach (Step step in program.Steps)
        {
            if (!step.Operands.All(shapes.ContainsKey)) continue;
            var fit = new Fit();
            Extents? shape = step.Operation.Infer([.. step.Operands.Select(operand => shapes[operand])], step.Numbers, fit);
            bool never = shape is null || fit.IsNever;
            if (fit.IsUnknown && !never) return new(null, false, [], shapes);
            if (never || !fit.Holds)
            {
                if (wrong is null) (wrong, isNever) = (step, never);
                fits.Add(fit);
            }

            if (never) break;
            shapes[step.Name] = shape!;
        }

        return new(wrong, isNever, fits, shapes);
    }

    /// <summary>Whether all that has to hold does so at some sizes.</summary>
    public bool HoldsAt(Func<string, int> sizeOf) => Fits.All(fit => fit.Unequal.All(pair => pair.Left.Evaluate(sizeOf) == pair.Right.Evaluate(sizeOf))
        && fit.TooSmall.All(pair => pair.Number.Evaluate(sizeOf) >= pair.Least)
        && fit.Indivisible.All(pair => pair.Number.Evaluate(sizeOf) % pair.Divisor == 0));
}
