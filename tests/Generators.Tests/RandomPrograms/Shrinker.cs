namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Makes a program that fails smaller, for as long as it still fails: a person has to read it.</summary>
internal static class Shrinker
{
    private const int MostRounds = 30;

    /// <param name="failing">Of several programs, compiled together, those that fail.</param>
    public static Failure Shrink(Failure failure, Func<IReadOnlyList<RandomProgram>, IReadOnlyList<Failure>> failing)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            List<RandomProgram> candidates = [.. Smaller(failure.Program).Where(IsSound).Select((program, i) => program with { Name = $"{Root(failure.Program)}_{round}_{i}" })];
            Failure? smallest = failing(candidates).OrderBy(one => Size(one.Program)).FirstOrDefault();
            if (smallest is null || Size(smallest.Program) >= Size(failure.Program)) break;
            failure = smallest;
        }

        return failure;
    }

    /// <summary>Everything that can be left out or made simpler in one move.</summary>
    private static IEnumerable<RandomProgram> Smaller(RandomProgram program)
    {
        foreach (string result in program.Results.Distinct())
            if (program.Results.Count > 1)
                yield return (program with { Results = [.. program.Results.Where((_, i) => i != program.Results.ToList().IndexOf(result))] }).WithoutDeadSteps();
        foreach (int batch in program.Batches)
            if (program.Batches.Count > 1) yield return program with { Batches = [batch] };
        foreach (Step step in program.Steps)
        {
            // Its operand instead, or an input: then all that led to it is gone.
            foreach (string operand in step.Operands.Where(operand => program.Declared.All(one => one.Name != operand || one.Kind is Kind.Input or Kind.Param)))
                yield return Replace(program, step, operand).WithoutDeadSteps();
            if (AsInput(program, step) is { } input)
                yield return Replace(program with { Declared = [.. program.Declared, input] }, step, input.Name).WithoutDeadSteps();
        }

        foreach (Declared unused in program.Declared.Where(one => program.Steps.All(step => !step.Operands.Contains(one.Name)) && !program.Results.Contains(one.Name)))
            yield return program with { Declared = [.. program.Declared.Where(one => one != unused)] };
        if (program.Steps.Any(step => step.Style != StepStyle.Local))
            yield return program with { Steps = [.. program.Steps.Select(step => step with { Style = StepStyle.Local })] };
        foreach (var (name, size) in program.Sizes)
            foreach (int smaller in new[] { 1, 2, size / 2 }.Where(smaller => smaller > 0 && smaller < size).Distinct())
                yield return program with { Sizes = program.Sizes.ToDictionary(pair => pair.Key, pair => pair.Key == name ? smaller : pair.Value) };
    }

    private static RandomProgram Replace(RandomProgram program, Step step, string by) => program with
    {
        Steps = [.. program.Steps.Where(one => one != step).Select(one => one with { Operands = [.. one.Operands.Select(operand => operand == step.Name ? by : operand)] })],
        Results = [.. program.Results.Select(result => result == step.Name ? by : result)],
    };

    /// <summary>An input with the shape of a step, and values between those that the step has.</summary>
    private static Declared? AsInput(RandomProgram program, Step step)
    {
        var values = new List<double>();
        foreach (int batch in program.Batches)
        {
            Evaluation evaluation = Evaluate(program, batch);
            if (!evaluation.IsRefused) values.AddRange(((Var)evaluation[step.Name]).ToArray());
        }

        return values.Count == 0 ? null : new($"x{step.Name}", Kind.Input, program.Shapes()[step.Name], (float)values.Min(), (float)values.Max());
    }

    private static bool IsSound(RandomProgram program)
    {
        var shapes = program.Declared.ToDictionary(one => one.Name, one => one.Shape);
        foreach (Step step in program.Steps)
        {
            var fit = new Fit();
            if (step.Operation.Infer([.. step.Operands.Select(operand => shapes[operand])], step.Numbers, fit) is not { } shape || !fit.Holds) return false;
            shapes[step.Name] = shape;
        }

        return program.Declared.Any(one => one.Kind is Kind.Input or Kind.Labels) && program.Batches.All(batch => Evaluation.IsSafe(program, batch));
    }

    private static Evaluation Evaluate(RandomProgram program, int batch)
    {
        var evaluation = new Evaluation(program.Seed, program.SizeOf(batch), isTraining: true);
        foreach (Declared declared in program.Declared) evaluation.Declare(declared);
        foreach (Step step in program.Steps) evaluation.Run(step);
        return evaluation;
    }

    private static string Root(RandomProgram program) => program.Name.Split('_')[0];

    private static int Size(RandomProgram program) => 10000 * program.Steps.Count + 2000 * program.Results.Count + 500 * program.Declared.Count + 100 * program.Batches.Count
        + 20 * program.Steps.Count(step => step.Style != StepStyle.Local) + program.Sizes.Values.Sum();
}
